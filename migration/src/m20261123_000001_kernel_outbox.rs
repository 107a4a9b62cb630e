//! Events on their way, and who has had them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, integer, json_binary, string, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("outbox_events")
                    .col(big_integer("sequence").auto_increment().primary_key())
                    .col(uuid("id").unique_key())
                    .col(uuid("website_id"))
                    .col(string("stream"))
                    .col(string("name"))
                    .col(string("aggregate"))
                    .col(json_binary("payload"))
                    .col(timestamp_with_time_zone("recorded_at"))
                    .col(timestamp_with_time_zone("due_at"))
                    .col(integer("attempts"))
                    .col(timestamp_with_time_zone_null("leased_until"))
                    .col(timestamp_with_time_zone_null("settled_at"))
                    .col(timestamp_with_time_zone_null("parked_at"))
                    .col(text_null("last_error"))
                    .to_owned(),
            )
            .await?;
        // The dispatcher asks many times a second and mostly finds nothing: it reads only what is
        // open, however long the history is.
        for (name, columns) in [
            ("outbox_events_open", ["settled_at", "due_at"]),
            ("outbox_events_order", ["aggregate", "sequence"]),
        ] {
            let mut index = Index::create().name(name).table("outbox_events").to_owned();
            for column in columns {
                index.col(column);
            }
            manager.create_index(index).await?;
        }
        manager
            .create_table(
                Table::create()
                    .table("outbox_progress")
                    .col(uuid("event_id"))
                    .col(string("subscriber"))
                    .col(timestamp_with_time_zone("done_at"))
                    .primary_key(Index::create().col("event_id").col("subscriber"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("outbox_progress", "event_id")
                            .to("outbox_events", "id"),
                    )
                    .to_owned(),
            )
            .await
    }
}
