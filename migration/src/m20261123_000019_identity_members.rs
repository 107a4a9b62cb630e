//! Invitations with their links, looks through other people's eyes, ways over to another website,
//! why somebody is suspended, and in whose name something was done.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    string, string_null, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null,
    uuid, uuid_null,
};

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [
            ("memberships", text_null("suspension_reason")),
            ("audit_entries", string_null("on_behalf_of")),
        ] {
            let alter = Table::alter().table(table).add_column(column).to_owned();
            manager.alter_table(alter).await?;
        }
        manager.create_table(invitations()).await?;
        manager.create_table(invitation_links()).await?;
        manager.create_table(impersonations()).await?;
        manager.create_table(handovers()).await?;
        // Of several invitations to one address one is open.
        let open = Index::create()
            .name("member_invitations_open")
            .table("member_invitations")
            .unique()
            .col("website_id")
            .col("email")
            .and_where(Expr::col("accepted_at").is_null())
            .and_where(Expr::col("revoked_at").is_null())
            .to_owned();
        manager.create_index(open).await?;
        for (name, table, columns) in [
            (
                "member_invitations_newest",
                "member_invitations",
                &["website_id", "created_at"][..],
            ),
            (
                "memberships_role",
                "memberships",
                &["website_id", "role"][..],
            ),
            (
                "impersonations_member",
                "impersonations",
                &["website_id", "member_id", "started_at"][..],
            ),
            (
                "impersonations_session",
                "impersonations",
                &["impersonator_session_id"][..],
            ),
        ] {
            let mut index = Index::create().name(name).table(table).to_owned();
            for column in columns {
                index.col(*column);
            }
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

/// A reference that cannot leave the website.
fn within(table: &str, column: &str, other: &str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table.to_owned(), ("website_id", column.to_owned()))
        .to(other.to_owned(), ("website_id", "id"))
        .to_owned()
}

fn invitations() -> TableCreateStatement {
    Table::create()
        .table("member_invitations")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        .col(string("email"))
        .col(string_null("display_name"))
        .col(string("role"))
        // Who invited: none for a superadmin, who is no member.
        .col(uuid_null("inviter_id"))
        // Who came.
        .col(uuid_null("member_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("accepted_at"))
        .col(timestamp_with_time_zone_null("revoked_at"))
        .foreign_key(&mut reference(
            "member_invitations",
            "website_id",
            "websites",
        ))
        .foreign_key(&mut within(
            "member_invitations",
            "inviter_id",
            "memberships",
        ))
        .foreign_key(&mut within(
            "member_invitations",
            "member_id",
            "memberships",
        ))
        .index(Index::create().unique().col("website_id").col("id"))
        .to_owned()
}

fn invitation_links() -> TableCreateStatement {
    Table::create()
        .table("member_invitation_links")
        .col(string("token_hash").primary_key())
        .col(uuid("website_id"))
        .col(uuid("invitation_id"))
        .col(timestamp_with_time_zone("issued_at"))
        .foreign_key(&mut within(
            "member_invitation_links",
            "invitation_id",
            "member_invitations",
        ))
        .to_owned()
}

fn impersonations() -> TableCreateStatement {
    let reference = |column, other| reference("impersonations", column, other);
    let within = |column, other| within("impersonations", column, other);
    Table::create()
        .table("impersonations")
        .col(uuid("id").primary_key())
        .col(uuid("website_id"))
        // Through whose eyes.
        .col(uuid("member_id"))
        .col(uuid("account_id"))
        // Who looks: a superadmin has no membership.
        .col(uuid_null("impersonator_id"))
        .col(uuid("impersonator_account_id"))
        .col(uuid("impersonator_session_id"))
        .col(string("token_hash").unique_key())
        .col(text("reason"))
        .col(timestamp_with_time_zone("started_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .foreign_key(&mut reference("website_id", "websites"))
        .foreign_key(&mut reference("account_id", "accounts"))
        .foreign_key(&mut reference("impersonator_account_id", "accounts"))
        .foreign_key(&mut within("member_id", "memberships"))
        .foreign_key(&mut within("impersonator_id", "memberships"))
        .foreign_key(&mut within("impersonator_session_id", "sessions"))
        .index(Index::create().unique().col("website_id").col("id"))
        .to_owned()
}

fn handovers() -> TableCreateStatement {
    Table::create()
        .table("handovers")
        .col(string("token_hash").primary_key())
        // Where it leads.
        .col(uuid("website_id"))
        .col(uuid("account_id"))
        // Where it comes from.
        .col(uuid("from_website_id"))
        .col(uuid("from_session_id"))
        .col(timestamp_with_time_zone("issued_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone_null("used_at"))
        .foreign_key(&mut reference("handovers", "website_id", "websites"))
        .foreign_key(&mut reference("handovers", "account_id", "accounts"))
        .foreign_key(
            ForeignKey::create()
                .from("handovers", ("from_website_id", "from_session_id"))
                .to("sessions", ("website_id", "id")),
        )
        .to_owned()
}
