//! A transaction that may write, with the one on whose behalf it runs.

use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::sea_query::UpdateStatement;
use sea_orm::{ActiveModelTrait, DatabaseConnection, DatabaseTransaction, DbErr};

use crate::id::Id;
use crate::ledger::Ledger;
use crate::{Actor, Clock, Instant, db, outbox};

/// One command at work: the transaction, its actor and its one reading of the clock. Dropped
/// without its commit, it leaves nothing behind.
pub struct Tx<C = DatabaseTransaction> {
    inner: C,
    actor: Actor,
    clock: Arc<dyn Clock>,
    now: Instant,
    /// What it writes down as it commits.
    ledger: Mutex<Ledger>,
    /// Whether it wrote events.
    rings: AtomicBool,
}

/// What a command stands on that was decided by what was read before it: whatever it says is
/// written as it commits, in one statement on PostgreSQL, and it reads nothing any more.
pub struct Seen {
    db: DatabaseConnection,
    /// Changes the row that says so where something of what was read has changed since.
    mark: UpdateStatement,
}

impl Tx {
    /// Begins. On SQLite the write lock is taken at once: a read lock that wants to become a write
    /// lock later fails under contention, however long it waits (docs/decisions/0003).
    ///
    /// # Errors
    /// Those of the database, and one of the house for whoever looks through somebody else's eyes:
    /// they are refused at the door, and nothing is written in another's name should a door be
    /// left open.
    pub async fn begin(
        db: &DatabaseConnection,
        actor: &Actor,
        clock: &Arc<dyn Clock>,
    ) -> Result<Self, DbErr> {
        refuse_impersonator(actor)?;
        let inner = db::begin(db).await?;
        Ok(Self::on(inner, actor, clock))
    }

    /// Writes down what is still to be, and makes all of it last.
    pub async fn commit(self) -> Result<(), DbErr> {
        let (inner, ledger, rings) = self.into_parts();
        ledger.write(&inner).await?;
        inner.commit().await?;
        if rings {
            outbox::ring();
        }
        Ok(())
    }
}

impl Tx<Seen> {
    /// Begins a command that is decided already, by what was read before it. `mark` is to change
    /// one row: one that whoever changes anything of that changes as well, and only as long as it
    /// is as it was read.
    ///
    /// # Errors
    /// Refuses whoever looks through somebody else's eyes, as [`begin`](Tx::begin) does.
    pub fn upon(
        db: &DatabaseConnection,
        actor: &Actor,
        clock: &Arc<dyn Clock>,
        mark: UpdateStatement,
    ) -> Result<Self, DbErr> {
        refuse_impersonator(actor)?;
        let db = db.clone();
        Ok(Self::on(Seen { db, mark }, actor, clock))
    }

    /// Writes all of it, unless something has changed since it was read: then nothing is written,
    /// and the answer is false.
    pub async fn commit(self) -> Result<bool, DbErr> {
        let (Seen { db, mark }, ledger, rings) = self.into_parts();
        let held = ledger.write_upon(mark, &db).await?;
        if held && rings {
            outbox::ring();
        }
        Ok(held)
    }
}

impl<C> Tx<C> {
    fn on(inner: C, actor: &Actor, clock: &Arc<dyn Clock>) -> Self {
        Self {
            inner,
            actor: actor.clone(),
            clock: Arc::clone(clock),
            now: clock.now(),
            ledger: Mutex::default(),
            rings: AtomicBool::new(false),
        }
    }

    /// What it runs on, what it has to write, and whether that rings.
    fn into_parts(self) -> (C, Ledger, bool) {
        let ledger = self.ledger.into_inner();
        let ledger = ledger.unwrap_or_else(PoisonError::into_inner);
        (self.inner, ledger, self.rings.into_inner())
    }

    /// Adds these rows as it commits, together with the trail and events: for tables that are only
    /// added to, since nothing in the transaction can read them. A row that the database refuses
    /// fails the commit.
    pub fn write_down<A: ActiveModelTrait>(&self, rows: impl IntoIterator<Item = A>) {
        // Made before the ledger is taken: whatever makes them may write down something itself.
        let rows: Vec<_> = rows.into_iter().collect();
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        for row in rows {
            ledger.add(row);
        }
    }

    /// Changes this row as it commits, together with the trail and events: a row that
    /// nobody removes meanwhile, and that the transaction changes once and does not read again. Whatever it is part of leaves
    /// a line of the trail.
    pub fn change_at_commit<A: ActiveModelTrait>(&self, row: A) -> Result<(), DbErr> {
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        ledger.change(row)
    }

    /// It wrote events: the dispatcher is to hear of it once they are there.
    pub(crate) fn rings(&self) {
        self.rings.store(true, Ordering::Relaxed);
    }

    /// On whose behalf.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The time of the command: read once, so that all its rows agree.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// The time of the house, for ids that are minted elsewhere.
    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// A fresh id.
    pub fn mint<I: Id>(&self) -> I {
        I::mint(&*self.clock)
    }
}

/// Statements run on a `&Tx` as on the transaction itself: `find.one(&*tx)`.
impl Deref for Tx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.inner
    }
}

fn refuse_impersonator(actor: &Actor) -> Result<(), DbErr> {
    if actor.is_impersonated() {
        return Err(DbErr::Custom("an impersonator may only look".to_owned()));
    }
    Ok(())
}
