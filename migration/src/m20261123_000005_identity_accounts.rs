//! People on the installation and their places on its websites.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, string, string_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("accounts")
                    .col(uuid("id").primary_key())
                    .col(string("email").unique_key())
                    .col(string("display_name"))
                    .col(string_null("locale"))
                    .col(string_null("time_zone"))
                    .col(string_null("password_hash"))
                    .col(boolean("is_superadmin"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("memberships")
                    .col(uuid("id").primary_key())
                    .col(uuid("website_id"))
                    .col(uuid("account_id"))
                    .col(string("role"))
                    .col(timestamp_with_time_zone_null("suspended_at"))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("memberships", "website_id")
                            .to("websites", "id"),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from("memberships", "account_id")
                            .to("accounts", "id"),
                    )
                    // What rows of this website refer to people by (law 1).
                    .index(Index::create().unique().col("website_id").col("id"))
                    .index(Index::create().unique().col("website_id").col("account_id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("memberships_account")
                    .table("memberships")
                    .col("account_id")
                    .to_owned(),
            )
            .await
    }
}
