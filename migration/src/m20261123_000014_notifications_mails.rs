//! What became of each message, and the local mailbox that stands in for a mail server.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    integer, string, string_null, text, text_null, timestamp_with_time_zone, uuid,
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
                    .table("message_deliveries")
                    .col(uuid("website_id"))
                    .col(uuid("event_id"))
                    .col(string("recipient"))
                    .col(string("channel"))
                    .col(string("kind"))
                    .col(string("state"))
                    .col(string_null("cause"))
                    .col(integer("attempts"))
                    .col(text_null("last_error"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("updated_at"))
                    // One event makes one message for one person on one channel (law 7).
                    .primary_key(
                        Index::create()
                            .col("event_id")
                            .col("recipient")
                            .col("channel"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("message_deliveries", "website_id")
                            .to("websites", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("mails")
                    .col(uuid("id").primary_key())
                    .col(uuid("website_id"))
                    .col(string("message_id").unique_key())
                    .col(string("sender"))
                    .col(string("recipient"))
                    .col(string_null("reply_to"))
                    .col(string("subject"))
                    .col(text("text"))
                    .col(text("html"))
                    .col(timestamp_with_time_zone("created_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("mails", "website_id")
                            .to("websites", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("mails_newest")
                    .table("mails")
                    .col("website_id")
                    .col("created_at")
                    .col("id")
                    .to_owned(),
            )
            .await
    }
}
