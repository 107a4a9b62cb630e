//! What kind of failure is noted of an event that could not be delivered.

use std::sync::Arc;

use async_trait::async_trait;
use flows::{Flow, Occasion};
use kernel::outbox::{self, Trouble};
use serde::{Deserialize, Serialize};
use testkit::on_both;

use crate::house::{Ear, Happened, House, Listener, Mood};

/// Cannot reach the mail server.
struct Unreached;

#[async_trait]
impl Flow for Unreached {
    type Event = Happened;

    const NAME: &'static str = "unreached";

    async fn on(&self, _: &Occasion, _: Happened) -> anyhow::Result<()> {
        let refused = "421 mail.internal is busy".to_owned();
        Err(anyhow::Error::from(notifications::Error::NotTaken(refused)).context("the letter"))
    }
}

/// The same stream, with a variant that this release does not know.
#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Newer {
    Unheard { order: kernel::OrderId },
}

impl kernel::Event for Newer {
    const STREAM: &'static str = "test";

    fn aggregate(&self) -> String {
        let Self::Unheard { order } = self;
        order.to_string()
    }
}

async fn noted(house: &House) -> (Option<Trouble>, String) {
    let later = house.db.now() + chrono::TimeDelta::hours(1);
    let claimed = outbox::claim(&house.db.conn, later, 1)
        .await
        .expect("claimed");
    let event = &claimed[0].event;
    (event.trouble, event.last_error.clone().unwrap_or_default())
}

on_both! {
    async fn staff_are_told_the_kind_of_a_failure(db: Database) {
        let house = House::of(db).await;
        let failing = Ear::of(&Listener::<0>::new(Mood::Failing));
        let dispatcher = house.dispatcher(vec![Arc::new(Unreached), failing]);
        house.steps(house.order(), [1]).await;
        dispatcher.drain().await.expect("drained");
        let (trouble, error) = noted(&house).await;
        assert_eq!(trouble, Some(Trouble::Outside), "the first one tells");
        for part in ["unreached: the letter", "mail.internal", "; first: not today"] {
            assert!(error.contains(part), "{error}");
        }
    }

    async fn a_flow_that_breaks_is_no_flow_that_fails(db: Database) {
        let house = House::of(db).await;
        let broken = Ear::of(&Listener::<0>::new(Mood::Panicking));
        house.steps(house.order(), [1]).await;
        house.dispatcher(vec![broken]).drain().await.expect("drained");
        assert_eq!(noted(&house).await.0, Some(Trouble::Broken));
    }

    async fn what_cannot_be_read_is_told_apart_from_what_fails(db: Database) {
        let house = House::of(db).await;
        let content = Ear::of(&Listener::<0>::new(Mood::Content));
        house.write(&Newer::Unheard { order: house.order() }, None).await;
        house.dispatcher(vec![content]).drain().await.expect("drained");
        assert_eq!(noted(&house).await.0, Some(Trouble::Unreadable));
    }
}
