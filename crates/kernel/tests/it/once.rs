use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use kernel::once::{Once, once};
use kernel::{Actor, Id, OrderId, Role, Tx};
use testkit::{Database, on_both};
use uuid::Uuid;

const KEY: Option<Uuid> = Some(Uuid::from_u128(7));

async fn begin(db: &Database, actor: &Actor) -> Tx {
    Tx::begin(&db.conn, actor, &db.clock())
        .await
        .expect("begun")
}

/// Claims the key for `input` and commits.
async fn use_key(db: &Database, actor: &Actor, input: &str, subject: OrderId) -> Once {
    let tx = begin(db, actor).await;
    let once = once(&tx, "placeOrder", KEY, &input, subject)
        .await
        .expect("asked");
    tx.commit().await.expect("committed");
    once
}

fn order(db: &Database) -> OrderId {
    OrderId::mint(&*db.manual)
}

on_both! {
    async fn a_key_makes_one_effect(db: Database) {
        let site = db.website("atlas").await;
        let client = db.member(&site, Role::Client).await;
        let (first, second) = (order(&db), order(&db));
        assert_eq!(use_key(&db, &client, "a", first).await, Once::First);
        assert_eq!(use_key(&db, &client, "a", second).await, Once::Again(first.into()));
        assert_eq!(use_key(&db, &client, "b", second).await, Once::Misused);
    }

    async fn a_key_belongs_to_one_actor_command_and_website(db: Database) {
        let (atlas, quill) = (db.website("atlas").await, db.website("quill").await);
        let client = db.member(&atlas, Role::Client).await;
        assert_eq!(use_key(&db, &client, "a", order(&db)).await, Once::First);
        for other in [
            db.member(&atlas, Role::Client).await,
            db.system(&atlas),
            db.system(&quill),
        ] {
            assert_eq!(use_key(&db, &other, "b", order(&db)).await, Once::First);
        }
        let tx = begin(&db, &client).await;
        let other = once(&tx, "cancelOrder", KEY, &"b", order(&db)).await;
        assert_eq!(other.expect("asked"), Once::First);
    }

    async fn without_a_key_every_call_is_the_first(db: Database) {
        let site = db.website("atlas").await;
        let tx = begin(&db, &db.system(&site)).await;
        for _ in 0..2 {
            let asked = once(&tx, "placeOrder", None, &"a", order(&db)).await;
            assert_eq!(asked.expect("asked"), Once::First);
        }
    }

    async fn a_refusal_uses_no_key(db: Database) {
        let site = db.website("atlas").await;
        let client = db.member(&site, Role::Client).await;
        let tx = begin(&db, &client).await;
        let asked = once(&tx, "placeOrder", KEY, &"a", order(&db)).await;
        assert_eq!(asked.expect("asked"), Once::First);
        drop(tx);
        assert_eq!(use_key(&db, &client, "b", order(&db)).await, Once::First);
    }

    async fn a_key_is_forgotten_after_a_day(db: Database) {
        let site = db.website("atlas").await;
        let client = db.member(&site, Role::Client).await;
        let (first, second) = (order(&db), order(&db));
        use_key(&db, &client, "a", first).await;
        db.manual.advance(TimeDelta::hours(24) - TimeDelta::microseconds(1));
        assert_eq!(use_key(&db, &client, "b", second).await, Once::Misused);
        db.manual.advance(TimeDelta::microseconds(1));
        assert_eq!(use_key(&db, &client, "b", second).await, Once::First);
        assert_eq!(use_key(&db, &client, "b", first).await, Once::Again(second.into()));
    }

    async fn a_concurrent_twin_waits_and_gets_the_first_result(db: Database) {
        let db = Arc::new(db);
        let site = db.website("atlas").await;
        let client = db.member(&site, Role::Client).await;
        let first = order(&db);
        let tx = begin(&db, &client).await;
        let asked = once(&tx, "placeOrder", KEY, &"a", first).await;
        assert_eq!(asked.expect("asked"), Once::First);
        let twin = tokio::spawn({
            let (db, client, second) = (Arc::clone(&db), client.clone(), order(&db));
            async move { use_key(&db, &client, "a", second).await }
        });
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(!twin.is_finished(), "the twin waits");
        tx.commit().await.expect("committed");
        assert_eq!(twin.await.expect("ran"), Once::Again(first.into()));
    }

    async fn a_twin_of_a_refused_command_becomes_the_first(db: Database) {
        let db = Arc::new(db);
        let site = db.website("atlas").await;
        let client = db.member(&site, Role::Client).await;
        let tx = begin(&db, &client).await;
        once(&tx, "placeOrder", KEY, &"a", order(&db)).await.expect("asked");
        let twin = tokio::spawn({
            let (db, client, second) = (Arc::clone(&db), client.clone(), order(&db));
            async move { use_key(&db, &client, "a", second).await }
        });
        tokio::time::sleep(Duration::from_millis(100)).await;
        drop(tx);
        assert_eq!(twin.await.expect("ran"), Once::First);
    }
}
