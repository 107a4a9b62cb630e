//! Feedback: its rounds, invitations, versions and roll-ups.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, date, integer, integer_null, json_binary, string, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rounds(manager).await?;
        feedback(manager).await?;
        for (table, key) in [
            (
                "feedback_totals",
                ["website_id", "member_id", "kind"].as_slice(),
            ),
            (
                "feedback_daily",
                &["website_id", "member_id", "kind", "day"],
            ),
        ] {
            roll_up(manager, table, key).await?;
        }
        Ok(())
    }
}

async fn rounds(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("feedback_rounds")
                .col(uuid("id").primary_key())
                .col(uuid("website_id"))
                .col(uuid("order_id"))
                .col(uuid("client_id"))
                .col(uuid("writer_id"))
                .col(uuid_null("editor_id"))
                .col(timestamp_with_time_zone("opened_at"))
                .col(timestamp_with_time_zone("closes_at"))
                .col(timestamp_with_time_zone_null("closed_at"))
                .index(Index::create().unique().col("website_id").col("id"))
                .index(Index::create().unique().col("website_id").col("order_id"))
                .foreign_key(&mut pair("feedback_rounds", "order_id", "orders"))
                .foreign_key(&mut pair("feedback_rounds", "client_id", "memberships"))
                .foreign_key(&mut pair("feedback_rounds", "writer_id", "memberships"))
                .foreign_key(&mut pair("feedback_rounds", "editor_id", "memberships"))
                .to_owned(),
        )
        .await?;
    // How often a writer has worked for a client.
    index(
        manager,
        "feedback_rounds",
        &["website_id", "client_id", "writer_id"],
    )
    .await?;
    manager
        .create_table(
            Table::create()
                .table("feedback_invitations")
                .col(uuid("id").primary_key())
                .col(uuid("website_id"))
                .col(uuid("round_id"))
                .col(uuid("order_id"))
                .col(string("kind"))
                .col(uuid("member_id"))
                .col(timestamp_with_time_zone("due_at"))
                .col(timestamp_with_time_zone("created_at"))
                .index(
                    Index::create()
                        .unique()
                        .col("website_id")
                        .col("order_id")
                        .col("kind"),
                )
                .foreign_key(&mut pair(
                    "feedback_invitations",
                    "round_id",
                    "feedback_rounds",
                ))
                .foreign_key(&mut pair(
                    "feedback_invitations",
                    "member_id",
                    "memberships",
                ))
                .to_owned(),
        )
        .await?;
    index(
        manager,
        "feedback_invitations",
        &["website_id", "member_id", "created_at", "id"],
    )
    .await
}

async fn feedback(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create()
        .table("feedback")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("round_id"))
        .col(uuid("order_id"))
        .col(string("kind"))
        .col(uuid("author_id"))
        .col(uuid("recipient_id"))
        .col(integer("overall").check(Expr::col("overall").between(1, 5)))
        .col(text_null("strengths"))
        .col(text_null("areas_for_improvement"))
        .col(text_null("comment"))
        .col(json_binary("points"))
        .col(boolean("is_public"))
        .col(boolean("is_anonymous"))
        .col(text_null("private_note"))
        .col(integer("version"))
        .col(timestamp_with_time_zone("hidden_until"))
        .col(timestamp_with_time_zone_null("revealed_at"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .index(Index::create().unique().col("website_id").col("id"))
        .index(
            Index::create()
                .unique()
                .col("website_id")
                .col("order_id")
                .col("kind"),
        )
        .foreign_key(&mut pair("feedback", "round_id", "feedback_rounds"))
        .foreign_key(&mut pair("feedback", "author_id", "memberships"))
        .foreign_key(&mut pair("feedback", "recipient_id", "memberships"))
        .to_owned();
    for category in CATEGORIES {
        table.col(integer_null(category).check(Expr::col(category).between(1, 5)));
    }
    manager.create_table(table).await?;
    index(
        manager,
        "feedback",
        &["website_id", "recipient_id", "kind", "revealed_at"],
    )
    .await?;
    manager
        .create_table(
            Table::create()
                .table("feedback_versions")
                .col(uuid("website_id"))
                .col(uuid("feedback_id"))
                .col(integer("version"))
                .col(string("written_by"))
                .col(timestamp_with_time_zone("written_at"))
                .col(json_binary("content"))
                .primary_key(Index::create().col("feedback_id").col("version"))
                .foreign_key(&mut pair("feedback_versions", "feedback_id", "feedback"))
                .to_owned(),
        )
        .await
}

/// Sums over revealed feedback: of all time, and of one day.
async fn roll_up(
    manager: &SchemaManager<'_>,
    name: &'static str,
    key: &[&'static str],
) -> Result<(), DbErr> {
    let mut primary = Index::create();
    for column in key {
        primary.col(*column);
    }
    let mut table = Table::create()
        .table(name)
        .col(uuid("website_id"))
        .col(uuid("member_id"))
        .col(string("kind"))
        .primary_key(&mut primary)
        .foreign_key(&mut pair(name, "member_id", "memberships"))
        .to_owned();
    if key.contains(&"day") {
        table.col(date("day"));
    }
    for stars in 1..=5 {
        table.col(integer(format!("stars_{stars}")));
    }
    for category in CATEGORIES {
        table.col(integer(format!("{category}_count")));
        table.col(integer(format!("{category}_sum")));
    }
    manager.create_table(table).await
}

const CATEGORIES: [&str; 4] = ["quality", "communication", "timeliness", "professionalism"];

/// `(website_id, column)` of `table` names a row of `target` on the same website (law 1).
fn pair(
    table: &'static str,
    column: &'static str,
    target: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, "website_id")
        .from_col(column)
        .to(target, "website_id")
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
