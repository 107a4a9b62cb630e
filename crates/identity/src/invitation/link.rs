//! The row of one issued link.
#![expect(
    clippy::disallowed_methods,
    reason = "`#[sea_orm::model]` writes a `find`"
)]

use kernel::{Instant, MemberInvitationId, WebsiteId};
use sea_orm::entity::prelude::*;

use crate::TokenHash;

/// A link: a mail that is sent again carries another, and each opens the invitation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "member_invitation_links")]
pub struct Model {
    /// What is stored of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: TokenHash,
    /// The tenant.
    pub website_id: WebsiteId,
    /// What it opens.
    pub invitation_id: MemberInvitationId,
    /// When it was made.
    pub issued_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
