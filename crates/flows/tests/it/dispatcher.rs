use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use kernel::{Event, OrderId, outbox};
use serde::{Deserialize, Serialize};
use testkit::on_both;
use tokio::sync::oneshot;

use crate::house::{Ear, Happened, House, Listener, Mood};

/// Something no flow listens to.
#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Elsewhere {
    Happened,
}

impl Event for Elsewhere {
    const STREAM: &'static str = "elsewhere";

    fn aggregate(&self) -> String {
        "elsewhere".to_owned()
    }
}

/// The same stream as [`Happened`], with a variant that this release does not know.
#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Newer {
    Unheard { order: OrderId },
}

impl Event for Newer {
    const STREAM: &'static str = "test";

    fn aggregate(&self) -> String {
        let Self::Unheard { order } = self;
        order.to_string()
    }
}

on_both! {
    async fn every_flow_hears_every_step_in_order(db: Database) {
        let house = House::of(db).await;
        let (one, two) = (Listener::<0>::new(Mood::Content), Listener::<1>::new(Mood::Content));
        let dispatcher = house.dispatcher(vec![Ear::of(&one), Ear::of(&two)]);
        let orders: Vec<_> = (0..10).map(|_| house.order()).collect();
        for step in 1..=3 {
            for order in &orders {
                house.steps(*order, [step]).await;
            }
        }
        assert_eq!(dispatcher.drain().await.expect("drained"), 30);
        for heard in [one.all(), two.all()] {
            assert_eq!(heard.len(), 30);
            for order in &orders {
                let steps = heard.iter().filter(|(heard, _)| heard == order);
                let steps: Vec<_> = steps.map(|(_, step)| *step).collect();
                assert_eq!(steps, [1, 2, 3]);
            }
        }
        assert_eq!(dispatcher.drain().await.expect("drained"), 0);
    }

    async fn what_fails_is_tried_again_without_repeating_the_others(db: Database) {
        let house = House::of(db).await;
        let (one, two) = (Listener::<0>::new(Mood::Failing), Listener::<1>::new(Mood::Content));
        let dispatcher = house.dispatcher(vec![Ear::of(&one), Ear::of(&two)]);
        house.steps(house.order(), [1, 2]).await;
        assert_eq!(dispatcher.drain().await.expect("drained"), 0);
        assert_eq!((one.heard(), two.heard()), (vec![1], vec![1]));

        house.advance(TimeDelta::milliseconds(499));
        assert_eq!(dispatcher.drain().await.expect("drained"), 0);
        assert_eq!(one.heard(), [1], "not before its time");
        one.set(Mood::Content);
        house.advance(TimeDelta::milliseconds(501));
        assert_eq!(dispatcher.drain().await.expect("drained"), 2);
        assert_eq!((one.heard(), two.heard()), (vec![1, 1, 2], vec![1, 2]));
    }

    async fn a_panic_is_a_failure_like_any_other(db: Database) {
        let house = House::of(db).await;
        let one = Listener::<0>::new(Mood::Panicking);
        let dispatcher = house.dispatcher(vec![Ear::of(&one)]);
        house.steps(house.order(), [1]).await;
        assert_eq!(dispatcher.drain().await.expect("drained"), 0);
        one.set(Mood::Content);
        house.advance(TimeDelta::seconds(1));
        assert_eq!(dispatcher.drain().await.expect("drained"), 1);
    }

    async fn what_never_succeeds_is_parked_after_twelve_attempts(db: Database) {
        let house = House::of(db).await;
        let one = Listener::<0>::new(Mood::Failing);
        let dispatcher = house.dispatcher(vec![Ear::of(&one)]);
        house.steps(house.order(), [1, 2]).await;
        for attempts in 1..=12 {
            assert_eq!(one.heard(), vec![1; attempts - 1]);
            dispatcher.drain().await.expect("drained");
            house.advance(TimeDelta::hours(1));
        }
        // The last attempt parked the first event, and the second one had its own first attempt.
        assert_eq!(one.heard().iter().filter(|step| **step == 1).count(), 12);
        dispatcher.drain().await.expect("drained");
        assert_eq!(one.heard().iter().filter(|step| **step == 1).count(), 12);

        one.set(Mood::Content);
        let back = outbox::unpark(&house.db.conn, house.db.now()).await;
        assert_eq!(back.expect("unparked"), 1);
        house.advance(TimeDelta::hours(1));
        assert_eq!(dispatcher.drain().await.expect("drained"), 2);
    }

    async fn an_event_nobody_listens_to_is_settled(db: Database) {
        let house = House::of(db).await;
        let dispatcher = house.dispatcher(vec![Ear::of(&Listener::<0>::new(Mood::Failing))]);
        house.write(&Elsewhere::Happened, None).await;
        assert_eq!(dispatcher.drain().await.expect("drained"), 1);
    }

    async fn an_event_of_a_newer_release_waits_for_it(db: Database) {
        let house = House::of(db).await;
        let one = Listener::<0>::new(Mood::Content);
        let dispatcher = house.dispatcher(vec![Ear::of(&one)]);
        house.write(&Newer::Unheard { order: house.order() }, None).await;
        assert_eq!(dispatcher.drain().await.expect("drained"), 0);
        assert!(one.heard().is_empty());
        let old = outbox::claim(&house.db.conn, house.db.now() + TimeDelta::hours(1), 1).await;
        assert_eq!(old.expect("claimed")[0].event.attempts, 1);
    }

    async fn an_event_of_an_unknown_website_is_kept(db: Database) {
        let house = House::of(db).await;
        let one = Listener::<0>::new(Mood::Content);
        let dispatcher = house.dispatcher(vec![Ear::of(&one)]);
        let quill = house.db.website("quill").await;
        let db = house.db;
        let other = House { actor: db.system(&quill), db };
        other.steps(other.order(), [1]).await;
        assert_eq!(dispatcher.drain().await.expect("drained"), 0);
        assert!(one.heard().is_empty());
    }

    async fn a_dispatcher_that_died_is_replaced_when_its_lease_ends(db: Database) {
        let house = House::of(db).await;
        let one = Listener::<0>::new(Mood::Content);
        let dispatcher = house.dispatcher(vec![Ear::of(&one)]);
        house.steps(house.order(), [1]).await;
        let lost = outbox::claim(&house.db.conn, house.db.now(), 16).await.expect("claimed");
        assert_eq!(lost.len(), 1);
        assert_eq!(dispatcher.drain().await.expect("drained"), 0);
        house.advance(TimeDelta::seconds(61));
        assert_eq!(dispatcher.drain().await.expect("drained"), 1);
        assert_eq!(one.heard(), [1]);
    }

    async fn a_timer_reaches_its_flow_at_its_time(db: Database) {
        let house = House::of(db).await;
        let one = Listener::<0>::new(Mood::Content);
        let dispatcher = house.dispatcher(vec![Ear::of(&one)]);
        let due = house.db.now() + TimeDelta::days(7);
        house.write(&Happened::To { order: house.order(), step: 7 }, Some(due)).await;
        house.db.manual.set(due - TimeDelta::microseconds(1));
        assert_eq!(dispatcher.drain().await.expect("drained"), 0);
        house.db.manual.set(due);
        assert_eq!(dispatcher.drain().await.expect("drained"), 1);
    }

    async fn a_running_dispatcher_delivers_soon_and_stops_when_asked(db: Database) {
        let house = House::of(db).await;
        let one = Listener::<0>::new(Mood::Content);
        let dispatchers = [1, 2].map(|_| Arc::new(house.dispatcher(vec![Ear::of(&one)])));
        let (stops, running): (Vec<_>, Vec<_>) = dispatchers
            .iter()
            .map(|dispatcher| {
                let (stop, stopped) = oneshot::channel::<()>();
                let dispatcher = Arc::clone(dispatcher);
                let run = async move { dispatcher.run(async { drop(stopped.await) }).await };
                (stop, tokio::spawn(run))
            })
            .unzip();
        for step in 1..=20 {
            house.steps(house.order(), [step]).await;
        }
        let mut waited = 0;
        while one.heard().len() < 20 && waited < 400 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            waited += 1;
        }
        drop(stops);
        for run in running {
            let ended = tokio::time::timeout(Duration::from_secs(5), run).await;
            ended.expect("it stops").expect("it ran");
        }
        let mut heard = one.heard();
        heard.sort_unstable();
        assert_eq!(heard, (1..=20).collect::<Vec<_>>(), "each once, by two dispatchers");
        house.steps(house.order(), [21]).await;
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert_eq!(one.heard().len(), 20, "stopped");
    }
}
