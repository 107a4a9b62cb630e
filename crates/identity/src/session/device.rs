//! The row of one device.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::bundle::Among;
use kernel::{AccountId, Actor, Change, DeviceId, Email, Instant, Permit};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{ActiveModelTrait, IntoActiveModel, Select, Set};

use crate::TokenHash;
use crate::account::entity as account;
use crate::policy::{self, KeepDevices};

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
    /// When its owner said that it is theirs.
    pub confirmed_at: Option<Instant>,
    /// Since when it is refused, even with the right password.
    pub blocked_at: Option<Instant>,
    /// When its owner forgot it: the token means nothing any more.
    pub forgotten_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The devices this asker may see: their own, unless forgotten.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find()
            .filter(policy::visible_devices(actor))
            .filter(Column::ForgottenAt.is_null())
    }
}

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

    /// Has a name that its owner knows it by: so it is theirs.
    pub(crate) fn renamed(
        self,
        _permit: &Permit<KeepDevices>,
        label: String,
        now: Instant,
    ) -> Change<ActiveModel> {
        let id = self.id;
        let since = self.confirmed_at.unwrap_or(now);
        let mut row = self.into_active_model();
        row.label = Set(label);
        row.confirmed_at = Set(Some(since));
        Change::silent(row, "identity.device_renamed", &id)
    }

    /// Is its owner's, as they say.
    pub(crate) fn confirmed(self, now: Instant) -> Change<ActiveModel> {
        let id = self.id;
        let mut row = self.into_active_model();
        row.confirmed_at = Set(Some(now));
        Change::silent(row, "identity.device_confirmed", &id)
    }

    /// Means nothing any more: whoever signs in with it next is new.
    pub(crate) fn forgotten(
        self,
        _permit: &Permit<KeepDevices>,
        now: Instant,
    ) -> Change<ActiveModel> {
        let id = self.id;
        let mut row = self.into_active_model();
        row.forgotten_at = Set(Some(now));
        Change::silent(row, "identity.device_forgotten", &id)
    }

    /// Is refused from now on.
    pub(crate) fn blocked(self, now: Instant) -> Change<ActiveModel> {
        let id = self.id;
        let mut row = self.into_active_model();
        row.blocked_at = Set(Some(now));
        Change::silent(row, "identity.device_blocked", &id)
    }

    /// Is let in again.
    pub(crate) fn unblocked(self, _permit: &Permit<KeepDevices>) -> Change<ActiveModel> {
        let id = self.id;
        let mut row = self.into_active_model();
        row.blocked_at = Set(None);
        Change::silent(row, "identity.device_unblocked", &id)
    }
}

/// The person's device that keeps this token, unless they forgot it.
pub(crate) fn find_known(whose: impl Into<Among<AccountId>>, token: &TokenHash) -> Select<Entity> {
    Entity::find()
        .filter(whose.into().holds(Column::AccountId))
        .filter(Column::ForgottenAt.is_null())
        .filter(Column::TokenHash.eq(token.clone()))
}

/// The device that keeps this token, where the person of that address knows it and lets it in:
/// asked whether or not there is such a person.
pub(crate) fn find_by_address(email: &Email, token: &TokenHash) -> Select<Entity> {
    let owner = Query::select()
        .column(account::Column::Id)
        .from(account::Entity)
        .and_where(account::Column::Email.eq(email.clone()))
        .to_owned();
    Entity::find()
        .filter(Column::TokenHash.eq(token.clone()))
        .filter(Column::AccountId.in_subquery(owner))
        .filter(Column::ForgottenAt.is_null())
        .filter(Column::BlockedAt.is_null())
}

/// The person's device of this id, forgotten or not.
pub(crate) fn find_own(account: AccountId, id: DeviceId) -> Select<Entity> {
    find_of(account).filter(Column::Id.eq(id))
}

/// The devices of a person, for whoever decides about them in the house's name.
pub(crate) fn find_of(account: AccountId) -> Select<Entity> {
    Entity::find().filter(Column::AccountId.eq(account))
}
