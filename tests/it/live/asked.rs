//! What watching costs, and what it is not bothered with.

use serde_json::{Value, json};
use testkit::{Database, Engine, on_both};

use super::socket::Gateway;
use super::{ORDER, VIEWER, assign, placed};
use crate::house::House;

/// So much that the purse would have to fill up for most of a minute.
const MUCH: &str = "subscription { viewerUpdated { id
    sessions(first: 100) { nodes { id label network createdAt } } } }";

/// More subscriptions than a purse is good for.
const MANY: usize = 200;

fn purse(name: &str) -> Option<String> {
    (name == "COST_LIMIT").then(|| "500".to_owned())
}

on_both! {
    async fn a_subscription_is_paid_for_when_it_begins(db: Database) {
        let house = House::with(db, purse).await;
        let gateway = Gateway::of(&house.app).await;
        let client = house.sign_in("atlas", "client").await;
        let mut socket = gateway.sign_in("atlas", client.token()).await;
        let mut refused = None;
        for number in 0..MANY {
            socket.subscribe("1", VIEWER, Value::Null).await;
            socket.subscribe("q", "{ __typename }", Value::Null).await;
            // The answer to what came later comes later.
            let message = socket.hear().await;
            if message["type"] == "error" {
                refused = Some((number, message));
                break;
            }
            while socket.hear().await["type"] != "complete" {}
            socket.say(json!({ "id": "1", "type": "complete" })).await;
        }
        let (begun, message) = refused.expect("the purse is empty at last");
        assert!(begun > 0, "{message}");
        let error = &message["payload"][0];
        assert_eq!(error["extensions"]["code"], "RATE_LIMITED");

        // By whichever way: there it says when to come back.
        let mut last = None;
        for _ in 0..MANY {
            let body = json!({ "query": MUCH }).to_string();
            let request = client.request().header("accept", "text/event-stream");
            let request = request.body(axum::body::Body::from(body)).expect("a request");
            let answer = client.send(request).await;
            let status = answer.status();
            last = Some(answer);
            if status != 200 {
                break;
            }
        }
        let answer = last.expect("an answer");
        assert_eq!(answer.status(), 429);
        assert!(answer.headers().contains_key("retry-after"));
        let other = house.sign_in("atlas", "client2").await;
        let mut other = gateway.sign_in("atlas", other.token()).await;
        other.subscribe("1", VIEWER, Value::Null).await;
        other.settle().await;
    }
}

// On PostgreSQL the bus begins with word that something may have been missed, which concerns all.
#[test]
fn who_reads_their_notifications_changes_no_order() {
    testkit::run(Engine::Sqlite, async |db: Database| {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let (_, order) = placed(&house).await;
        assign(&house, &order).await;
        let writer = house.sign_in("atlas", "writer").await;
        let mut socket = gateway.sign_in("atlas", writer.token()).await;
        socket.subscribe("1", ORDER, json!({ "id": order })).await;
        let counted = "subscription { viewerUpdated { id unreadNotificationCount } }";
        socket.subscribe("me", counted, Value::Null).await;
        socket.subscribe("q", "{ __typename }", Value::Null).await;
        while socket.hear().await["type"] != "complete" {}
        let read = "mutation { markNotificationsRead(input: {}) {
            notifications { id } userErrors { code } } }";
        let answer = writer.done(read, json!({})).await;
        let marked = &answer["markNotificationsRead"]["notifications"];
        assert!(marked.as_array().is_some_and(|marked| !marked.is_empty()));
        let zero = |data: &Value| data["viewerUpdated"]["unreadNotificationCount"] == 0;
        socket.until("me", zero).await;
        socket.subscribe("q", "{ __typename }", Value::Null).await;
        for _ in 0..2 {
            let message = socket.hear().await;
            assert_eq!(message["id"], "q", "{message}");
        }
    });
}
