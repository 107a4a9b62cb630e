//! Guessing: wrong passwords and codes are counted, and a full counter is shut for a while.
//!
//! Counters are rows, so that all servers of an installation count together. Whether a guess was
//! right is told only to whoever holds the account, or knows that nobody has held it since the
//! counters were read: of many guesses at the same moment, no more are told than one after the
//! other would have been.

pub mod entity;
pub mod installation;
mod key;

use kernel::{AccountId, Actor, DeviceId, Email, Instant, Tx, audit};
use sea_orm::{ActiveModelTrait, DbErr, QuerySelect, Set};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Select};

use crate::account::entity as account;
use crate::security::{self, Kind};
use crate::session::{Origin, device};
use crate::{Error, Identity, Result};

use key::Counter;
pub use key::GuessKey;

/// How long a counter is kept that nobody has counted on.
const KEPT: chrono::TimeDelta = chrono::TimeDelta::hours(24);

/// One try at somebody's password or code: what it counts under, and where it came from.
#[derive(Clone, Debug)]
pub(crate) struct Try {
    email: Email,
    origin: Origin,
    device: Option<DeviceId>,
    counters: Vec<Counter>,
}

impl Try {
    /// The counters that it falls under.
    pub(crate) fn find(&self) -> Select<entity::Entity> {
        entity::find_these(self.counters.iter().map(|counter| counter.key.clone()))
    }

    /// Those of the rows that a sign-in forgives: they counted the same person.
    pub(crate) fn own_of<'r>(
        &self,
        rows: &'r [entity::Model],
    ) -> impl Iterator<Item = &'r entity::Model> {
        let own = |row: &&entity::Model| {
            let mut counters = self.counters.iter();
            counters.any(|counter| counter.own && counter.key == row.key)
        };
        rows.iter().filter(own)
    }

    /// Those of the rows that it falls under.
    pub(crate) fn of(&self, mut rows: Vec<entity::Model>) -> Vec<entity::Model> {
        rows.retain(|row| self.counters.iter().any(|counter| counter.key == row.key));
        rows
    }
}

impl Identity {
    /// A try at the account of this address, from there. It takes the same statements whether or
    /// not there is such an account.
    pub(crate) async fn a_try(
        &self,
        conn: &impl ConnectionTrait,
        email: &Email,
        origin: &Origin,
    ) -> Result<Try> {
        let known = match origin.token() {
            Some(token) => {
                device::find_by_address(email, &token.hash())
                    .one(conn)
                    .await?
            }
            None => None,
        };
        self.a_try_with(conn, email, origin, known.as_ref()).await
    }

    /// The same with the device they come with, if the account knows it and lets it in.
    pub(crate) async fn a_try_with(
        &self,
        conn: &impl ConnectionTrait,
        email: &Email,
        origin: &Origin,
        known: Option<&device::Model>,
    ) -> Result<Try> {
        let key = self.guess_key(conn).await?;
        let counters = match known {
            Some(known) => key.known(&self.config, known),
            None => key.strange(&self.config, email, &origin.network()),
        };
        Ok(Try {
            email: email.clone(),
            origin: origin.clone(),
            device: known.map(|known| known.id),
            counters,
        })
    }

    /// A try by somebody who is signed in already, with the device of their session.
    pub(crate) async fn a_try_on(
        &self,
        conn: &impl ConnectionTrait,
        person: &account::Model,
        device: DeviceId,
        origin: &Origin,
    ) -> Result<Try> {
        let device = device::find_own(person.id, device).one(conn).await?;
        self.a_try_with(conn, &person.email, origin, device.as_ref())
            .await
    }

    /// The counters that a try may fall under, before it is known whether the account of this
    /// address knows the device: those it does fall under are [`Try::of`] them.
    pub(crate) async fn find_possible(
        &self,
        conn: &impl ConnectionTrait,
        email: &Email,
        origin: &Origin,
    ) -> Result<Select<entity::Entity>> {
        let key = self.guess_key(conn).await?;
        Ok(entity::find_these(key.possible(email, origin)))
    }

    /// Nothing, unless a counter that the try falls under is shut: then nothing is checked.
    ///
    /// # Errors
    /// [`Locked`](Error::Locked), whether the guess would be right or wrong, and whoever it is at.
    pub(crate) async fn refuse_shut(&self, conn: &impl ConnectionTrait, a_try: &Try) -> Result<()> {
        let rows = a_try.find().all(conn).await?;
        refuse(&rows, self.clock.now())
    }

    /// The try was right. Whatever the same person got wrong before is forgiven; but where a
    /// counter was shut meanwhile, they are not told.
    pub(crate) async fn was_right_in(&self, tx: &Tx, a_try: &Try) -> Result<()> {
        let rows = a_try.find().lock_exclusive().all(&**tx).await?;
        refuse(&rows, tx.now())?;
        a_try.forgive_in(tx, &rows).await?;
        Ok(())
    }

