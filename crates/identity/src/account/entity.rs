//! The row of one person.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::bundle::Among;
use kernel::{AccountId, Actor, Change, Email, Instant, Permit, RecoveryId, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, UpdateStatement};
use sea_orm::{IntoActiveModel, QueryTrait, Select, Set, UpdateMany};

use crate::policy::{self, ChangeProfile};
use crate::profile::Said;
use crate::{Error, IdentityEvent, PasswordHash, Result};

/// A person on the installation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    /// Their address, which is also what they sign in with.
    #[sea_orm(unique)]
    pub email: Email,
    /// What they are called.
    pub display_name: String,
    /// The language they chose.
    pub locale: Option<String>,
    /// The zone they chose.
    pub time_zone: Option<String>,
    /// None until they have set one through a link.
    pub password_hash: Option<PasswordHash>,
    /// When they last set one.
    pub password_changed_at: Option<Instant>,
    /// Since when only a mailed reset lets them in: a sign-in was disowned.
    pub reset_required_at: Option<Instant>,
    /// Whether they stand above all websites.
    pub is_superadmin: bool,
    /// When the account came into being.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
    /// How often it was held.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The accounts this asker may see.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::visible_accounts(actor))
    }
}

/// This account, held until the transaction ends: by whoever decides about anything that a sign-in
/// goes by, before they look at it. Others who would hold it wait, and those who have only read it
/// find it changed.
pub(crate) async fn hold_in(tx: &Tx, id: AccountId) -> Result<Option<Model>, DbErr> {
    let held = held().filter(Column::Id.eq(id));
    Ok(held.exec_with_returning(&**tx).await?.pop())
}

/// The same, for a command that cannot do without the account.
///
/// # Errors
/// [`NoSuchAccount`](Error::NoSuchAccount) if it is gone.
pub(crate) async fn must_hold_in(tx: &Tx, id: AccountId) -> Result<Model> {
    hold_in(tx, id).await?.ok_or(Error::NoSuchAccount)
}

/// The account of this address, held in the same way.
pub(crate) async fn hold_by_email_in(tx: &Tx, email: &Email) -> Result<Option<Model>, DbErr> {
    let held = held().filter(Column::Email.eq(email.clone()));
    Ok(held.exec_with_returning(&**tx).await?.pop())
}

fn held() -> UpdateMany<Entity> {
    Entity::update_many().col_expr(Column::Version, Expr::col(Column::Version).add(1))
}

/// The account of this address, for whoever has to prove that it is theirs.
pub(crate) fn find_by_email(email: &Email) -> Select<Entity> {
    Entity::find().filter(Column::Email.eq(email.clone()))
}

/// These accounts, for whoever may know the members they belong to.
pub(crate) fn find_among(ids: &Among<AccountId>) -> Select<Entity> {
    Entity::find().filter(ids.holds(Column::Id))
}

/// This account, for whoever has just proved that it is theirs.
pub(crate) fn find_own(id: AccountId) -> Select<Entity> {
    Entity::find().filter(Column::Id.eq(id))
}

impl Model {
    /// Holds it, unless somebody has held it since it was read.
    pub(crate) fn hold(&self) -> UpdateStatement {
        let held = held()
            .filter(Column::Id.eq(self.id))
            .filter(Column::Version.eq(self.version));
        held.into_query()
    }

