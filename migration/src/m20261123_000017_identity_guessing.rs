//! Failed guesses, and the key that the addresses in them are hashed with.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    integer, json_binary, string, timestamp_with_time_zone, timestamp_with_time_zone_null,
};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(guess_counters()).await?;
        // What is forgiven together, and what nobody has touched for long.
        for (name, column) in [
            ("guess_counters_subject", "subject"),
            ("guess_counters_age", "touched_at"),
        ] {
            let index = Index::create()
                .name(name)
                .table("guess_counters")
                .col(column)
                .to_owned();
            manager.create_index(index).await?;
        }
        manager
            .create_table(
                Table::create()
                    .table("installation_keys")
                    .col(string("name").primary_key())
                    .col(string("secret"))
                    .to_owned(),
            )
            .await?;
        // Drawn by the database, so that every server that opens it shares one key.
        let chance = match manager.get_database_backend() {
            DatabaseBackend::Postgres => {
                "replace(gen_random_uuid()::text || gen_random_uuid()::text \
                 || gen_random_uuid()::text, '-', '')"
            }
            _ => "lower(hex(randomblob(48)))",
        };
        let insert =
            format!("INSERT INTO installation_keys (name, secret) VALUES ('guess', {chance})");
        manager.get_connection().execute_unprepared(&insert).await?;
        Ok(())
    }
}

fn guess_counters() -> TableCreateStatement {
    Table::create()
        .table("guess_counters")
        // A keyed hash: neither addresses nor networks stand here.
        .col(string("key").primary_key())
        .col(string("subject"))
        .col(json_binary("failures"))
        .col(integer("shuttings"))
        .col(timestamp_with_time_zone_null("shut_until"))
        .col(timestamp_with_time_zone("touched_at"))
        .to_owned()
}
