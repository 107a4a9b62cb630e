//! The row of one issued link.
#![expect(
    clippy::disallowed_methods,
    reason = "`#[sea_orm::model]` writes a `find`"
)]

use kernel::{Instant, RecoveryId, WebsiteId};
use sea_orm::entity::prelude::*;

use crate::TokenHash;

/// A link: a mail that is sent again carries another, and the first that is opened uses up all.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_links")]
pub struct Model {
    /// What is stored of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: TokenHash,
    /// The tenant.
    pub website_id: WebsiteId,
    /// What it opens.
    pub recovery_id: RecoveryId,
    /// When it was made.
    pub issued_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
