//! Orders being prepared, and what they would cost.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, integer, integer_null, json_binary, string, string_null, text_null,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(order_drafts()).await?;
        manager.create_table(quotes()).await?;
        for (name, columns) in [
            (
                "order_drafts_client",
                ["website_id", "client_id", "updated_at"],
            ),
            ("order_drafts_updated", ["website_id", "updated_at", "id"]),
        ] {
            let mut index = Index::create().name(name).table("order_drafts").to_owned();
            for column in columns {
                index.col(column);
            }
            manager.create_index(index).await?;
        }
        manager
            .create_index(
                Index::create()
                    .name("quotes_current")
                    .unique()
                    .table("quotes")
                    .col("draft_id")
                    .and_where(Expr::col("status").eq("current"))
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

fn order_drafts() -> TableCreateStatement {
    let mut table = Table::create()
        .table("order_drafts")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("client_id"))
        .col(string("created_by"))
        .col(integer("version"))
        .col(string_null("title"))
        .col(string_null("topic"))
        .col(text_null("instructions"))
        .col(integer_null("pages"))
        .col(integer_null("slides"))
        .col(integer_null("reference_count"))
        .col(string_null("spacing"))
        .col(timestamp_with_time_zone_null("deadline"))
        .col(uuid_null("subject_id"))
        .col(uuid_null("type_of_work_id"))
        .col(uuid_null("academic_level_id"))
        .col(uuid_null("english_type_id"))
        .col(uuid_null("formatting_style_id"))
        .col(json_binary("additional_service_ids"))
        .col(uuid_null("preferred_writer_id"))
        .col(text_null("client_notes"))
        .col(string_null("tone"))
        .col(string_null("writing_style"))
        .col(string_null("formatting"))
        .col(string_null("referencing"))
        .col(integer("quote_count"))
        .col(uuid_null("current_quote_id"))
        .col(uuid_null("order_id"))
        .col(timestamp_with_time_zone_null("converted_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .index(Index::create().unique().col("website_id").col("id"))
        .to_owned();
    for (column, target) in [
        ("client_id", "memberships"),
        ("preferred_writer_id", "memberships"),
        ("subject_id", "catalog_items"),
        ("type_of_work_id", "catalog_items"),
        ("academic_level_id", "catalog_items"),
        ("english_type_id", "catalog_items"),
        ("formatting_style_id", "catalog_items"),
    ] {
        table.foreign_key(&mut reference("order_drafts", column, target));
    }
    table
}

fn quotes() -> TableCreateStatement {
    Table::create()
        .table("quotes")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("draft_id"))
        .col(uuid("client_id"))
        .col(integer("number"))
        .col(integer("price_book_version"))
        .col(string("status"))
        .col(json_binary("inputs"))
        .col(json_binary("lines"))
        .col(json_binary("warnings"))
        .col(string("currency"))
        .col(big_integer("total"))
        .col(big_integer("writer_pay"))
        .col(timestamp_with_time_zone("earliest_deadline"))
        .col(timestamp_with_time_zone("valid_until"))
        .col(string("created_by"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut reference("quotes", "draft_id", "order_drafts"))
        .foreign_key(&mut reference("quotes", "client_id", "memberships"))
        .foreign_key(
            ForeignKey::create()
                .from("quotes", ("website_id", "price_book_version"))
                .to("price_books", ("website_id", "version")),
        )
        .index(Index::create().unique().col("website_id").col("id"))
        .index(
            Index::create()
                .unique()
                .col("website_id")
                .col("draft_id")
                .col("number"),
        )
        .to_owned()
}
