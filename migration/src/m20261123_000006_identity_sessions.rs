//! Pending registrations with their links, devices, and sessions.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    string, string_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(registrations()).await?;
        manager.create_table(registration_links()).await?;
        manager.create_table(devices()).await?;
        manager.create_table(sessions()).await?;
        // A person's sessions, newest first, and where they came from.
        for (name, column) in [
            ("sessions_account", "created_at"),
            ("sessions_network", "network"),
        ] {
            let index = Index::create()
                .name(name)
                .table("sessions")
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

fn registrations() -> TableCreateStatement {
    Table::create()
        .table("registrations")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(string("email"))
        .col(string("display_name"))
        .col(string_null("locale"))
        .col(string_null("time_zone"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut reference("registrations", "website_id", "websites"))
        .index(Index::create().unique().col("website_id").col("id"))
        .to_owned()
}

fn registration_links() -> TableCreateStatement {
    Table::create()
        .table("registration_links")
        .col(string("token_hash").primary_key())
        .col(uuid("website_id"))
        .col(uuid("registration_id"))
        .col(timestamp_with_time_zone("issued_at"))
        .foreign_key(
            ForeignKey::create()
                .from("registration_links", ("website_id", "registration_id"))
                .to("registrations", ("website_id", "id")),
        )
        .to_owned()
}

fn devices() -> TableCreateStatement {
    Table::create()
        .table("devices")
        .col(uuid("id").primary_key())
        .col(uuid("account_id"))
        .col(string("token_hash").unique_key())
        .col(string("label"))
        .col(timestamp_with_time_zone("first_seen_at"))
        .col(timestamp_with_time_zone("last_seen_at"))
        .foreign_key(&mut reference("devices", "account_id", "accounts"))
        .to_owned()
}

fn sessions() -> TableCreateStatement {
    Table::create()
        .table("sessions")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("account_id"))
        // None for a superadmin, who is no member of any website.
        .col(uuid_null("member_id"))
        .col(uuid("device_id"))
        .col(string("token_hash").unique_key())
        .col(string("label"))
        .col(string("network"))
        .col(string_null("user_agent"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("last_seen_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(&mut reference("sessions", "website_id", "websites"))
        .foreign_key(&mut reference("sessions", "account_id", "accounts"))
        .foreign_key(&mut reference("sessions", "device_id", "devices"))
        .foreign_key(
            ForeignKey::create()
                .from("sessions", ("website_id", "member_id"))
                .to("memberships", ("website_id", "id")),
        )
        .index(Index::create().unique().col("website_id").col("id"))
        .to_owned()
}
