//! What a website offers, what it costs, and what it is not for.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, integer, json_binary, string, string_null, text,
    timestamp_with_time_zone, uuid,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            catalog_items(),
            additional_services(),
            price_books(),
            acceptable_uses(),
        ] {
            manager.create_table(table).await?;
        }
        for table in ["catalog_items", "additional_services"] {
            manager
                .create_index(
                    Index::create()
                        .name(format!("{table}_position"))
                        .table(table)
                        .col("website_id")
                        .col("position")
                        .to_owned(),
                )
                .await?;
        }
        manager
            .create_index(
                Index::create()
                    .name("price_books_current")
                    .unique()
                    .table("price_books")
                    .col("website_id")
                    .and_where(Expr::col("is_current"))
                    .to_owned(),
            )
            .await
    }
}

fn to_website(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "website_id")
        .to("websites", "id")
        .to_owned()
}

fn catalog_items() -> TableCreateStatement {
    Table::create()
        .table("catalog_items")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(string("kind"))
        .col(string("name"))
        .col(string_null("code"))
        .col(boolean("is_technical"))
        .col(boolean("is_active"))
        .col(integer("position"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(&mut to_website("catalog_items"))
        .index(Index::create().unique().col("website_id").col("id"))
        .to_owned()
}

fn additional_services() -> TableCreateStatement {
    Table::create()
        .table("additional_services")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(string("name"))
        .col(big_integer("price"))
        .col(boolean("is_active"))
        .col(integer("position"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(&mut to_website("additional_services"))
        .index(Index::create().unique().col("website_id").col("id"))
        .to_owned()
}

fn price_books() -> TableCreateStatement {
    Table::create()
        .table("price_books")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(integer("version"))
        .col(json_binary("rules"))
        .col(boolean("is_current"))
        .col(string("published_by"))
        .col(timestamp_with_time_zone("published_at"))
        .foreign_key(&mut to_website("price_books"))
        .index(Index::create().unique().col("website_id").col("version"))
        .to_owned()
}

fn acceptable_uses() -> TableCreateStatement {
    Table::create()
        .table("acceptable_uses")
        .col(uuid("website_id"))
        .col(integer("version"))
        .col(text("text"))
        .col(json_binary("blocked_types_of_work"))
        .col(string("published_by"))
        .col(timestamp_with_time_zone("published_at"))
        .primary_key(Index::create().col("website_id").col("version"))
        .foreign_key(&mut to_website("acceptable_uses"))
        .to_owned()
}
