//! Places, blocked devices, answers to "was it you?".

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    string, string_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added = [
            // Said by the owner: it is mine, it is not, I do not use it any more.
            ("devices", timestamp_with_time_zone_null("confirmed_at")),
            ("devices", timestamp_with_time_zone_null("blocked_at")),
            ("devices", timestamp_with_time_zone_null("forgotten_at")),
            ("sessions", string_null("place")),
            // What its owner said about the sign-in.
            ("sessions", string_null("answer")),
            (
                "accounts",
                timestamp_with_time_zone_null("reset_required_at"),
            ),
            (
                "accounts",
                timestamp_with_time_zone_null("password_changed_at"),
            ),
        ];
        // SQLite takes one column at a time.
        for (table, column) in added {
            let alter = Table::alter().table(table).add_column(column).to_owned();
            manager.alter_table(alter).await?;
        }
        // Passwords of before are as old as their accounts may be.
        manager
            .execute(
                Query::update()
                    .table("accounts")
                    .value("password_changed_at", Expr::col("created_at"))
                    .and_where(Expr::col("password_hash").is_not_null())
                    .to_owned(),
            )
            .await?;
        manager.create_table(answer_links()).await
    }
}

fn answer_links() -> TableCreateStatement {
    Table::create()
        .table("answer_links")
        .col(string("token_hash").primary_key())
        .col(uuid("website_id"))
        .col(uuid("session_id"))
        .col(timestamp_with_time_zone("issued_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(string_null("answer"))
        .foreign_key(
            ForeignKey::create()
                .from("answer_links", ("website_id", "session_id"))
                .to("sessions", ("website_id", "id")),
        )
        .to_owned()
}
