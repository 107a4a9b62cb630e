//! The row of one seal.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::{Instant, WebsiteId};

/// A seal over the lines of one website in one stretch of time: never changed, never removed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_seals")]
pub struct Model {
    /// The tenant whose lines it seals.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// Its place in the chain, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// The stretch begins here.
    pub from_at: Instant,
    /// It ends before this: where the next one begins.
    pub until_at: Instant,
    /// How many lines there are in it.
    pub entries: i64,
    /// The hash of the seal before it; zeros for the first.
    pub previous_hash: Vec<u8>,
    /// SHA-256 over all of the above and every line.
    pub hash: Vec<u8>,
    /// When it was made.
    pub sealed_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The hash in hexadecimal, as people keep and compare it.
    pub fn hash_text(&self) -> String {
        hex::encode(&self.hash)
    }
}

/// The chain of one website.
pub(super) fn find_chain(website: WebsiteId) -> Select<Entity> {
    Entity::find().filter(Column::WebsiteId.eq(website))
}

/// The seals of all websites.
pub(super) fn find_all() -> Select<Entity> {
    Entity::find()
}
