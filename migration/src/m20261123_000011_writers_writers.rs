//! Writers, what they can take on, and what they have completed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, date, integer, integer_null, json_binary, json_binary_null, string,
    string_null, text_null, timestamp_with_time_zone, uuid, uuid_null,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        writers(manager).await?;
        capacity(manager).await?;
        manager
            .create_table(
                Table::create()
                    .table("writer_subjects")
                    .col(uuid("website_id"))
                    .col(uuid("subject_id"))
                    .col(uuid("writer_id"))
                    .primary_key(
                        Index::create()
                            .col("website_id")
                            .col("subject_id")
                            .col("writer_id"),
                    )
                    .foreign_key(&mut of_writer("writer_subjects"))
                    .foreign_key(&mut of_subject("writer_subjects"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("writer_completions")
                    .col(uuid("website_id"))
                    .col(uuid("order_id"))
                    .col(uuid("writer_id"))
                    .col(uuid_null("subject_id"))
                    .col(boolean("on_time"))
                    .col(timestamp_with_time_zone("completed_at"))
                    .primary_key(Index::create().col("website_id").col("order_id"))
                    .foreign_key(&mut of_writer("writer_completions"))
                    .foreign_key(&mut of_subject("writer_completions"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("writer_completions", "website_id")
                            .from_col("order_id")
                            .to("orders", "website_id")
                            .to_col("id"),
                    )
                    .to_owned(),
            )
            .await?;
        index(
            manager,
            "writer_completions",
            &["website_id", "writer_id", "subject_id"],
        )
        .await
    }
}

async fn writers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("writers")
                .col(uuid("website_id"))
                .col(uuid("member_id"))
                .col(string("display_name"))
                .col(string_null("pen_name"))
                .col(string("display_key"))
                .col(string("public_key"))
                .col(boolean("suspended"))
                .col(integer("completed_orders"))
                .col(integer("on_time_orders"))
                .col(big_integer("rating_count"))
                .col(big_integer("rating_sum"))
                .col(big_integer("rating_key"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .primary_key(Index::create().col("website_id").col("member_id"))
                .foreign_key(
                    ForeignKey::create()
                        .from("writers", "website_id")
                        .from_col("member_id")
                        .to("memberships", "website_id")
                        .to_col("id"),
                )
                .to_owned(),
        )
        .await?;
    // One index for each ordering of the directory.
    for key in [
        "rating_key",
        "completed_orders",
        "public_key",
        "display_key",
    ] {
        index(manager, "writers", &["website_id", key, "member_id"]).await?;
    }
    Ok(())
}

async fn capacity(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("writer_capacities")
                .col(uuid("website_id"))
                .col(uuid("writer_id"))
                .col(integer("max_active_orders"))
                .col(boolean("is_available"))
                .col(text_null("availability_message"))
                .col(json_binary("preferred_subjects"))
                .col(json_binary("preferred_types_of_work"))
                .col(json_binary("refused_subjects"))
                .col(integer("deadline_buffer_days"))
                .col(integer_null("max_orders_per_day"))
                .col(integer_null("max_pages_per_week"))
                .col(boolean("auto_accept"))
                .col(boolean("auto_accept_preferred_only"))
                .col(string_null("time_zone"))
                .col(json_binary_null("weekly_hours"))
                .col(timestamp_with_time_zone("created_at"))
                .col(timestamp_with_time_zone("updated_at"))
                .primary_key(Index::create().col("website_id").col("writer_id"))
                .foreign_key(&mut of_writer("writer_capacities"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("writer_blackouts")
                .col(uuid("id").primary_key())
                .col(uuid("website_id"))
                .col(uuid("writer_id"))
                .col(date("starts_on"))
                .col(date("ends_on"))
                .col(text_null("reason"))
                .col(boolean("is_public"))
                .col(timestamp_with_time_zone("created_at"))
                .foreign_key(&mut of_writer("writer_blackouts"))
                .check(Expr::col("ends_on").gte(Expr::col("starts_on")))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "writer_blackouts",
        &["website_id", "writer_id", "ends_on"],
    )
    .await
}

/// `(website_id, writer_id)` of `table` names a writer of the same website (law 1).
fn of_writer(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "website_id")
        .from_col("writer_id")
        .to("writers", "website_id")
        .to_col("member_id")
        .to_owned()
}

fn of_subject(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "website_id")
        .from_col("subject_id")
        .to("catalog_items", "website_id")
        .to_col("id")
        .to_owned()
}

async fn index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    let name = format!("{table}_{}", columns[1..].join("_"));
    let mut index = Index::create().name(name).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    manager.create_index(index).await
}
