//! Placed orders: their assignments, deliveries, reviews and history.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, integer, integer_null, json_binary, string, string_null, text, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            order_counters(),
            orders(),
            order_assignments(),
            deliveries(),
            reviews(),
            order_events(),
        ] {
            manager.create_table(table).await?;
        }
        for (name, table, columns) in [
            (
                "orders_client",
                "orders",
                &["website_id", "client_id", "created_at"][..],
            ),
            (
                "orders_writer",
                "orders",
                &["website_id", "writer_id", "status"],
            ),
            (
                "orders_status",
                "orders",
                &["website_id", "status", "deadline"],
            ),
            (
                "orders_created",
                "orders",
                &["website_id", "created_at", "id"],
            ),
            (
                "orders_deadline",
                "orders",
                &["website_id", "deadline", "id"],
            ),
            (
                "orders_updated",
                "orders",
                &["website_id", "updated_at", "id"],
            ),
            (
                "order_assignments_writer",
                "order_assignments",
                &["website_id", "writer_id", "assigned_at"],
            ),
            (
                "order_events_order",
                "order_events",
                &["order_id", "at", "id"],
            ),
        ] {
            let mut index = Index::create().name(name).table(table).to_owned();
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        manager
            .create_index(
                Index::create()
                    .name("order_assignments_current")
                    .unique()
                    .table("order_assignments")
                    .col("order_id")
                    .and_where(Expr::col("ended_at").is_null())
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

fn order_counters() -> TableCreateStatement {
    Table::create()
        .table("order_counters")
        .col(uuid("website_id").primary_key())
        .col(big_integer("last"))
        .foreign_key(
            ForeignKey::create()
                .from("order_counters", "website_id")
                .to("websites", "id"),
        )
        .to_owned()
}

fn orders() -> TableCreateStatement {
    let mut table = Table::create()
        .table("orders")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(string("number"))
        .col(string("status"))
        .col(uuid("client_id"))
        .col(uuid_null("writer_id"))
        .col(uuid_null("editor_id"))
        .col(uuid("draft_id"))
        .col(uuid("quote_id"))
        .col(string("title"))
        .col(string("topic"))
        .col(text("instructions"))
        .col(integer("pages"))
        .col(integer("slides"))
        .col(integer("reference_count"))
        .col(string("spacing"))
        .col(uuid("subject_id"))
        .col(uuid("type_of_work_id"))
        .col(uuid("academic_level_id"))
        .col(uuid_null("english_type_id"))
        .col(uuid_null("formatting_style_id"))
        .col(json_binary("additional_service_ids"))
        .col(uuid_null("preferred_writer_id"))
        .col(text_null("client_notes"))
        .col(string_null("tone"))
        .col(string_null("writing_style"))
        .col(string_null("formatting"))
        .col(string_null("referencing"))
        .col(string("currency"))
        .col(big_integer("price"))
        .col(big_integer("writer_pay"))
        .col(integer("price_book_version"))
        .col(integer_null("acceptable_use_version"))
        .col(string_null("purpose"))
        .col(timestamp_with_time_zone("deadline"))
        .col(timestamp_with_time_zone_null("writer_deadline"))
        .col(timestamp_with_time_zone_null("assigned_at"))
        .col(timestamp_with_time_zone_null("submitted_at"))
        .col(timestamp_with_time_zone_null("released_at"))
        .col(timestamp_with_time_zone_null("completed_at"))
        .col(integer("delivery_count"))
        .col(integer("round_count"))
        .col(integer("event_count"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .index(Index::create().unique().col("website_id").col("id"))
        .index(Index::create().unique().col("website_id").col("number"))
        // One draft makes one order, whatever happens.
        .index(Index::create().unique().col("website_id").col("draft_id"))
        .to_owned();
    for (column, target) in [
        ("client_id", "memberships"),
        ("writer_id", "memberships"),
        ("editor_id", "memberships"),
        ("preferred_writer_id", "memberships"),
        ("draft_id", "order_drafts"),
        ("quote_id", "quotes"),
        ("subject_id", "catalog_items"),
        ("type_of_work_id", "catalog_items"),
        ("academic_level_id", "catalog_items"),
        ("english_type_id", "catalog_items"),
        ("formatting_style_id", "catalog_items"),
    ] {
        table.foreign_key(&mut reference("orders", column, target));
    }
    table
}

fn order_assignments() -> TableCreateStatement {
    Table::create()
        .table("order_assignments")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("order_id"))
        .col(uuid("writer_id"))
        .col(string("assigned_by"))
        .col(text_null("override_reason"))
        .col(json_binary("snapshot"))
        .col(big_integer("pay"))
        .col(timestamp_with_time_zone("writer_deadline"))
        .col(timestamp_with_time_zone("assigned_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(&mut reference("order_assignments", "order_id", "orders"))
        .foreign_key(&mut reference(
            "order_assignments",
            "writer_id",
            "memberships",
        ))
        .to_owned()
}

fn deliveries() -> TableCreateStatement {
    Table::create()
        .table("deliveries")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("order_id"))
        .col(uuid("writer_id"))
        .col(integer("number"))
        .col(text("text"))
        .col(text_null("note"))
        .col(timestamp_with_time_zone_null("released_at"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut reference("deliveries", "order_id", "orders"))
        .foreign_key(&mut reference("deliveries", "writer_id", "memberships"))
        .index(Index::create().unique().col("website_id").col("id"))
        .index(Index::create().unique().col("order_id").col("number"))
        .to_owned()
}

fn reviews() -> TableCreateStatement {
    Table::create()
        .table("reviews")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("order_id"))
        .col(uuid("delivery_id").unique_key())
        .col(uuid_null("editor_id"))
        .col(string_null("decision"))
        .col(integer_null("quality_score"))
        .col(text_null("note"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("decided_at"))
        .foreign_key(&mut reference("reviews", "order_id", "orders"))
        .foreign_key(&mut reference("reviews", "delivery_id", "deliveries"))
        .foreign_key(&mut reference("reviews", "editor_id", "memberships"))
        .to_owned()
}

fn order_events() -> TableCreateStatement {
    Table::create()
        .table("order_events")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("order_id"))
        .col(integer("number"))
        .col(string("kind"))
        .col(string("actor"))
        .col(uuid_null("member_id"))
        .col(string("party"))
        .col(string_null("from_status"))
        .col(string("to_status"))
        .col(text_null("note"))
        .col(timestamp_with_time_zone("at"))
        .foreign_key(&mut reference("order_events", "order_id", "orders"))
        .index(Index::create().unique().col("order_id").col("number"))
        .to_owned()
}
