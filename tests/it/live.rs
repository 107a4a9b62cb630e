//! What is watched: sockets and event streams, their rules, and how they end.

mod asked;
mod limits;
mod socket;
mod standing;
mod streams;

use kernel::live::Signal;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use testkit::on_both;
use tokio_tungstenite::tungstenite::Message;

use crate::house::{Client, House};
use crate::journey;
use socket::{Gateway, Socket};

const ORDER: &str = "subscription($id: ID!) { orderUpdated(orderId: $id) {
    id status writer { id displayName } timeline { nodes { kind } } } }";
const VIEWER: &str = "subscription { viewerUpdated { id role sessions { totalCount } } }";

/// Somebody's order, which waits for its writer.
async fn placed(house: &House) -> (Client, String) {
    let client = house.sign_in("atlas", "client").await;
    let (_, order) = journey::placed_order(house, "atlas", &client).await;
    house.settle().await;
    (client, order)
}

async fn watch(gateway: &Gateway, client: &Client, order: &str) -> Socket {
    begin(gateway, client, ORDER, json!({ "id": order })).await
}

/// A socket whose subscription "1" has begun.
async fn begin(gateway: &Gateway, client: &Client, document: &str, variables: Value) -> Socket {
    let mut socket = gateway.sign_in("atlas", client.token()).await;
    socket.subscribe("1", document, variables).await;
    // A query that comes after it is answered after it has begun.
    socket
        .subscribe("2", "{ viewer { id } }", Value::Null)
        .await;
    loop {
        if socket.hear().await == json!({ "id": "2", "type": "complete" }) {
            return socket;
        }
    }
}

async fn assign(house: &House, order: &str) {
    let writer = house.sign_in("atlas", "writer").await;
    let me = writer
        .done("{ viewer { memberships { id } } }", json!({}))
        .await;
    let writer = &me["viewer"]["memberships"][0]["id"];
    let editor = house.sign_in("atlas", "editor").await;
    let input = json!({ "orderId": order, "writerId": writer });
    editor
        .done(journey::ASSIGN, json!({ "input": input }))
        .await;
    house.settle().await;
}

async fn run_sql(house: &House, sql: &str) {
    house
        .db
        .conn
        .execute_unprepared(sql)
        .await
        .expect("it runs");
}

/// What a client's account is.
async fn signal(client: &Client) -> Signal {
    let me = client
        .done("{ viewer { account { id } } }", json!({}))
        .await;
    let account = me["viewer"]["account"]["id"].as_str().expect("an id");
    Signal::Viewer {
        website: None,
        account: account.parse().expect("an id"),
    }
}

