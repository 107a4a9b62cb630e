use chrono::TimeDelta;
use kernel::outbox::{self, Envelope, Note};
use kernel::{Actor, Clock, Id, Instant, OrderId, Tx};
use sea_orm::ConnectionTrait;
use testkit::{Database, on_both};

use crate::Happened;

/// A house with one website, whose commands write events.
struct House {
    db: Database,
    actor: Actor,
}

impl House {
    async fn of(db: Database) -> Self {
        let site = db.website("atlas").await;
        let actor = db.system(&site);
        Self { db, actor }
    }

    async fn begin(&self) -> Tx {
        let clock = self.db.clock();
        let begun = Tx::begin(&self.db.conn, &self.actor, &clock);
        begun.await.expect("begun")
    }

    fn order(&self) -> OrderId {
        OrderId::mint(&*self.db.manual)
    }

    /// Writes one event, due at `due` or now, in a transaction of its own.
    async fn write(&self, order: OrderId, step: u32, due: Option<Instant>) {
        let tx = self.begin().await;
        let note = Note::of(&Happened::To { order, step });
        let note = match due {
            Some(due) => note.due(due),
            None => note,
        };
        outbox::write(&tx, vec![note]).expect("written");
        tx.commit().await.expect("committed");
    }

    async fn claim(&self) -> Vec<Envelope> {
        let claimed = outbox::claim(&self.db.conn, self.db.now(), 100);
        claimed.await.expect("claimed")
    }

    async fn finish(&self, envelope: &Envelope) {
        let finished = envelope.finish(&self.db.conn, self.db.now());
        finished.await.expect("finished");
    }

    async fn postpone(&self, envelope: &Envelope, due: Option<Instant>, error: &str) {
        let postponed = envelope.postpone(&self.db.conn, self.db.now(), due, error);
        postponed.await.expect("postponed");
    }

    fn advance(&self, seconds: i64) {
        self.db.manual.advance(TimeDelta::seconds(seconds));
    }
}

fn step(envelope: &Envelope) -> u32 {
    let payload = envelope.event.payload.clone();
    let Happened::To { step, .. } = serde_json::from_value(payload).expect("an event");
    step
}

fn steps(envelopes: &[Envelope]) -> Vec<u32> {
    envelopes.iter().map(step).collect()
}

