//! The inbox, who wants what on which channel, and what waits for quiet hours to end or for the
//! day's digest.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, date, date_null, integer_null, json_binary, string, string_null, text,
    timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(notifications()).await?;
        // A person's inbox, newest first; and what they have not read of it.
        for (name, columns) in [
            ("notifications_newest", &["created_at", "id"][..]),
            ("notifications_unread", &["read_at", "created_at", "id"]),
        ] {
            let mut index = Index::create()
                .name(name)
                .table("notifications")
                .col("website_id")
                .col("account_id")
                .to_owned();
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        manager.create_table(preferences()).await?;
        manager.create_table(settings()).await?;
        manager.create_table(digests()).await?;
        manager.create_table(holds()).await?;
        let digested = Index::create()
            .name("notice_holds_digest")
            .table("notice_holds")
            .col("website_id")
            .col("member_id")
            .col("digest_day")
            .to_owned();
        manager.create_index(digested).await?;
        manager.create_table(unsubscribe_links()).await?;
        let column = Table::alter()
            .table("mails")
            .add_column(string_null("unsubscribe_url"))
            .to_owned();
        manager.alter_table(column).await
    }
}

/// `(website_id, member_id)` names a member of the same website (law 1).
fn member(table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table, ("website_id", "member_id"))
        .to("memberships", ("website_id", "id"))
        .to_owned()
}

fn notifications() -> TableCreateStatement {
    Table::create()
        .table("notifications")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(uuid("account_id"))
        // None for a superadmin, who is no member of any website.
        .col(uuid_null("member_id"))
        .col(uuid("event_id"))
        .col(string("kind"))
        .col(text("title"))
        .col(text("body"))
        .col(string_null("subject"))
        .col(string("path"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("read_at"))
        .foreign_key(
            ForeignKey::create()
                .from("notifications", "website_id")
                .to("websites", "id"),
        )
        .foreign_key(
            ForeignKey::create()
                .from("notifications", "account_id")
                .to("accounts", "id"),
        )
        .foreign_key(&mut member("notifications"))
        .index(Index::create().unique().col("website_id").col("id"))
        // One event is one line in one person's inbox.
        .index(Index::create().unique().col("event_id").col("account_id"))
        .to_owned()
}

/// What a person has chosen otherwise than the house would.
fn preferences() -> TableCreateStatement {
    Table::create()
        .table("notice_preferences")
        .col(uuid("website_id"))
        .col(uuid("member_id"))
        .col(string("kind"))
        .col(string("channel"))
        .col(boolean("enabled"))
        .col(timestamp_with_time_zone("updated_at"))
        .primary_key(
            Index::create()
                .col("website_id")
                .col("member_id")
                .col("kind")
                .col("channel"),
        )
        .foreign_key(&mut member("notice_preferences"))
        .to_owned()
}

/// When a person wants their rest. The hours are minutes after midnight in their own zone.
fn settings() -> TableCreateStatement {
    Table::create()
        .table("notice_settings")
        .col(uuid("website_id"))
        .col(uuid("member_id"))
        .col(integer_null("quiet_start"))
        .col(integer_null("quiet_end"))
        .col(string("digest"))
        .col(timestamp_with_time_zone("updated_at"))
        .primary_key(Index::create().col("website_id").col("member_id"))
        .foreign_key(&mut member("notice_settings"))
        .to_owned()
}

/// One mail for a day's notices to one person: whoever closes it, nothing comes into it any more.
fn digests() -> TableCreateStatement {
    Table::create()
        .table("notice_digests")
        .col(uuid("website_id"))
        .col(uuid("member_id"))
        .col(date("day"))
        .col(timestamp_with_time_zone("due_at"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .primary_key(
            Index::create()
                .col("website_id")
                .col("member_id")
                .col("day"),
        )
        .foreign_key(&mut member("notice_digests"))
        .to_owned()
}

fn holds() -> TableCreateStatement {
    Table::create()
        .table("notice_holds")
        .col(uuid("website_id"))
        .col(uuid("event_id"))
        .col(uuid("member_id"))
        .col(string("channel"))
        .col(string("kind"))
        .col(json_binary("facts"))
        .col(timestamp_with_time_zone("due_at"))
        .col(date_null("digest_day"))
        .col(timestamp_with_time_zone("created_at"))
        .primary_key(
            Index::create()
                .col("event_id")
                .col("member_id")
                .col("channel"),
        )
        .foreign_key(&mut member("notice_holds"))
        .foreign_key(
            ForeignKey::create()
                .from("notice_holds", ("website_id", "member_id", "digest_day"))
                .to("notice_digests", ("website_id", "member_id", "day")),
        )
        .to_owned()
}

fn unsubscribe_links() -> TableCreateStatement {
    Table::create()
        .table("unsubscribe_links")
        .col(string("token_hash").primary_key())
        .col(uuid("website_id"))
        .col(uuid("member_id"))
        .col(string("kind"))
        .col(timestamp_with_time_zone("issued_at"))
        .foreign_key(&mut member("unsubscribe_links"))
        .to_owned()
}
