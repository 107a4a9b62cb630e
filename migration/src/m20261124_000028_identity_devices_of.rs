//! The devices of one person are found without reading everybody's.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_index(
                Index::create()
                    .name("devices_account")
                    .table("devices")
                    .col("account_id")
                    .to_owned(),
            )
            .await
    }
}
