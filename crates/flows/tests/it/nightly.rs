//! The chores of the night are done once, by whoever works, and made up for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use flows::{Chore, Nightly};
use kernel::{Instant, chore};
use testkit::{Database, on_both};
use tokio::sync::oneshot;

/// Counts how often it is done, and does what it is told.
#[derive(Default)]
struct Sweep {
    done: AtomicUsize,
    failing: AtomicUsize,
    panics: bool,
    takes_for_ever: bool,
}

#[async_trait]
impl Chore for Sweep {
    fn name(&self) -> &'static str {
        "sweep"
    }

    async fn run(&self, _now: Instant) -> anyhow::Result<String> {
        self.done.fetch_add(1, Ordering::SeqCst);
        assert!(!self.panics, "not tonight");
        if self.takes_for_ever {
            std::future::pending::<()>().await;
        }
        let left = |left: usize| left.checked_sub(1);
        if self
            .failing
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, left)
            .is_ok()
        {
            anyhow::bail!("the broom is broken");
        }
        Ok("clean".to_owned())
    }
}

fn nightly(db: &Database, sweep: &Arc<Sweep>) -> Nightly {
    let sweep: Arc<dyn Chore> = sweep.clone();
    Nightly::new(db.conn.clone(), db.clock(), vec![sweep])
}

/// The night after a test begins, which is at noon.
fn night(db: &Database) -> Instant {
    db.now() + TimeDelta::hours(15)
}

async fn row(db: &Database) -> chore::entity::Model {
    let mut all = chore::all(&db.conn).await.expect("read");
    all.pop().expect("a chore")
}

on_both! {
    async fn a_chore_is_done_once_a_night_however_many_work(db: Database) {
        let sweep = Arc::new(Sweep::default());
        let (one, two) = (nightly(&db, &sweep), nightly(&db, &sweep));
        assert_eq!(one.catch_up().await + two.catch_up().await, 0, "not by day");
        let night = night(&db);
        db.manual.set(night - TimeDelta::seconds(1));
        assert_eq!(one.catch_up().await, 0);
        db.manual.set(night);
        let done = tokio::join!(one.catch_up(), two.catch_up());
        assert_eq!(done.0 + done.1, 1);
        assert_eq!(two.catch_up().await, 0);
        // A process that is started anew in the same night finds it done.
        assert_eq!(nightly(&db, &sweep).catch_up().await, 0);
        db.manual.advance(TimeDelta::days(1));
        assert_eq!(two.catch_up().await, 1);
        assert_eq!(sweep.done.load(Ordering::SeqCst), 2);
    }

    async fn a_missed_night_is_made_up_for_once(db: Database) {
        let sweep = Arc::new(Sweep::default());
        nightly(&db, &sweep).catch_up().await;
        db.manual.advance(TimeDelta::days(9));
        let after = nightly(&db, &sweep);
        assert_eq!(after.catch_up().await, 1);
        assert_eq!(after.catch_up().await, 0);
        assert_eq!(row(&db).await.finished_at, Some(db.now()));
    }

    async fn a_chore_that_fails_is_tried_again_later(db: Database) {
        let sweep = Arc::new(Sweep { failing: 2.into(), ..Sweep::default() });
        let nightly = nightly(&db, &sweep);
        nightly.catch_up().await;
        db.manual.set(night(&db));
        assert_eq!(nightly.catch_up().await, 0);
        let noted = row(&db).await;
        assert_eq!((noted.failures, noted.last_error.as_deref()), (1, Some("the broom is broken")));
        assert_eq!(nightly.catch_up().await, 0, "not at once");
        assert_eq!(sweep.done.load(Ordering::SeqCst), 1);
        for minutes in [5, 10] {
            db.manual.advance(TimeDelta::minutes(minutes));
            nightly.catch_up().await;
        }
        let done = row(&db).await;
        assert_eq!((done.failures, done.last_error), (0, None));
        assert_eq!(sweep.done.load(Ordering::SeqCst), 3);
    }

    async fn a_chore_that_panics_stops_no_other(db: Database) {
        let bad = Arc::new(Sweep { panics: true, ..Sweep::default() });
        let nightly = nightly(&db, &bad);
        nightly.catch_up().await;
        db.manual.set(night(&db));
        assert_eq!(nightly.catch_up().await, 0);
        assert_eq!(row(&db).await.last_error.as_deref(), Some("it panicked"));
    }

    async fn a_process_that_stops_gives_its_chore_back(db: Database) {
        let slow = Arc::new(Sweep { takes_for_ever: true, ..Sweep::default() });
        let one = nightly(&db, &slow);
        one.catch_up().await;
        db.manual.set(night(&db));
        let (stop, stopped) = oneshot::channel::<()>();
        let run = tokio::spawn(async move { one.run(async { drop(stopped.await) }).await });
        while slow.done.load(Ordering::SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
        drop(stop);
        let ended = tokio::time::timeout(Duration::from_secs(5), run).await;
        ended.expect("it stops").expect("it ran");
        assert_eq!(row(&db).await.leased_until, None);
        let quick = Arc::new(Sweep::default());
        assert_eq!(nightly(&db, &quick).catch_up().await, 1);
    }
}
