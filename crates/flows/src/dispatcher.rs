//! Carries events from the outbox to the flows: at least once, in order per aggregate, however often
//! the process dies on the way.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context;
use chrono::TimeDelta;
use futures_util::{FutureExt, StreamExt, stream};
use kernel::outbox::{self, Envelope, Failed};
use kernel::site::Sites;
use kernel::{Actor, Clock, Id, RequestId};
use sea_orm::{DatabaseConnection, DbErr};
use tokio::sync::watch;

use crate::guard::{failed, guarded};
use crate::{Occasion, Subscriber};

/// How long an idle dispatcher rests between two looks, unless something is due before or somebody
/// rings: the net under the bell.
const PAUSE: Duration = Duration::from_secs(5);
/// How long it rests while it could not hear other processes ring.
const DEAF: Duration = Duration::from_millis(250);
/// What is written within this time is carried together, and whoever wrote it is answered first.
const GATHER: Duration = Duration::from_millis(50);
/// How long it rests when the database does not answer.
const TROUBLE: Duration = Duration::from_secs(2);
/// How often it is looked for what waits behind something slow.
const HASTE: Duration = Duration::from_secs(1);
/// How many events are claimed at once.
const BATCH: u64 = 16;
/// How many of them are carried at the same time: the pool is not for the dispatcher alone.
const AT_ONCE: usize = 4;
/// After how many failures an event is parked, where staff see it.
const ATTEMPTS: i32 = 12;
/// The longest wait between two attempts.
const LONGEST: TimeDelta = TimeDelta::hours(1);

/// Carries events from the outbox to the flows. Several may work on one database.
pub struct Dispatcher {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    sites: Arc<dyn Sites>,
    subscribers: Vec<Arc<dyn Subscriber>>,
    pause: Duration,
}

/// What became of a claimed batch.
#[derive(Clone, Copy, Debug, Default)]
struct Turn {
    claimed: usize,
    settled: u64,
}

/// Why an event is not settled now.
enum Unsettled {
    /// The dispatcher stops, or another one has the event by now.
    GivenUp,
    /// Some flow failed.
    Failed(Failed),
    /// The database failed: nothing can be noted, the lease runs out by itself.
    Store(DbErr),
}

impl From<DbErr> for Unsettled {
    fn from(error: DbErr) -> Self {
        Self::Store(error)
    }
}

impl Dispatcher {
    /// Carries events to `subscribers`.
    pub fn new(
        db: DatabaseConnection,
        clock: Arc<dyn Clock>,
        sites: Arc<dyn Sites>,
        subscribers: Vec<Arc<dyn Subscriber>>,
    ) -> Self {
        Self {
            db,
            clock,
            sites,
            subscribers,
            pause: PAUSE,
        }
    }

    /// With another rest between two looks for what nobody has rung for.
    #[must_use]
    pub fn resting(mut self, pause: Duration) -> Self {
        self.pause = pause;
        self
    }

    /// Works until `shutdown`; what is being delivered then is finished, the rest given back.
    pub async fn run(&self, shutdown: impl Future<Output = ()> + Send) {
        let stopping = AtomicBool::new(false);
        let shutdown = shutdown.shared();
        let (hears, _) = watch::channel(false);
        let work = async {
            let mut bell = outbox::bell();
            while !stopping.load(Ordering::Relaxed) {
                match self.turn(&stopping).await {
                    Ok(turn) if turn.claimed > 0 => {}
                    // What is written is taken up at once, whatever nobody rang for is looked for.
                    Ok(_) => {
                        let open = *hears.borrow();
                        let rest = self.rest(open).await;
                        tokio::select! {
                            _ = bell.changed() => {
                                tokio::time::sleep(GATHER).await;
                                bell.mark_unchanged();
                            }
                            () = tokio::time::sleep(rest) => {}
                            () = shutdown.clone() => {}
                        }
                    }
                    Err(error) => {
                        tracing::error!("the outbox does not answer: {error}");
                        tokio::time::sleep(TROUBLE).await;
                    }
                }
            }
        };
        let hurry = async {
            while !stopping.load(Ordering::Relaxed) {
                tokio::time::sleep(HASTE).await;
                if let Err(error) = self.overtake().await {
                    tracing::warn!("what waits is not told yet: {error}");
                }
            }
        };
        let watch = async {
            shutdown.clone().await;
            stopping.store(true, Ordering::Relaxed);
        };
        let listen = outbox::listen(&self.db, &hears, shutdown.clone());
        tokio::join!(work, hurry, watch, listen);
    }

