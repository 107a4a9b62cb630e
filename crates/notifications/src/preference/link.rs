//! The row of a link that stops mails of one kind.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, Instant, MemberId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::Kind;

/// A link that stops mails of one kind to one person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unsubscribe_links")]
pub struct Model {
    /// What is known of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    /// The tenant.
    pub website_id: WebsiteId,
    /// Whose mails.
    pub member_id: MemberId,
    /// Which of them.
    pub kind: Kind,
    /// When it was made.
    pub issued_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The links of the website: whoever holds one may use it, signed in or not.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(Column::WebsiteId.eq(actor.website()))
    }
}
