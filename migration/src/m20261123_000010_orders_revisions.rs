//! What clients want changed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, boolean_null, integer, string, string_null, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(revision_requests()).await?;
        manager.create_table(change_items()).await?;
        manager
            .create_index(
                Index::create()
                    .name("revision_requests_open")
                    .unique()
                    .table("revision_requests")
                    .col("order_id")
                    .and_where(Expr::col("status").is_in(["pending", "in_progress"]))
                    .to_owned(),
            )
            .await
    }
}

fn reference(
    table: &'static str,
    column: &'static str,
    target: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, ("website_id", column))
        .to(target, ("website_id", "id"))
        .to_owned()
}

fn revision_requests() -> TableCreateStatement {
    Table::create()
        .table("revision_requests")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("order_id"))
        .col(integer("round"))
        .col(string("status"))
        .col(string("title"))
        .col(text("description"))
        .col(string("severity"))
        .col(integer("priority"))
        .col(boolean("is_urgent"))
        .col(text_null("client_notes"))
        .col(string("requested_by"))
        .col(timestamp_with_time_zone_null("requested_deadline"))
        .col(timestamp_with_time_zone("default_deadline"))
        .col(timestamp_with_time_zone_null("agreed_deadline"))
        .col(timestamp_with_time_zone_null("started_at"))
        .col(timestamp_with_time_zone_null("submitted_at"))
        .col(timestamp_with_time_zone_null("accepted_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(&mut reference("revision_requests", "order_id", "orders"))
        .index(Index::create().unique().col("website_id").col("id"))
        .index(Index::create().unique().col("order_id").col("round"))
        .to_owned()
}

fn change_items() -> TableCreateStatement {
    Table::create()
        .table("change_items")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("revision_id"))
        .col(integer("position"))
        .col(string("section"))
        .col(text("issue"))
        .col(text("request"))
        .col(string("severity"))
        .col(text_null("quoted_passage"))
        .col(string_null("answer"))
        .col(text_null("answer_note"))
        .col(boolean_null("is_verified"))
        .foreign_key(&mut reference(
            "change_items",
            "revision_id",
            "revision_requests",
        ))
        .index(Index::create().unique().col("revision_id").col("position"))
        .to_owned()
}
