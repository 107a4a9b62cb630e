//! The row of one recovery: what somebody asked a mailed link for.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{
    AccountId, Actor, Change, Code, Email, Event, Faults, Instant, RecoveryId, Tx, WebsiteId,
};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{IntoActiveModel, Select, Set};

use super::link;
use crate::TokenHash;

/// What the link of a recovery does when it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Purpose {
    /// It signs its owner in, without a password.
    MagicLink,
    /// It sets a new password.
    PasswordReset,
    /// It gives the account another address.
    EmailChange,
    /// It gives the account its former address back.
    EmailUndo,
}

impl Purpose {
    /// All but the undoing of a change of address. That one has to outlive whatever somebody does
    /// who has taken an account over, or it would be of no use.
    pub(crate) const PASSING: [Self; 3] = [Self::MagicLink, Self::PasswordReset, Self::EmailChange];
}

/// A way into an account through its owner's mailbox.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recoveries")]
pub struct Model {
    /// The recovery.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecoveryId,
    /// The tenant it was asked for on, and on which alone its links open.
    pub website_id: WebsiteId,
    /// Whose account; none where the address leads nowhere, which nobody learns from the answer.
    pub account_id: Option<AccountId>,
    /// What its links do.
    pub purpose: Purpose,
    /// The address that the account is to have, where it is about that.
    pub email: Option<Email>,
    /// When it was asked for.
    pub created_at: Instant,
    /// Until when its links open.
    pub expires_at: Instant,
    /// When one of them was opened.
    pub used_at: Option<Instant>,
    /// When something made it moot.
    pub withdrawn_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What has become of a recovery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Open,
    Used,
    Withdrawn,
    Expired,
}

impl Model {
    pub(crate) fn state(&self, now: Instant) -> State {
        if self.used_at.is_some() {
            State::Used
        } else if self.withdrawn_at.is_some() {
            State::Withdrawn
        } else if self.expires_at <= now {
            State::Expired
        } else {
            State::Open
        }
    }

    pub(crate) fn is_open(&self, now: Instant) -> bool {
        self.state(now) == State::Open
    }

    /// Is asked for.
    pub(crate) fn asked<E: Event>(self, event: &E) -> Change<ActiveModel> {
        Change::created(self.into_active_model().reset_all(), event)
    }

    /// Is set aside for whoever may need it.
    pub(crate) fn kept(self) -> Change<ActiveModel> {
        let id = self.id;
        let row = self.into_active_model().reset_all();
        Change::silently_created(row, "identity.recovery_kept", &id)
    }

    /// One of its links was opened: none opens again.
    pub(crate) fn used(self, now: Instant) -> Change<ActiveModel> {
        let id = self.id;
        let mut row = self.into_active_model();
        row.used_at = Set(Some(now));
        Change::silent(row, "identity.recovery_used", &id)
    }
}

/// What is wrong with the link of such a recovery. One of another website is no link here.
pub(crate) fn link_faults(recovery: Option<&Model>, now: Instant) -> Faults {
    let (code, message) = match recovery.map(|row| row.state(now)) {
        Some(State::Open) => return Faults::none(),
        None => (
            Code::NotFound,
            "This link is not complete. Copy the whole link from the mail, or ask for a new one.",
        ),
        Some(State::Expired) => (Code::Expired, "This link is too old. Ask for a new one."),
        Some(State::Used) => (
            Code::Expired,
            "This link has been used already. Ask for a new one if you need it.",
        ),
        Some(State::Withdrawn) => return moot(),
    };
    Faults::one(code, "token", message)
}

/// The link was a good one, but something happened since that leaves nothing for it to do.
pub(crate) fn moot() -> Faults {
    let message = "This link leads nowhere any more, for something has changed since it was \
                   mailed. Ask for a new one if you need it.";
    Faults::one(Code::Expired, "token", message)
}

/// The recovery, on the actor's website.
pub(crate) fn find_here(actor: &Actor, id: RecoveryId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(actor.website()))
        .filter(Column::Id.eq(id))
}

/// The recovery whose link somebody has opened on this website, if the link is of that kind.
pub(crate) fn find_by_link(actor: &Actor, purpose: Purpose, token: &TokenHash) -> Select<Entity> {
    let opened = Query::select()
        .column(link::Column::RecoveryId)
        .from(link::Entity)
        .and_where(link::Column::TokenHash.eq(token.clone()))
        .to_owned();
    Entity::find()
        .filter(Column::WebsiteId.eq(actor.website()))
        .filter(Column::Purpose.eq(purpose))
        .filter(Column::Id.in_subquery(opened))
}

/// Whatever of these kinds the person still has open leads nowhere any more, on all websites.
pub(crate) async fn withdraw_in(
    tx: &Tx,
    account: AccountId,
    purposes: impl IntoIterator<Item = Purpose>,
) -> Result<(), DbErr> {
    withdraw(tx, account)
        .filter(Column::Purpose.is_in(purposes))
        .exec(&**tx)
        .await
        .map(|_| ())
}

/// So do the ways back to the addresses that the account was given after `since`: whoever gave it
/// those may not be its owner. Older ways back stay open.
pub(crate) async fn withdraw_undos_in(
    tx: &Tx,
    account: AccountId,
    since: Instant,
) -> Result<(), DbErr> {
    withdraw(tx, account)
        .filter(Column::Purpose.eq(Purpose::EmailUndo))
        .filter(Column::CreatedAt.gt(since))
        .exec(&**tx)
        .await
        .map(|_| ())
}

fn withdraw(tx: &Tx, account: AccountId) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::WithdrawnAt, Expr::value(tx.now()))
        .filter(Column::AccountId.eq(account))
        .filter(Column::UsedAt.is_null())
        .filter(Column::WithdrawnAt.is_null())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use kernel::{Clock, Id, SystemClock};

    use super::*;

    fn code(row: &Model, now: Instant) -> Option<Code> {
        let fault = link_faults(Some(row), now).into_iter().next();
        fault.map(|fault| fault.code)
    }

    #[test]
    fn a_link_opens_once_and_in_time() {
        let clock = SystemClock;
        let now = clock.now();
        let row = Model {
            id: RecoveryId::mint(&clock),
            website_id: WebsiteId::mint(&clock),
            account_id: None,
            purpose: Purpose::MagicLink,
            email: None,
            created_at: now,
            expires_at: now + TimeDelta::minutes(15),
            used_at: None,
            withdrawn_at: None,
        };
        let later = |minutes| now + TimeDelta::minutes(minutes);
        assert_eq!(code(&row, later(14)), None);
        assert_eq!(code(&row, later(15)), Some(Code::Expired));
        let used_at = Some(now);
        let used = Model {
            used_at,
            ..row.clone()
        };
        assert_eq!(code(&used, now), Some(Code::Expired));
        let withdrawn_at = Some(now);
        let withdrawn = Model {
            withdrawn_at,
            ..row
        };
        assert_eq!(code(&withdrawn, now), Some(Code::Expired));
        assert!(
            link_faults(None, now)
                .iter()
                .all(|fault| fault.code == Code::NotFound)
        );
    }
}
