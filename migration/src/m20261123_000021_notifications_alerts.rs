//! Login-alert preferences, alerts, and how many of them a person had on a day.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, date, integer, json_binary, string, timestamp_with_time_zone, uuid,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(preferences()).await?;
        manager.create_table(days()).await?;
        manager.create_table(alerts()).await?;
        // A person's alerts, newest first; and those of one day, for its digest.
        for (name, column) in [
            ("login_alerts_newest", "created_at"),
            ("login_alerts_day", "day"),
        ] {
            let index = Index::create()
                .name(name)
                .table("login_alerts")
                .col("website_id")
                .col("account_id")
                .col(column)
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn reference(table: &str, column: &str, other: &str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table.to_owned(), column.to_owned())
        .to(other.to_owned(), "id")
        .to_owned()
}

fn preferences() -> TableCreateStatement {
    Table::create()
        .table("login_alert_preferences")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("account_id"))
        .col(boolean("notify_new_login"))
        .col(boolean("notify_new_device"))
        .col(boolean("notify_new_location"))
        .col(boolean("email_enabled"))
        .col(boolean("push_enabled"))
        .col(boolean("in_app_enabled"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .foreign_key(&mut reference(
            "login_alert_preferences",
            "website_id",
            "websites",
        ))
        .foreign_key(&mut reference(
            "login_alert_preferences",
            "account_id",
            "accounts",
        ))
        .index(Index::create().unique().col("website_id").col("account_id"))
        .to_owned()
}

/// The row that alerts of one person on one day are counted in, and that they wait for in turn.
fn days() -> TableCreateStatement {
    Table::create()
        .table("login_alert_days")
        .col(uuid("website_id"))
        .col(uuid("account_id"))
        .col(date("day"))
        .col(integer("told"))
        .col(integer("capped"))
        .primary_key(
            Index::create()
                .col("website_id")
                .col("account_id")
                .col("day"),
        )
        .foreign_key(&mut reference("login_alert_days", "website_id", "websites"))
        .foreign_key(&mut reference("login_alert_days", "account_id", "accounts"))
        .to_owned()
}

fn alerts() -> TableCreateStatement {
    Table::create()
        .table("login_alerts")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("account_id"))
        .col(uuid("session_id"))
        // One sign-in makes one alert, however often its event is delivered.
        .col(uuid("event_id").unique_key())
        .col(json_binary("reasons"))
        .col(string("email"))
        .col(string("push"))
        .col(string("in_app"))
        // The day in the person's zone, and whether its digest tells this one.
        .col(date("day"))
        .col(boolean("capped"))
        .col(timestamp_with_time_zone("signed_in_at"))
        .col(timestamp_with_time_zone("created_at"))
        .foreign_key(&mut reference("login_alerts", "website_id", "websites"))
        .foreign_key(&mut reference("login_alerts", "account_id", "accounts"))
        .foreign_key(
            ForeignKey::create()
                .from("login_alerts", ("website_id", "session_id"))
                .to("sessions", ("website_id", "id")),
        )
        .index(Index::create().unique().col("website_id").col("id"))
        .to_owned()
}
