//! Portfolios, their samples, and what clients allow to be shown.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, integer_null, json_binary, string, string_null, text_null,
    timestamp_with_time_zone, uuid, uuid_null,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(portfolios()).await?;
        manager.create_table(samples()).await?;
        let mut index = Index::create()
            .name("portfolio_samples_of_writer")
            .table("portfolio_samples")
            .to_owned();
        for column in ["website_id", "writer_id", "sort_key", "id"] {
            index.col(column);
        }
        manager.create_index(index).await?;
        manager
            .create_table(
                Table::create()
                    .table("sample_consents")
                    .col(uuid("website_id"))
                    .col(uuid("order_id"))
                    .col(uuid("client_id"))
                    .col(string("consent"))
                    .col(timestamp_with_time_zone("given_at"))
                    .primary_key(Index::create().col("website_id").col("order_id"))
                    .foreign_key(&mut pair("sample_consents", "order_id", "orders", "id"))
                    .foreign_key(&mut pair(
                        "sample_consents",
                        "client_id",
                        "memberships",
                        "id",
                    ))
                    .to_owned(),
            )
            .await
    }
}

fn portfolios() -> TableCreateStatement {
    Table::create()
        .table("portfolios")
        .col(uuid("website_id"))
        .col(uuid("writer_id"))
        .col(boolean("is_enabled"))
        .col(string("visibility"))
        .col(string_null("pen_name"))
        .col(text_null("bio"))
        .col(json_binary("specialties"))
        .col(integer_null("years_of_experience"))
        .col(text_null("education"))
        .col(json_binary("certifications"))
        .col(boolean("show_contact_info"))
        .col(boolean("show_order_history"))
        .col(boolean("show_earnings"))
        .col(boolean("show_rating"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .primary_key(Index::create().col("website_id").col("writer_id"))
        .foreign_key(&mut pair("portfolios", "writer_id", "writers", "member_id"))
        .to_owned()
}

fn samples() -> TableCreateStatement {
    Table::create()
        .table("portfolio_samples")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("writer_id"))
        .col(string("title"))
        .col(text_null("description"))
        .col(uuid_null("subject_id"))
        .col(uuid_null("type_of_work_id"))
        .col(integer_null("pages"))
        .col(text_null("preview"))
        .col(uuid_null("source_order_id"))
        .col(boolean("is_featured"))
        .col(big_integer("sort_key"))
        .col(string("status"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .index(Index::create().unique().col("website_id").col("id"))
        .foreign_key(&mut pair(
            "portfolio_samples",
            "writer_id",
            "writers",
            "member_id",
        ))
        .foreign_key(&mut pair(
            "portfolio_samples",
            "source_order_id",
            "orders",
            "id",
        ))
        .to_owned()
}

/// `(website_id, column)` of `table` names a row of `target` on the same website (law 1).
fn pair(
    table: &'static str,
    column: &'static str,
    target: &'static str,
    key: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "website_id")
        .from_col(column)
        .to(target, "website_id")
        .to_col(key)
        .to_owned()
}
