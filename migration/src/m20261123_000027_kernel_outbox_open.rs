//! Indexes of the outbox that hold what is asked for, and nothing else.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let open = "outbox_events_open";
        let over_all = Index::drop().name(open).table("outbox_events").to_owned();
        manager.drop_index(over_all).await?;
        // PostgreSQL does not see that rows without `settled_at` lie in the order of `due_at` in an
        // index over both: it read and sorted every open timer for the next one that is due.
        manager
            .create_index(
                Index::create()
                    .name(open)
                    .table("outbox_events")
                    .col("due_at")
                    .col("sequence")
                    .and_where(Expr::col("settled_at").is_null())
                    .to_owned(),
            )
            .await?;
        // What is removed one day, oldest first.
        manager
            .create_index(
                Index::create()
                    .name("outbox_events_settled")
                    .table("outbox_events")
                    .col("settled_at")
                    .and_where(Expr::col("settled_at").is_not_null())
                    .to_owned(),
            )
            .await
    }
}
