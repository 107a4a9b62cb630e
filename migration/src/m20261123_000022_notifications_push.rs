//! Push endpoints.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, text, timestamp_with_time_zone, uuid};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(endpoints()).await?;
        manager
            .create_index(
                Index::create()
                    .name("push_endpoints_account")
                    .table("push_endpoints")
                    .col("website_id")
                    .col("account_id")
                    .to_owned(),
            )
            .await
    }
}

fn endpoints() -> TableCreateStatement {
    Table::create()
        .table("push_endpoints")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("account_id"))
        .col(uuid("device_id"))
        .col(uuid("session_id"))
        // One browser's: whoever uses it last has it.
        .col(text("endpoint").unique_key())
        .col(string("p256dh"))
        .col(string("auth"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(
            ForeignKey::create()
                .from("push_endpoints", "website_id")
                .to("websites", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("push_endpoints", "account_id")
                .to("accounts", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("push_endpoints", "device_id")
                .to("devices", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("push_endpoints", ("website_id", "session_id"))
                .to("sessions", ("website_id", "id")),
        )
        .index(Index::create().unique().col("website_id").col("device_id"))
        .index(Index::create().unique().col("website_id").col("id"))
        .to_owned()
}
