//! The hash chain of the audit trail, and the chores that are done night by night.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, binary, integer, string, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(audit_seals()).await?;
        manager.create_table(chores()).await?;
        // A seal is made over the lines of one website in the order of their times.
        manager
            .create_index(
                Index::create()
                    .name("audit_entries_time")
                    .table("audit_entries")
                    .col("website_id")
                    .col("at")
                    .col("id")
                    .to_owned(),
            )
            .await?;
        // Whether an earlier event of an aggregate still waits is asked of those that wait alone:
        // over all of them, PostgreSQL reads every open event for each, until it has statistics.
        let order = "outbox_events_order";
        let over_all = Index::drop().name(order).table("outbox_events").to_owned();
        manager.drop_index(over_all).await?;
        manager
            .create_index(
                Index::create()
                    .name(order)
                    .table("outbox_events")
                    .col("aggregate")
                    .col("sequence")
                    .and_where(Expr::col("settled_at").is_null())
                    .to_owned(),
            )
            .await?;
        // Few events are ever parked, and all of them are asked for at once.
        manager
            .create_index(
                Index::create()
                    .name("outbox_events_parked")
                    .table("outbox_events")
                    .col("parked_at")
                    .and_where(Expr::col("parked_at").is_not_null())
                    .to_owned(),
            )
            .await?;
        for (name, table, column) in [
            ("idempotency_keys_age", "idempotency_keys", "claimed_at"),
            ("mails_age", "mails", "created_at"),
        ] {
            let index = Index::create()
                .name(name)
                .table(table)
                .col(column)
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn audit_seals() -> TableCreateStatement {
    Table::create()
        .table("audit_seals")
        // Without a foreign key, like the lines it seals: the trail outlives its website.
        .col(uuid("website_id"))
        .col(big_integer("number"))
        .col(timestamp_with_time_zone("from_at"))
        .col(timestamp_with_time_zone("until_at"))
        .col(big_integer("entries"))
        .col(binary("previous_hash"))
        .col(binary("hash"))
        .col(timestamp_with_time_zone("sealed_at"))
        .primary_key(Index::create().col("website_id").col("number"))
        .to_owned()
}

fn chores() -> TableCreateStatement {
    Table::create()
        .table("chores")
        .col(string("name").primary_key())
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone_null("leased_until"))
        .col(timestamp_with_time_zone_null("finished_at"))
        .col(integer("failures"))
        .col(text_null("last_error"))
        .to_owned()
}