    /// What a guesser knows of the person.
    pub(crate) fn about(email: &Email, display_name: &str) -> Vec<String> {
        let address = email.as_str();
        let mut about = vec![address.to_owned(), display_name.to_owned()];
        let words = |text: &str| {
            let words = text.split(|c: char| !c.is_alphanumeric());
            words
                .filter(|word| word.chars().count() > 2)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        about.extend(words(address));
        about.extend(words(display_name));
        about
    }

    /// Comes into being.
    pub(crate) fn created(self) -> Change<ActiveModel> {
        let id = self.id;
        let row = self.into_active_model().reset_all();
        Change::silently_created(row, "identity.account_created", &id)
    }

    /// Gets its first password, through a link that proved the address.
    pub(crate) fn claimed(self, hash: PasswordHash, now: Instant) -> Change<ActiveModel> {
        self.with_hash(hash, Some(now), now, "identity.password_set")
    }

    /// Gets another password from somebody who knows the one it has.
    pub(crate) fn exchanged(self, hash: PasswordHash, now: Instant) -> Change<ActiveModel> {
        let event = self.password_changed(false, now);
        self.with_hash(hash, Some(now), now, "identity.password_changed")
            .and(&event)
    }

    /// Gets another password through a mailed link, and may be signed in to again.
    pub(crate) fn reset(self, hash: PasswordHash, now: Instant) -> Change<ActiveModel> {
        let event = self.password_changed(true, now);
        let mut row = self.into_active_model();
        row.password_hash = Set(Some(hash));
        row.password_changed_at = Set(Some(now));
        row.reset_required_at = Set(None);
        row.updated_at = Set(now);
        Change::of(row, &event)
    }

    fn password_changed(&self, by_link: bool, at: Instant) -> IdentityEvent {
        IdentityEvent::PasswordChanged {
            account: self.id,
            by_link,
            at,
        }
    }

    /// Has another address, which its owner has confirmed.
    pub(crate) fn moved(self, email: Email, undo: RecoveryId, now: Instant) -> Change<ActiveModel> {
        let account = self.id;
        let mut row = self.into_active_model();
        row.email = Set(email);
        row.updated_at = Set(now);
        Change::of(row, &IdentityEvent::EmailChanged { account, undo })
    }

    /// Has its former address back: somebody else may know the password, so a mailed reset comes
    /// first.
    pub(crate) fn moved_back(self, email: Email, now: Instant) -> Change<ActiveModel> {
        let id = self.id;
        let mut row = self.into_active_model();
        row.email = Set(email);
        row.reset_required_at = Set(Some(now));
        row.updated_at = Set(now);
        Change::silent(row, "identity.email_restored", &id)
    }

    /// Is shut until a mailed reset: a sign-in was disowned.
    pub(crate) fn shut(self, now: Instant) -> Change<ActiveModel> {
        let id = self.id;
        let mut row = self.into_active_model();
        row.reset_required_at = Set(Some(now));
        row.updated_at = Set(now);
        Change::silent(row, "identity.account_shut", &id)
    }

    /// Keeps its password, hashed at today's cost.
    pub(crate) fn rehashed(self, hash: PasswordHash, now: Instant) -> Change<ActiveModel> {
        let since = self.password_changed_at;
        self.with_hash(hash, since, now, "identity.password_rehashed")
    }

    /// Says something else about themselves: what they are called, what they read, where they live.
    pub(crate) fn described(
        self,
        _permit: &Permit<ChangeProfile>,
        said: Said,
        now: Instant,
    ) -> Change<ActiveModel> {
        let account = self.id;
        let mut row = self.into_active_model();
        row.display_name = Set(said.display_name);
        row.locale = Set(said.locale);
        row.time_zone = Set(said.time_zone);
        row.updated_at = Set(now);
        Change::of(row, &IdentityEvent::ProfileChanged { account })
    }

    /// Stands above all websites from now on.
    pub(crate) fn raised(self, now: Instant) -> Change<ActiveModel> {
        let id = self.id;
        let mut row = self.into_active_model();
        row.is_superadmin = Set(true);
        row.updated_at = Set(now);
        Change::silent(row, "identity.superadmin_made", &id)
    }

    fn with_hash(
        self,
        hash: PasswordHash,
        since: Option<Instant>,
        now: Instant,
        action: &'static str,
    ) -> Change<ActiveModel> {
        let id = self.id;
        let mut row = self.into_active_model();
        row.password_hash = Set(Some(hash));
        row.updated_at = Set(now);
        row.password_changed_at = Set(since);
        Change::silent(row, action, &id)
    }
}
