//! Carries out what the house does for itself night by night: once, however many processes work,
//! and as soon as one works again when none did.

mod chores;

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use anyhow::anyhow;
use async_trait::async_trait;
use chrono::{DurationRound, TimeDelta};
use futures_util::FutureExt;
use kernel::chore::{self, Turn};
use kernel::{Clock, Instant};
use sea_orm::{DatabaseConnection, DbErr};
use tokio::sync::OnceCell;

pub use chores::{Keep, Tools};

/// How often one looks whether something is due.
const PAUSE: Duration = Duration::from_secs(20);
/// When it is night: three hours after midnight, UTC. A command that began before midnight has long
/// come to its end.
const NIGHT: TimeDelta = TimeDelta::hours(3);
/// How long a chore that failed rests; doubled each time, up to two hours and a half.
const REST: TimeDelta = TimeDelta::minutes(5);

/// Something the house does for itself every night. It may be done twice, and says why that is
/// harmless.
#[async_trait]
pub trait Chore: Send + Sync {
    /// Under this name its row stands: never changed.
    fn name(&self) -> &'static str;

    /// Does it; says in a few words what came of it.
    async fn run(&self, now: Instant) -> anyhow::Result<String>;
}

/// Does the chores when they are due.
pub struct Nightly {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    chores: Vec<Arc<dyn Chore>>,
    planned: OnceCell<()>,
}

impl Nightly {
    /// Does these chores.
    pub fn new(db: DatabaseConnection, clock: Arc<dyn Clock>, chores: Vec<Arc<dyn Chore>>) -> Self {
        Self {
            db,
            clock,
            chores,
            planned: OnceCell::new(),
        }
    }

    /// Does the chores of the house.
    pub fn of(tools: Tools) -> Self {
        let (db, clock) = (tools.db.clone(), Arc::clone(&tools.clock));
        Self::new(db, clock, chores::all(tools))
    }

    /// Works until `shutdown`. A chore that is under way then is given back: what it has done is
    /// done, the rest waits for the next process.
    pub async fn run(&self, shutdown: impl Future<Output = ()> + Send) {
        let shutdown = shutdown.shared();
        loop {
            self.look(shutdown.clone()).await;
            tokio::select! {
                () = shutdown.clone() => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    }

    /// Does what is due now; says how many chores were done. A chore that was never done is first
    /// due in the coming night.
    pub async fn catch_up(&self) -> u64 {
        self.look(std::future::pending()).await
    }

    async fn look(&self, shutdown: impl Future<Output = ()> + Clone) -> u64 {
        if let Err(error) = self.planned.get_or_try_init(|| self.plan()).await {
            tracing::error!("the chores of the night cannot be planned: {error}");
            return 0;
        }
        let mut done = 0;
        for chore in &self.chores {
            match self.attend(chore.as_ref(), shutdown.clone()).await {
                Ok(was_done) => done += u64::from(was_done),
                Err(error) => {
                    tracing::error!(chore = chore.name(), "a chore cannot be seen to: {error}");
                }
            }
        }
        done
    }

    async fn plan(&self) -> Result<(), DbErr> {
        let due = next_night(self.clock.now());
        for chore in &self.chores {
            chore::plan(&self.db, chore.name(), due).await?;
        }
        Ok(())
    }

    /// Does one chore if it is due and nobody else is at it.
    async fn attend(
        &self,
        chore: &dyn Chore,
        shutdown: impl Future<Output = ()>,
    ) -> Result<bool, DbErr> {
        let now = self.clock.now();
        let Some(turn) = chore::take(&self.db, chore.name(), now).await? else {
            return Ok(false);
        };
        let work = AssertUnwindSafe(chore.run(now)).catch_unwind();
        let came = tokio::select! {
            came = work => came.unwrap_or_else(|_| Err(anyhow!("it panicked"))),
            () = shutdown => {
                turn.give_back(&self.db).await?;
                return Ok(false);
            }
        };
        match came {
            Ok(came) => {
                tracing::info!(chore = chore.name(), "a chore is done: {came}");
                let now = self.clock.now();
                turn.finish(&self.db, now, next_night(now)).await?;
                Ok(true)
            }
            Err(error) => self
                .put_off(chore.name(), turn, &error)
                .await
                .map(|()| false),
        }
    }

    async fn put_off(&self, name: &str, turn: Turn, error: &anyhow::Error) -> Result<(), DbErr> {
        let due = self.clock.now() + rest(turn.failures);
        tracing::error!(chore = name, due = %due, "a chore failed and is tried again: {error:#}");
        turn.put_off(&self.db, due, &format!("{error:#}")).await
    }
}

/// The next night after `now`.
fn next_night(now: Instant) -> Instant {
    let midnight = now.duration_trunc(TimeDelta::days(1)).unwrap_or(now);
    let tonight = midnight + NIGHT;
    if tonight > now {
        tonight
    } else {
        tonight + TimeDelta::days(1)
    }
}

/// How long a chore rests that has failed so often before.
fn rest(failures: i32) -> TimeDelta {
    let doublings = u32::try_from(failures).unwrap_or_default().min(5);
    REST * (1_i32 << doublings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_night_follows_each_moment() {
        for (now, night) in [
            ("2026-11-23T00:00:00Z", "2026-11-23T03:00:00Z"),
            ("2026-11-23T02:59:59Z", "2026-11-23T03:00:00Z"),
            ("2026-11-23T03:00:00Z", "2026-11-24T03:00:00Z"),
            ("2026-11-23T23:59:59Z", "2026-11-24T03:00:00Z"),
        ] {
            let at = |text: &str| text.parse::<Instant>().expect("an instant");
            assert_eq!(next_night(at(now)), at(night), "{now}");
        }
    }

    #[test]
    fn a_failing_chore_rests_longer_and_longer() {
        let minutes = [0, 1, 2, 5, 6, i32::MAX].map(|failures| rest(failures).num_minutes());
        assert_eq!(minutes, [5, 10, 20, 160, 160, 160]);
    }
}
