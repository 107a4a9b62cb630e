//! Many timers that come due at once, as after a night without a worker.

use std::collections::HashMap;

use chrono::TimeDelta;
use kernel::outbox::{self, Note};
use kernel::{OrderId, Tx};
use testkit::on_both;

use crate::house::{Ear, Happened, House, Listener, Mood};

const ORDERS: usize = 2_500;
const STEPS: u32 = 4;

on_both! {
    async fn ten_thousand_due_timers_drain_in_order_and_each_once(db: Database) {
        let house = House::of(db).await;
        let listener = Listener::<0>::new(Mood::Content);
        let orders: Vec<OrderId> = (0..ORDERS).map(|_| house.order()).collect();
        for some in orders.chunks(250) {
            let clock = house.db.clock();
            let tx = Tx::begin(&house.db.conn, &house.actor, &clock).await.expect("begun");
            // Step by step over all of them, so that the timers of one order lie far apart.
            for step in 1..=STEPS {
                let due = house.db.now() + TimeDelta::minutes(i64::from(step));
                let notes = some.iter().map(|order| {
                    Note::of(&Happened::To { order: *order, step }).due(due)
                });
                outbox::write(&tx, notes.collect()).expect("written");
            }
            tx.commit().await.expect("committed");
        }
        let dispatchers = [1, 2].map(|_| house.dispatcher(vec![Ear::of(&listener)]));
        assert_eq!(dispatchers[0].drain().await.expect("drained"), 0, "none is due");

        house.advance(TimeDelta::hours(9));
        let (one, two) = tokio::join!(dispatchers[0].drain(), dispatchers[1].drain());
        let mut settled = one.expect("drained") + two.expect("drained");
        // One may find the other's last events still leased, and leave.
        settled += dispatchers[0].drain().await.expect("drained");
        assert_eq!(settled, 10_000);
        let mut heard: HashMap<OrderId, Vec<u32>> = HashMap::new();
        for (order, step) in listener.all() {
            heard.entry(order).or_default().push(step);
        }
        assert_eq!(heard.len(), ORDERS);
        for (order, steps) in heard {
            assert_eq!(steps, [1, 2, 3, 4], "{order}");
        }
        let backlog = outbox::backlog(&house.db.conn, house.db.now()).await.expect("counted");
        assert_eq!((backlog.due, backlog.parked), (0, 0));
    }
}
