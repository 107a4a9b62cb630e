//! Links out of mails are removed by their age.

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
                    .name("unsubscribe_links_age")
                    .table("unsubscribe_links")
                    .col("issued_at")
                    .to_owned(),
            )
            .await
    }
}
