//! The row of one device.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{AccountId, Change, DeviceId, Instant};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel, Select, Set};

use crate::TokenHash;

/// A browser or client installation that an account was used with. A browser that two people
/// share is two devices: one person's token says nothing about the other.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "devices")]
pub struct Model {
    /// The device.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeviceId,
    /// Whose.
    pub account_id: AccountId,
    /// What is stored of the token it keeps.
    #[sea_orm(unique)]
    pub token_hash: TokenHash,
    /// What the person calls it, or what it calls itself.
    pub label: String,
    /// When they first signed in with it.
    pub first_seen_at: Instant,
    /// When they last did.
    pub last_seen_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Is signed in with for the first time.
    pub(crate) fn met(self) -> Change<ActiveModel> {
        let id = self.id;
        let row = self.into_active_model().reset_all();
        Change::silently_created(row, "identity.device_met", &id)
    }

    /// Is signed in with again.
    pub(crate) fn seen(self, now: Instant) -> Change<ActiveModel> {
        let id = self.id;
        let mut row = self.into_active_model();
        row.last_seen_at = Set(now);
        Change::silent(row, "identity.device_seen", &id)
    }
}

/// The person's device that keeps this token.
pub(crate) fn find_known(account: AccountId, token: &TokenHash) -> Select<Entity> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::TokenHash.eq(token.clone()))
}
