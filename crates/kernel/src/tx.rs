//! A transaction that may write, with the one on whose behalf it runs.

use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

use crate::id::Id;
use crate::ledger::Ledger;
use crate::{Actor, Clock, Instant, outbox};

/// One command at work: the transaction, its actor and its one reading of the clock. Dropped
/// without [`commit`](Self::commit), it leaves nothing behind.
pub struct Tx {
    inner: DatabaseTransaction,
    actor: Actor,
    clock: Arc<dyn Clock>,
    now: Instant,
    /// What it writes down as it commits.
    ledger: Mutex<Ledger>,
    /// Whether it wrote events.
    rings: AtomicBool,
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
        if actor.is_impersonated() {
            return Err(DbErr::Custom("an impersonator may only look".to_owned()));
        }
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = db.begin_with_options(options).await?;
        Ok(Self {
            inner,
            actor: actor.clone(),
            clock: Arc::clone(clock),
            now: clock.now(),
            ledger: Mutex::default(),
            rings: AtomicBool::new(false),
        })
    }

    /// Writes down what is still to be, and makes all of it last.
    pub async fn commit(self) -> Result<(), DbErr> {
        let ledger = self.ledger.into_inner();
        let ledger = ledger.unwrap_or_else(PoisonError::into_inner);
        ledger.write(&self.inner).await?;
        self.inner.commit().await?;
        if self.rings.into_inner() {
            outbox::ring();
        }
        Ok(())
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

    /// Changes this row as it commits, together with the trail and events: a row that the
    /// transaction has locked, changes once, and does not read again. Whatever it is part of leaves
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
