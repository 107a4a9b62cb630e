//! Second factors, their recovery codes and sign-in challenges; when a session last proved whose
//! it is.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer_null, boolean, integer, string, string_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let proved_at = timestamp_with_time_zone_null("proved_at");
        let alter = Table::alter()
            .table("sessions")
            .add_column(proved_at)
            .to_owned();
        manager.alter_table(alter).await?;
        manager.create_table(totp_factors()).await?;
        manager.create_table(recovery_codes()).await?;
        manager.create_table(sign_in_challenges()).await?;
        // What a person still has open.
        manager
            .create_index(
                Index::create()
                    .name("sign_in_challenges_account")
                    .table("sign_in_challenges")
                    .col("account_id")
                    .to_owned(),
            )
            .await
    }
}

fn reference(table: &str, column: &str, other: &str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table.to_owned(), column.to_owned())
        .to(other.to_owned(), "id")
        .to_owned()
}

fn totp_factors() -> TableCreateStatement {
    Table::create()
        .table("totp_factors")
        .col(uuid("account_id").primary_key())
        .col(string("secret"))
        .col(timestamp_with_time_zone("started_at"))
        // None until its first right code: before that it stands in nobody's way.
        .col(timestamp_with_time_zone_null("confirmed_at"))
        // The latest 30-second step that a code was taken of: none is taken twice.
        .col(big_integer_null("last_step"))
        .foreign_key(&mut reference("totp_factors", "account_id", "accounts"))
        .to_owned()
}

fn recovery_codes() -> TableCreateStatement {
    Table::create()
        .table("recovery_codes")
        .col(uuid("account_id"))
        .col(string("code_hash"))
        .col(timestamp_with_time_zone("made_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .primary_key(Index::create().col("account_id").col("code_hash"))
        .foreign_key(&mut reference("recovery_codes", "account_id", "accounts"))
        .to_owned()
}

fn sign_in_challenges() -> TableCreateStatement {
    Table::create()
        .table("sign_in_challenges")
        // Its id is a bearer of the first step, so only the hash is kept.
        .col(string("id_hash").primary_key())
        .col(uuid("website_id"))
        .col(uuid("account_id"))
        // What the first step was and saw.
        .col(string("proof"))
        .col(timestamp_with_time_zone("account_as_of"))
        .col(boolean("remember"))
        .col(string_null("device_name"))
        .col(string_null("sealed_device_token"))
        // The secret to enrol with; none where a factor is to be answered.
        .col(string_null("secret"))
        .col(integer("tries_left"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(&mut reference(
            "sign_in_challenges",
            "website_id",
            "websites",
        ))
        .foreign_key(&mut reference(
            "sign_in_challenges",
            "account_id",
            "accounts",
        ))
        .to_owned()
}
