//! Mailed links: magic, reset, change of address.

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
        manager.create_table(recoveries()).await?;
        manager.create_table(recovery_links()).await?;
        // What a person still has open, what may be forgotten, and whose links go with it.
        for (name, table, column) in [
            ("recoveries_account", "recoveries", "account_id"),
            ("recoveries_expiry", "recoveries", "expires_at"),
            ("recovery_links_recovery", "recovery_links", "recovery_id"),
        ] {
            let index = Index::create()
                .name(name)
                .table(table)
                .col(column)
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn recoveries() -> TableCreateStatement {
    Table::create()
        .table("recoveries")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        // None for an address that leads nowhere: asking leaves the same traces.
        .col(uuid_null("account_id"))
        .col(string("purpose"))
        // The address the account moves to; none where it keeps its own.
        .col(string_null("email"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .col(timestamp_with_time_zone_null("withdrawn_at"))
        .foreign_key(
            ForeignKey::create()
                .from("recoveries", "website_id")
                .to("websites", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("recoveries", "account_id")
                .to("accounts", "id"),
        )
        .index(Index::create().unique().col("website_id").col("id"))
        .to_owned()
}

fn recovery_links() -> TableCreateStatement {
    Table::create()
        .table("recovery_links")
        .col(string("token_hash").primary_key())
        .col(uuid("website_id"))
        .col(uuid("recovery_id"))
        .col(timestamp_with_time_zone("issued_at"))
        .foreign_key(
            ForeignKey::create()
                .from("recovery_links", ("website_id", "recovery_id"))
                .to("recoveries", ("website_id", "id")),
        )
        .to_owned()
}
