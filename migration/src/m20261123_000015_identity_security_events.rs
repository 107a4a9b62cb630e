//! Security events.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, string_null, timestamp_with_time_zone, uuid, uuid_null};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("security_events")
                    .col(uuid("id").primary_key())
                    .col(uuid("website_id"))
                    .col(uuid("account_id"))
                    .col(string("kind"))
                    .col(string("severity"))
                    // What it happened to may be on another website, and may be gone one day:
                    // the event stays, so there are no keys.
                    .col(uuid_null("session_id"))
                    .col(uuid_null("device_id"))
                    .col(string_null("network"))
                    .col(string_null("place"))
                    .col(string_null("label"))
                    .col(timestamp_with_time_zone("created_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("security_events", "website_id")
                            .to("websites", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("security_events", "account_id")
                            .to("accounts", "id"),
                    )
                    .index(Index::create().unique().col("website_id").col("id"))
                    .to_owned(),
            )
            .await?;
        // A person's events, newest first.
        manager
            .create_index(
                Index::create()
                    .name("security_events_account")
                    .table("security_events")
                    .col("account_id")
                    .col("created_at")
                    .to_owned(),
            )
            .await
    }
}
