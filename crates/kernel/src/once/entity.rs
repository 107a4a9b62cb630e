//! The row of one idempotency key.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::{Instant, WebsiteId};

/// A key that was used, unique per actor and command.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// Who used it, as [`Who`](crate::Who) is written.
    #[sea_orm(primary_key, auto_increment = false)]
    pub actor: String,
    /// The command it was used for.
    #[sea_orm(primary_key, auto_increment = false)]
    pub command: String,
    /// The client's key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: Uuid,
    /// SHA-256 of the input.
    pub input_hash: Vec<u8>,
    /// What the command made.
    pub subject: Uuid,
    /// When it was used.
    pub claimed_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn find() -> Select<Entity> {
    Entity::find()
}
