//! Idempotency keys that were used.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{binary, string, timestamp_with_time_zone, uuid};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("idempotency_keys")
                    .col(uuid("website_id"))
                    .col(string("actor"))
                    .col(string("command"))
                    .col(uuid("key"))
                    .col(binary("input_hash"))
                    .col(uuid("subject"))
                    .col(timestamp_with_time_zone("claimed_at"))
                    .primary_key(
                        Index::create()
                            .col("website_id")
                            .col("actor")
                            .col("command")
                            .col("key"),
                    )
                    .to_owned(),
            )
            .await
    }
}