on_both! {
    async fn an_event_exists_exactly_when_its_cause_does(db: Database) {
        let house = House::of(db).await;
        let note = Note::of(&Happened::To { order: house.order(), step: 1 });
        let tx = house.begin().await;
        outbox::write(&tx, vec![note.clone()]).expect("written");
        drop(tx);
        assert!(house.claim().await.is_empty(), "rolled back");

        let tx = house.begin().await;
        outbox::write(&tx, vec![note]).expect("written");
        tx.commit().await.expect("committed");
        let claimed = house.claim().await;
        assert_eq!(steps(&claimed), [1]);
        let event = &claimed[0].event;
        assert_eq!(event.website_id, house.actor.website());
        assert_eq!((event.stream.as_str(), event.name.as_str()), ("test", "test.to"));
    }

    async fn events_of_one_aggregate_come_one_by_one_in_order(db: Database) {
        let house = House::of(db).await;
        let (a, b) = (house.order(), house.order());
        for (order, step) in [(a, 1), (a, 2), (b, 11), (a, 3), (b, 12)] {
            house.write(order, step, None).await;
        }
        let mut seen = Vec::new();
        loop {
            let claimed = house.claim().await;
            if claimed.is_empty() {
                break;
            }
            seen.push(steps(&claimed));
            for envelope in &claimed {
                house.finish(envelope).await;
            }
        }
        assert_eq!(seen, [vec![1, 11], vec![2, 12], vec![3]]);
    }

    async fn a_retry_holds_up_its_aggregate_and_no_other(db: Database) {
        let house = House::of(db).await;
        let (a, b) = (house.order(), house.order());
        for (order, step) in [(a, 1), (a, 2), (b, 11)] {
            house.write(order, step, None).await;
        }
        let claimed = house.claim().await;
        let due = house.db.now() + TimeDelta::seconds(10);
        house.postpone(&claimed[0], Some(due), "the server is down\0").await;
        house.finish(&claimed[1]).await;
        assert!(house.claim().await.is_empty());
        let waiting = outbox::pending(&house.db.conn, house.db.now(), 9).await;
        assert_eq!(waiting.expect("counted"), 0, "an idle poll stops at the first read");

        house.advance(10);
        let claimed = house.claim().await;
        assert_eq!(steps(&claimed), [1]);
        assert_eq!(claimed[0].event.attempts, 1);
        assert_eq!(claimed[0].event.last_error.as_deref(), Some("the server is down"));
        house.finish(&claimed[0]).await;
        assert_eq!(steps(&house.claim().await), [2]);
    }

    async fn a_timer_waits_for_its_time_and_holds_nobody_up(db: Database) {
        let house = House::of(db).await;
        let order = house.order();
        let due = house.db.now() + TimeDelta::days(7);
        house.write(order, 1, Some(due)).await;
        house.write(order, 2, None).await;
        let claimed = house.claim().await;
        assert_eq!(steps(&claimed), [2]);
        house.finish(&claimed[0]).await;
        assert!(house.claim().await.is_empty());
        house.db.manual.set(due);
        assert_eq!(steps(&house.claim().await), [1]);
    }

    async fn a_lost_lease_frees_the_event_and_binds_its_former_holder(db: Database) {
        let house = House::of(db).await;
        house.write(house.order(), 1, None).await;
        let mut slow = house.claim().await.remove(0);
        assert!(house.claim().await.is_empty(), "leased");
        house.advance(31);
        assert!(slow.is_running_out(house.db.now()));
        assert!(slow.renew(&house.db.conn, house.db.now()).await.expect("renewed"));
        house.advance(31);
        assert!(house.claim().await.is_empty(), "renewed");
        house.advance(31);
        let mut quick = house.claim().await.remove(0);

        assert!(!slow.renew(&house.db.conn, house.db.now()).await.expect("asked"));
        house.postpone(&slow, None, "too slow").await;
        slow.release(&house.db.conn).await.expect("asked");
        assert!(house.claim().await.is_empty(), "still the quick one's");
        assert!(quick.renew(&house.db.conn, house.db.now()).await.expect("renewed"));
        house.finish(&quick).await;
        house.advance(3_600);
        assert!(house.claim().await.is_empty(), "settled for good");
    }

    async fn a_released_event_is_free_at_once_and_counts_no_attempt(db: Database) {
        let house = House::of(db).await;
        house.write(house.order(), 1, None).await;
        let claimed = house.claim().await;
        claimed[0].release(&house.db.conn).await.expect("released");
        assert_eq!(house.claim().await[0].event.attempts, 0);
    }

    async fn progress_is_kept_per_subscriber(db: Database) {
        let house = House::of(db).await;
        house.write(house.order(), 1, None).await;
        let claimed = house.claim().await;
        let id = claimed[0].event.id;
        for _ in 0..2 {
            let noted = outbox::delivered(&house.db.conn, id, &["mail"], house.db.now());
            noted.await.expect("noting twice is harmless");
        }
        house.postpone(&claimed[0], Some(house.db.now()), "the other one failed").await;
        assert_eq!(house.claim().await[0].done, ["mail"]);
    }

    async fn what_is_parked_makes_way_and_comes_back_when_asked(db: Database) {
        let house = House::of(db).await;
        let order = house.order();
        house.write(order, 1, None).await;
        house.write(order, 2, None).await;
        let claimed = house.claim().await;
        house.postpone(&claimed[0], None, "hopeless").await;
        let next = house.claim().await;
        assert_eq!(steps(&next), [2]);
        house.finish(&next[0]).await;

        let back = outbox::unpark(&house.db.conn, house.db.now()).await;
        assert_eq!(back.expect("unparked"), 1);
        let claimed = house.claim().await;
        assert_eq!((steps(&claimed), claimed[0].event.attempts), (vec![1], 0));
    }

    async fn two_dispatchers_share_the_work_and_lose_nothing(db: Database) {
        let house = House::of(db).await;
        let orders: Vec<_> = (0..20).map(|_| house.order()).collect();
        for step in 1..=3 {
            for order in &orders {
                house.write(*order, step, None).await;
            }
        }
        let (one, two) = tokio::join!(work(&house), work(&house));
        let mut seen = [one, two].concat();
        assert_eq!(seen.len(), 60, "each once");
        seen.sort_unstable();
        for order in &orders {
            let steps: Vec<_> = seen.iter().filter(|it| it.1 == order.to_string()).collect();
            assert!(steps.is_sorted_by_key(|it| it.2), "{steps:?}");
        }
    }
}

/// Claims and finishes until nothing is left; says in which order of the whole house.
async fn work(house: &House) -> Vec<(i64, String, u32)> {
    let mut seen = Vec::new();
    let mut idle = 0;
    while idle < 20 {
        let claimed = outbox::claim(&house.db.conn, house.db.now(), 5)
            .await
            .expect("claimed");
        if claimed.is_empty() {
            idle += 1;
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        } else {
            idle = 0;
        }
        for envelope in &claimed {
            // The clock of the test is the house's one count of turns.
            house.db.manual.advance(TimeDelta::microseconds(1));
            let turn = house.db.manual.now().timestamp_micros();
            seen.push((turn, envelope.event.aggregate.clone(), step(envelope)));
            house.finish(envelope).await;
        }
    }
    seen
}

on_both! {
    async fn an_event_that_cannot_be_written_takes_its_cause_with_it(db: Database) {
        let house = House::of(db).await;
        let tx = house.begin().await;
        let note = Note::of(&Unwritable);
        outbox::write(&tx, vec![note]).expect_err("refused");
        drop(tx);
        let rows = house.db.conn.query_all_raw(sea_orm::Statement::from_string(
            house.db.conn.get_database_backend(),
            "SELECT id FROM outbox_events",
        ));
        assert!(rows.await.expect("read").is_empty());
    }
}

#[derive(serde::Deserialize)]
struct Unwritable;

impl serde::Serialize for Unwritable {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("unwritable"))
    }
}

impl kernel::Event for Unwritable {
    const STREAM: &'static str = "test";

    fn aggregate(&self) -> String {
        String::new()
    }
}
