//! The row of one way over to another website.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{AccountId, Actor, Instant, SessionId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::TokenHash;

/// A way over.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handovers")]
pub struct Model {
    /// What is stored of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: TokenHash,
    /// Where it leads.
    pub website_id: WebsiteId,
    /// Whom.
    pub account_id: AccountId,
    /// Where it comes from.
    pub from_website_id: WebsiteId,
    /// The session there.
    pub from_session_id: SessionId,
    /// When it was opened.
    pub issued_at: Instant,
    /// Until when it can be gone.
    pub expires_at: Instant,
    /// When it was gone.
    pub used_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The way over to the asker's website that this token opens.
pub(crate) fn find_here(actor: &Actor, token: &TokenHash) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(actor.website()))
        .filter(Column::TokenHash.eq(token.clone()))
}
