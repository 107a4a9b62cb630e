//! Websites, their hosts and what they have switched.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, json_binary, string, string_null, timestamp_with_time_zone, uuid,
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
                    .table("websites")
                    .col(uuid("id").primary_key())
                    .col(string("slug").unique_key())
                    .col(string("name"))
                    .col(string("status"))
                    .col(string("canonical_host"))
                    .col(string("locale"))
                    .col(string("currency"))
                    .col(string("time_zone"))
                    .col(boolean("registration_open"))
                    .col(string_null("contact_email"))
                    .col(json_binary("policies"))
                    .col(json_binary("calendar"))
                    .col(json_binary("branding"))
                    // Counts the changes, so that one cheap question tells a gateway whether what
                    // it holds is still true.
                    .col(big_integer("revision").default(0))
                    .col(timestamp_with_time_zone("created_at"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("website_hosts")
                    .col(string("host").primary_key())
                    .col(uuid("website_id"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("website_hosts", "website_id")
                            .to("websites", "id"),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("feature_toggles")
                    .col(uuid("website_id"))
                    .col(string("toggle"))
                    .col(boolean("value"))
                    .col(string("changed_by"))
                    .col(timestamp_with_time_zone("changed_at"))
                    .primary_key(Index::create().col("website_id").col("toggle"))
                    .foreign_key(
                        ForeignKey::create()
                            .from("feature_toggles", "website_id")
                            .to("websites", "id"),
                    )
                    .to_owned(),
            )
            .await
    }
}
