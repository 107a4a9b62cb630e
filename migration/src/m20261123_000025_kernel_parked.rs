//! What staff are told of an event that was given up.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string_null;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .alter_table(
                Table::alter()
                    .table("outbox_events")
                    .add_column(string_null("trouble"))
                    .to_owned(),
            )
            .await?;
        // The staff of one website ask for what was given up there.
        let name = "outbox_events_parked";
        let of_all = Index::drop().name(name).table("outbox_events").to_owned();
        manager.drop_index(of_all).await?;
        manager
            .create_index(
                Index::create()
                    .name(name)
                    .table("outbox_events")
                    .col("website_id")
                    .col("parked_at")
                    .col("id")
                    .and_where(Expr::col("parked_at").is_not_null())
                    .to_owned(),
            )
            .await
    }
}
