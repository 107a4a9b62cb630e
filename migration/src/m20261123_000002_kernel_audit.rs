//! The audit trail.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{json_binary_null, string, timestamp_with_time_zone, uuid};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("audit_entries")
                    .col(uuid("id").primary_key())
                    .col(uuid("website_id"))
                    .col(timestamp_with_time_zone("at"))
                    .col(string("actor"))
                    .col(string("action"))
                    .col(string("object"))
                    .col(json_binary_null("detail"))
                    .col(uuid("request_id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("audit_entries_object")
                    .table("audit_entries")
                    .col("website_id")
                    .col("object")
                    .col("at")
                    .to_owned(),
            )
            .await
    }
}