    /// How long it may rest: until the next timer or attempt is due, at most.
    async fn rest(&self, hears: bool) -> Duration {
        let longest = if hears {
            self.pause
        } else {
            DEAF.min(self.pause)
        };
        let now = self.clock.now();
        match outbox::next_due(&self.db, now).await {
            Ok(Some(due)) => longest.min((due - now).to_std().unwrap_or_default()),
            Ok(None) => longest,
            // The next look says what is wrong.
            Err(_) => DEAF,
        }
    }

    /// Tells the flows to which order means nothing of what waits behind something slow.
    async fn overtake(&self) -> Result<(), DbErr> {
        let hasty = self.subscribers.iter().filter(|one| one.overtakes());
        for subscriber in hasty {
            let since = self.clock.now() - TimeDelta::seconds(1);
            let (stream, name) = (subscriber.stream(), subscriber.name());
            for event in outbox::untold(&self.db, since, stream, name, BATCH).await? {
                let told = async {
                    let mut occasion = self.occasion(&event).await?;
                    occasion.actor = self.actor(&occasion, name);
                    subscriber.deliver(&occasion, &event.payload).await
                };
                match guarded(told).await {
                    Ok(()) => {
                        let now = self.clock.now();
                        outbox::delivered(&self.db, event.id, &[name], now).await?;
                    }
                    // It will be told in its turn.
                    Err(error) => {
                        tracing::warn!(event.id = %event.id, "{name} was not told: {error:#}");
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    /// Delivers everything that is due, and what that brings about, until nothing is left that
    /// could be delivered now; says how many events were settled. For tests and the seed.
    pub async fn drain(&self) -> Result<u64, DbErr> {
        let mut settled = 0;
        loop {
            let turn = self.turn(&AtomicBool::new(false)).await?;
            settled += turn.settled;
            if turn.claimed == 0 {
                return Ok(settled);
            }
        }
    }

    async fn turn(&self, stopping: &AtomicBool) -> Result<Turn, DbErr> {
        let batch = outbox::claim(&self.db, self.clock.now(), BATCH).await?;
        let claimed = batch.len();
        let outcomes: Vec<_> = stream::iter(batch)
            .map(|envelope| self.carry(envelope, stopping))
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
        let mut turn = Turn {
            claimed,
            settled: 0,
        };
        for outcome in outcomes {
            turn.settled += u64::from(outcome?);
        }
        Ok(turn)
    }

    /// Delivers one event and notes the outcome; says whether it is settled for good.
    async fn carry(&self, mut envelope: Envelope, stopping: &AtomicBool) -> Result<bool, DbErr> {
        let mut had = Vec::new();
        let delivered = self.deliver(&mut envelope, stopping, &mut had).await;
        let now = self.clock.now();
        let Err(why) = delivered else {
            // All have had it: who, needs no note.
            envelope.finish(&self.db, now).await?;
            return Ok(true);
        };
        outbox::delivered(&self.db, envelope.event.id, &had, now).await?;
        match why {
            Unsettled::GivenUp => envelope.release(&self.db).await?,
            Unsettled::Failed(why) => self.put_off(&envelope, why).await?,
            Unsettled::Store(error) => return Err(error),
        }
        Ok(false)
    }

    /// Hands the event to every flow that listens and has not `had` it. One that fails keeps it
    /// from no other, and those that had it are not asked again, unless the process dies before
    /// that is noted: each bears to be told twice.
    async fn deliver<'s>(
        &'s self,
        envelope: &mut Envelope,
        stopping: &AtomicBool,
        had: &mut Vec<&'s str>,
    ) -> Result<(), Unsettled> {
        let mut occasion = None;
        let mut failure: Option<Failed> = None;
        for subscriber in &self.subscribers {
            if !awaits(subscriber.as_ref(), envelope) {
                continue;
            }
            if stopping.load(Ordering::Relaxed) || !self.hold(envelope).await? {
                return Err(Unsettled::GivenUp);
            }
            let occasion = match &mut occasion {
                Some(occasion) => occasion,
                none => none.insert(
                    self.occasion(&envelope.event)
                        .await
                        .map_err(|error| Unsettled::Failed(failed(&error)))?,
                ),
            };
            occasion.actor = self.actor(occasion, subscriber.name());
            let handled = subscriber.deliver(occasion, &envelope.event.payload);
            match guarded(handled).await {
                Ok(()) => had.push(subscriber.name()),
                Err(error) => {
                    let further = failed(&error.context(subscriber.name()));
                    failure = Some(match failure {
                        Some(first) => Failed {
                            error: format!("{}; {}", first.error, further.error),
                            ..first
                        },
                        None => further,
                    });
                }
            }
        }
        failure.map_or(Ok(()), |why| Err(Unsettled::Failed(why)))
    }

    /// Makes sure that the event stays this dispatcher's while the next flow has it.
    async fn hold(&self, envelope: &mut Envelope) -> Result<bool, DbErr> {
        let now = self.clock.now();
        if envelope.is_running_out(now) {
            return envelope.renew(&self.db, now).await;
        }
        Ok(true)
    }

    async fn occasion(&self, event: &outbox::entity::Model) -> anyhow::Result<Occasion> {
        let site = self.sites.site(event.website_id).await?;
        let site = site.with_context(|| format!("there is no website {}", event.website_id))?;
        let request = RequestId::mint(&*self.clock);
        Ok(Occasion {
            actor: Actor::system("dispatcher", site, request),
            event: event.id,
            at: event.recorded_at,
        })
    }

    /// The house, acting as the named flow.
    fn actor(&self, occasion: &Occasion, name: &str) -> Actor {
        let request = RequestId::mint(&*self.clock);
        Actor::system(name, Arc::clone(occasion.actor.site()), request)
    }

    async fn put_off(&self, envelope: &Envelope, why: Failed) -> Result<(), DbErr> {
        let error = &why.error;
        let event = &envelope.event;
        let (id, name, attempts) = (event.id, &event.name, event.attempts.saturating_add(1));
        let now = self.clock.now();
        let due = if attempts < ATTEMPTS {
            let mut chance = [0; 1];
            self.clock.fill(&mut chance);
            let due = now + back_off(event.attempts, chance[0]);
            tracing::warn!(event.id = %id, event.name = %name, attempts, due = %due,
                "a delivery failed and is tried again: {error}");
            Some(due)
        } else {
            tracing::error!(event.id = %id, event.name = %name, attempts,
                "a delivery failed for the last time, the event is parked: {error}");
            None
        };
        envelope.postpone(&self.db, now, due, why).await
    }
}

fn awaits(subscriber: &dyn Subscriber, envelope: &Envelope) -> bool {
    let had = |name: &String| name == subscriber.name();
    subscriber.stream() == envelope.event.stream && !envelope.done.iter().any(had)
}

/// The wait after `failures` earlier failures: a second, doubled each time, up to an hour, of which
/// chance takes up to a half away, so that what failed together does not come back together.
fn back_off(failures: i32, chance: u8) -> TimeDelta {
    let exponent = u32::try_from(failures).unwrap_or_default().min(12);
    let whole = TimeDelta::seconds(1_i64 << exponent).min(LONGEST);
    whole - whole * i32::from(chance) / 510
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_an_hour_and_chance_halves_them_at_most() {
        for (failures, chance, wait) in [
            (0, 0, 1_000),
            (0, 255, 500),
            (1, 0, 2_000),
            (5, 0, 32_000),
            (5, 255, 16_000),
            (11, 0, 2_048_000),
            (12, 0, 3_600_000),
            (i32::MAX, 255, 1_800_000),
        ] {
            let waited = back_off(failures, chance).num_milliseconds();
            assert_eq!(waited, wait, "{failures} failures, chance {chance}");
        }
    }
}