    /// The try was wrong, and counts although whatever was tried fails. Returns what the guesser
    /// is told: `fact`, or that a counter was shut meanwhile.
    pub(crate) async fn was_wrong(&self, actor: &Actor, a_try: &Try, fact: Error) -> Result<Error> {
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        // Accounts are held before what hangs on them, here as elsewhere.
        let person = account::hold_by_email_in(&tx, &a_try.email).await?;
        let counted = self.was_wrong_in(&tx, a_try, person.map(|person| person.id));
        match counted.await {
            Ok(()) => {
                tx.commit().await?;
                Ok(fact)
            }
            Err(shut @ Error::Locked { .. }) => Ok(shut),
            Err(failed) => Err(failed),
        }
    }

    /// The same in a transaction that is kept although the guess was wrong, and that has locked
    /// the account.
    pub(crate) async fn was_wrong_in(
        &self,
        tx: &Tx,
        a_try: &Try,
        owner: Option<AccountId>,
    ) -> Result<()> {
        let rows = counted_in(tx, a_try).await?;
        refuse(&rows, tx.now())?;
        let mut shut = false;
        for row in rows {
            let Some(counter) = a_try.counters.iter().find(|one| one.key == row.key) else {
                continue;
            };
            let row = row.failed(&counter.rule, tx.now());
            shut |= row.shut(tx.now()).is_some();
            row.into_active_model().reset_all().update(&**tx).await?;
        }
        a_try.noted_in(tx, owner, Kind::SignInFailed);
        if shut {
            a_try.noted_in(tx, owner, Kind::AccountLocked);
        }
        Ok(())
    }

    /// Opens every counter of the account: its owner has proved through their mailbox, or at the
    /// console, that it is theirs.
    pub(crate) async fn open_all_in(&self, tx: &Tx, person: &account::Model) -> Result<()> {
        let key = self.guess_key(&**tx).await?;
        let subjects = [key.of_address(&person.email), key.of_account(person.id)];
        let theirs = entity::Column::Subject.is_in(subjects);
        let was_shut = entity::find_shut(tx.now()).filter(theirs.clone());
        let was_shut = was_shut.one(&**tx).await?.is_some();
        entity::Entity::delete_many()
            .filter(theirs)
            .exec(&**tx)
            .await?;
        if was_shut {
            let note = security::Note::of(person.id, Kind::AccountUnlocked);
            security::note_in(tx, note);
        }
        Ok(())
    }
}

impl Try {
    /// Forgets what the same person got wrong before; `rows` are its counters.
    pub(crate) async fn forgive_in(&self, tx: &Tx, rows: &[entity::Model]) -> Result<(), DbErr> {
        let own: Vec<_> = self.own_of(rows).map(|row| row.key.clone()).collect();
        if own.is_empty() {
            return Ok(());
        }
        entity::Entity::delete_many()
            .filter(entity::Column::Key.is_in(own))
            .exec(&**tx)
            .await
            .map(|_| ())
    }

    /// Writes it down where the account's owner sees it. There is a line of the trail for an
    /// address that is nobody's: it takes as long, and whoever runs the house may want to know.
    fn noted_in(&self, tx: &Tx, owner: Option<AccountId>, kind: Kind) {
        let Some(owner) = owner else {
            let action = "identity.unknown_address_tried";
            audit::write(tx, audit::Note::new(action, &"unknown"));
            return;
        };
        let note = security::Note::of(owner, kind).from(&self.origin);
        let note = match self.device {
            Some(device) => note.device(device),
            None => note,
        };
        security::note_in(tx, note);
    }
}

/// The counters of a try, made where there are none yet, and locked.
async fn counted_in(tx: &Tx, a_try: &Try) -> Result<Vec<entity::Model>, DbErr> {
    entity::Entity::delete_many()
        .filter(entity::Column::TouchedAt.lt(tx.now() - KEPT))
        .exec(&**tx)
        .await?;
    let mut counters: Vec<_> = a_try.counters.iter().collect();
    counters.sort_by(|one, other| one.key.cmp(&other.key));
    let fresh = counters.into_iter().map(|counter| entity::ActiveModel {
        key: Set(counter.key.clone()),
        subject: Set(counter.subject.clone()),
        failures: Set(entity::Failures::default()),
        shuttings: Set(0),
        shut_until: Set(None),
        touched_at: Set(tx.now()),
    });
    entity::Entity::insert_many(fresh)
        .on_conflict_do_nothing()
        .exec_without_returning(&**tx)
        .await?;
    a_try.find().lock_exclusive().all(&**tx).await
}

/// The latest end of those that are shut.
pub(crate) fn refuse(rows: &[entity::Model], now: Instant) -> Result<()> {
    match rows.iter().filter_map(|row| row.shut(now)).max() {
        Some(until) => Err(Error::Locked { until }),
        None => Ok(()),
    }
}