on_both! {
    async fn an_order_is_seen_as_it_changes(db: Database) {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let (client, order) = placed(&house).await;
        let mut socket = watch(&gateway, &client, &order).await;
        assign(&house, &order).await;
        let shown = |data: &Value| data["orderUpdated"]["status"] == "IN_PROGRESS";
        let message = socket.until("1", shown).await;
        let shown = &message["payload"]["data"]["orderUpdated"];
        assert_eq!(shown["id"], order.as_str());
        assert!(shown["writer"]["displayName"].is_string(), "{shown}");

        // What was ended is heard no more, and its name is free again.
        socket.say(json!({ "id": "1", "type": "complete" })).await;
        socket.settle().await;
        socket.subscribe("1", "{ viewer { role } }", Value::Null).await;
        let message = socket.hear().await;
        assert_eq!(message["payload"]["data"]["viewer"]["role"], "CLIENT");
        assert_eq!(socket.hear().await, json!({ "id": "1", "type": "complete" }));
    }

    async fn what_one_may_not_see_cannot_be_watched(db: Database) {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let (_, order) = placed(&house).await;
        let other = house.sign_in("atlas", "client2").await;
        let mut socket = gateway.sign_in("atlas", other.token()).await;
        let mut answers = Vec::new();
        for id in [order.as_str(), "ord_00000000000000000000000001", "nonsense"] {
            socket.subscribe("1", ORDER, json!({ "id": id })).await;
            let mut message = socket.hear().await;
            assert_eq!(message["type"], "error", "{message}");
            assert_eq!(message["payload"][0]["extensions"]["code"], "NOT_FOUND");
            message["payload"][0]["extensions"]["requestId"].take();
            answers.push(message);
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:#?}");

        let mut stranger = gateway.connect(&[]).await;
        stranger.greet(json!({ "x-website": "atlas" })).await;
        for (id, document) in [("1", ORDER), ("2", VIEWER)] {
            stranger.subscribe(id, document, json!({ "id": order })).await;
            assert_eq!(stranger.failed(id).await, "UNAUTHENTICATED");
        }
    }

    async fn rights_are_those_of_the_moment(db: Database) {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let (_, order) = placed(&house).await;
        let editor = house.sign_in("atlas", "editor").await;
        let changed = signal(&editor).await;
        let mut socket = watch(&gateway, &editor, &order).await;
        socket.subscribe("me", VIEWER, Value::Null).await;
        socket.settle().await;
        run_sql(&house, "UPDATE memberships SET role = 'client' WHERE role = 'editor'").await;
        house.app.services.live.tell(changed).await.expect("it is told");
        let (mut refused, mut role) = (Value::Null, Value::Null);
        while refused.is_null() || role.is_null() {
            let message = socket.hear().await;
            match message["type"].as_str() {
                Some("error") => refused = message["payload"][0]["extensions"]["code"].clone(),
                _ if message["id"] == "me" => {
                    role = message["payload"]["data"]["viewerUpdated"]["role"].clone();
                }
                _ => {}
            }
        }
        assert_eq!((refused, role), (json!("NOT_FOUND"), json!("CLIENT")));

        let suspended = "UPDATE memberships SET suspended_at = '2026-11-23T12:00:00Z'";
        run_sql(&house, suspended).await;
        house.app.services.live.tell(changed).await.expect("it is told");
        assert_eq!(socket.closed().await, 4401);
    }

    async fn the_end_of_a_session_ends_what_it_watches(db: Database) {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let (client, order) = placed(&house).await;
        let mut socket = watch(&gateway, &client, &order).await;
        let other = house.sign_in("atlas", "client").await;
        let mut others = gateway.sign_in("atlas", other.token()).await;
        others.subscribe("1", VIEWER, Value::Null).await;
        others.settle().await;
        let document = "mutation { revokeOtherSessions { userErrors { code } } }";
        other.done(document, json!({})).await;
        house.settle().await;
        assert_eq!(socket.closed().await, 4401);
        // The session that stays sees it.
        let one = |data: &Value| data["viewerUpdated"]["sessions"]["totalCount"] == 1;
        others.until("1", one).await;

        // One that runs out ends with the next thing that happens.
        let changed = signal(&other).await;
        house.db.manual.advance(chrono::TimeDelta::days(15));
        house.app.services.live.tell(changed).await.expect("it is told");
        assert_eq!(others.closed().await, 4401);
    }

    async fn who_breaks_the_protocol_is_told_how(db: Database) {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let client = house.sign_in("atlas", "client").await;
        assert_eq!(gateway.refused(&[]).await, 400);
        let stock = [("sec-websocket-protocol", "graphql-ws")];
        assert_eq!(gateway.refused(&stock).await, 400);

        let mut socket = gateway.connect(&[]).await;
        socket.settle().await;
        socket.subscribe("1", VIEWER, Value::Null).await;
        assert_eq!(socket.closed().await, 4401);
        let mut socket = gateway.connect(&[]).await;
        assert_eq!(socket.closed().await, 4408);

        let init = json!({ "type": "connection_init" });
        let run = json!({ "id": "1", "type": "subscribe", "payload": { "query": VIEWER } });
        let text = |message: &Value| Message::text(message.to_string());
        for (said, code) in [
            (Message::text("hello"), 4400),
            (Message::binary(vec![1, 2, 3]), 4400),
            (text(&json!({ "type": "start", "id": "1" })), 4400),
            (text(&json!({ "type": "subscribe", "payload": {} })), 4400),
            (text(&json!({ "type": "subscribe", "id": "1", "payload": {} })), 4400),
            (text(&init), 4429),
            (text(&run), 4409),
            (Message::text("x".repeat(300 * 1024)), 1009),
        ] {
            let mut socket = gateway.sign_in("atlas", client.token()).await;
            socket.say(run.clone()).await;
            socket.send(said).await;
            assert_eq!(socket.closed().await, code);
        }
    }

    async fn a_page_proves_that_it_is_ours(db: Database) {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let client = house.sign_in("atlas", "client").await;
        let port = gateway.address.port();
        let (ours, foreign) = (format!("http://localhost:{port}"), "http://evil.example");
        let cookie = format!("session={}", client.token());
        let init = json!({ "type": "connection_init" });
        for headers in [
            &[("cookie", &*cookie), ("origin", foreign)][..],
            &[("cookie", &*cookie), ("origin", "null")],
            &[("cookie", &*cookie)],
            &[("origin", foreign)],
        ] {
            let mut socket = gateway.connect(headers).await;
            socket.say(init.clone()).await;
            assert_eq!(socket.closed().await, 4403, "{headers:?}");
        }
        for payload in [
            json!({ "authorization": "Bearer nonsense" }),
            json!({ "authorization": client.token() }),
            json!({ "x-website": "nowhere" }),
        ] {
            let mut socket = gateway.connect(&[]).await;
            socket.say(json!({ "type": "connection_init", "payload": payload })).await;
            assert_eq!(socket.closed().await, 4403, "{payload}");
        }

        let who = "{ viewer { role } }";
        let mut socket = gateway.connect(&[("cookie", &cookie), ("origin", &ours)]).await;
        socket.greet(Value::Null).await;
        socket.subscribe("1", who, Value::Null).await;
        assert_eq!(socket.hear().await["payload"]["data"]["viewer"]["role"], "CLIENT");
        // With a token of its own, a program may come from anywhere; a dead cookie is signed out.
        let mut socket = gateway.connect(&[("cookie", "session=dead"), ("origin", &ours)]).await;
        socket.greet(json!({})).await;
        socket.subscribe("1", who, Value::Null).await;
        assert_eq!(socket.hear().await["payload"]["data"]["viewer"], Value::Null);
        let mut socket = gateway.connect(&[("origin", foreign)]).await;
        let bearer = format!("Bearer {}", client.token());
        socket.greet(json!({ "Authorization": bearer })).await;
    }

    async fn documents_are_judged_as_everywhere(db: Database) {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let client = house.sign_in("atlas", "client").await;
        let mut socket = gateway.sign_in("atlas", client.token()).await;
        let deep = format!("{{ viewer {}{} }}", "{ account ".repeat(60), "}".repeat(60));
        let two = "subscription { viewerUpdated { id } again: viewerUpdated { id } }";
        let spread = "subscription { ...F } fragment F on Subscription { viewerUpdated { id } }";
        for (document, code) in [
            ("{", "GRAPHQL_PARSE_FAILED"),
            ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
            (two, "GRAPHQL_VALIDATION_FAILED"),
            (spread, "GRAPHQL_VALIDATION_FAILED"),
            (ORDER, "BAD_USER_INPUT"),
            (deep.as_str(), "QUERY_TOO_COMPLEX"),
        ] {
            socket.subscribe("1", document, Value::Null).await;
            assert_eq!(socket.failed("1").await, code, "{document}");
        }
        for number in 0..51 {
            socket.subscribe(&format!("w{number}"), VIEWER, Value::Null).await;
        }
        assert_eq!(socket.failed("w50").await, "RATE_LIMITED");
    }
}
