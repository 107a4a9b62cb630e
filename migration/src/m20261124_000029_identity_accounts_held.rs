//! Whoever decides about an account leaves a mark on it, so that whoever has only read it can tell.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::integer;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("accounts")
                    .add_column(integer("version").default(0))
                    .to_owned(),
            )
            .await
    }
}
