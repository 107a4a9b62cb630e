//! What could not be delivered and who did what, as a website's own people see it.

use kernel::outbox::{self, Note};
use kernel::{Actor, AnyId, EventId, Id, Instant, OrderId, Page, Role, Tx, Who};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use tenancy::{Error, Operations, OperationsService};
use testkit::{Database, on_both};

#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Happened {
    To { order: OrderId },
}

impl kernel::Event for Happened {
    const STREAM: &'static str = "test";

    fn aggregate(&self) -> String {
        let Self::To { order } = self;
        order.to_string()
    }
}

/// An event of the website that was given up at its hour.
async fn parked(db: &Database, actor: &Actor) -> EventId {
    let house = db.system(actor.site());
    let clock = db.clock();
    let tx = Tx::begin(&db.conn, &house, &clock).await.expect("begun");
    let order = OrderId::mint(&*db.manual);
    let note = Note::of(&Happened::To { order });
    outbox::write(&tx, vec![note]).expect("written");
    tx.commit().await.expect("committed");
    let claimed = outbox::claim(&db.conn, db.now(), 1).await.expect("claimed");
    let never: Option<Instant> = None;
    let postponed = claimed[0].postpone(&db.conn, db.now(), never, "the server is down");
    postponed.await.expect("parked");
    db.manual.advance(chrono::TimeDelta::minutes(1));
    claimed[0].event.id
}

async fn ids(operations: &Operations, actor: &Actor) -> Vec<EventId> {
    let page = operations
        .parked(actor, &Page::default())
        .await
        .expect("a page");
    page.items.iter().map(|(_, one)| one.event.id).collect()
}

async fn lines(operations: &Operations, actor: &Actor, id: EventId) -> Vec<String> {
    let trail = operations
        .trail(actor, &id.to_string(), &Page::default())
        .await;
    let trail = trail.expect("a trail").items;
    trail
        .into_iter()
        .map(|(_, line)| format!("{} {}", line.actor, line.action))
        .collect()
}

on_both! {
    async fn many_who_try_again_at_once_try_once(db: Database) {
        let operations = Operations::new(db.conn.clone(), db.clock());
        let site = db.website("atlas").await;
        let admin = db.member(&site, Role::Admin).await;
        let (older, newer) = (parked(&db, &admin).await, parked(&db, &admin).await);
        assert_eq!(ids(&operations, &admin).await, [newer, older]);
        let again = || operations.retry(&admin, older);
        let (a, b, c, d) = tokio::join!(again(), again(), again(), again());
        for tried in [a, b, c, d] {
            let event = tried.expect("an event").event;
            assert_eq!((event.id, event.parked_at, event.attempts), (older, None, 0));
        }
        assert_eq!(ids(&operations, &admin).await, [newer]);
        let member = admin.member().expect("a member");
        assert_eq!(lines(&operations, &admin, older).await, [format!("{member} outbox.retried")]);
        let again = outbox::claim(&db.conn, db.now(), 10).await.expect("claimed");
        assert_eq!(again.iter().map(|one| one.event.id).collect::<Vec<_>>(), [older]);
    }

    async fn an_event_of_another_website_is_none(db: Database) {
        let operations = Operations::new(db.conn.clone(), db.clock());
        let (here, there) = (db.website("atlas").await, db.website("quill").await);
        let admin = db.member(&here, Role::Admin).await;
        let stranger = db.member(&there, Role::Admin).await;
        let event = parked(&db, &admin).await;
        let unknown = EventId::mint(&*db.manual);
        for id in [event, unknown] {
            let refused = operations.retry(&stranger, id).await;
            assert!(matches!(refused, Err(Error::NoSuchParkedEvent)), "{refused:?}");
            assert!(operations.parked_events(&stranger, &[id]).await.expect("read").is_empty());
        }
        assert!(ids(&operations, &stranger).await.is_empty());
        operations.retry(&admin, event).await.expect("tried again");
        assert!(lines(&operations, &stranger, event).await.is_empty());

        // One that is under way was never given up.
        db.conn.execute_unprepared("UPDATE outbox_events SET trouble = NULL").await.expect("it");
        let refused = operations.retry(&admin, event).await;
        assert!(matches!(refused, Err(Error::NoSuchParkedEvent)), "{refused:?}");
    }

    async fn only_those_who_run_it_see_what_was_given_up(db: Database) {
        let operations = Operations::new(db.conn.clone(), db.clock());
        let site = db.website("atlas").await;
        let admin = db.member(&site, Role::Admin).await;
        let event = parked(&db, &admin).await;
        for role in [Role::Client, Role::Writer, Role::Editor, Role::Support] {
            let member = db.member(&site, role).await;
            assert!(operations.parked(&member, &Page::default()).await.is_err(), "{role:?}");
            assert!(operations.retry(&member, event).await.is_err(), "{role:?}");
            let found = operations.parked_events(&member, &[event]).await.expect("read");
            assert!(found.is_empty(), "{role:?}");
        }
        let superadmin = db.superadmin(&site);
        assert!(matches!(superadmin.who(), Who::Superadmin { .. }));
        assert_eq!(ids(&operations, &superadmin).await, [event]);
        assert!(event.to_string().parse::<AnyId>().is_ok());
    }
}
