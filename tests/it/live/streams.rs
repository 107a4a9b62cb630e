//! Event streams, bursts, several gateways, and the end of the day.

use axum::body::Body;
use axum::http::Response;
use gateway::app::App;
use gateway::config::Config;
use http_body_util::BodyExt;
use kernel::live::Signal;
use serde_json::{Value, json};
use testkit::{Engine, on_both};

use super::socket::Gateway;
use super::{ORDER, VIEWER, assign, begin, placed, signal, watch};
use crate::house::{Client, House};
use crate::http::WHO;
use crate::journey;

const INBOX: &str = "subscription { notificationReceived { id kind title subject { id } } }";

/// What a reader of an event stream hears: (event, data).
pub struct Stream {
    answer: Response<Body>,
    text: String,
}

impl Stream {
    pub async fn open(client: &Client, document: &str, variables: Value) -> Self {
        let body = json!({ "query": document, "variables": variables }).to_string();
        let request = client.request().header("accept", "text/event-stream");
        let answer = client
            .send(request.body(Body::from(body)).expect("a request"))
            .await;
        Self {
            answer,
            text: String::new(),
        }
    }

    pub fn status(&self) -> u16 {
        self.answer.status().as_u16()
    }

    /// The next event; `None` when the stream has ended.
    async fn next(&mut self) -> Option<(String, String)> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    let lines = event.lines().filter_map(|line| line.split_once(':'));
                    let mut found = lines.filter(|(own, _)| *own == name);
                    found.next().map(|(_, value)| value.trim().to_owned())
                };
                let said = field("event").map(|name| (name, field("data").unwrap_or_default()));
                let rest = rest.to_owned();
                self.text = rest;
                match said {
                    Some(said) => return Some(said),
                    // A comment, so that nobody takes the silence for the end.
                    None => continue,
                }
            }
            let frame = self.answer.body_mut().frame().await?.expect("it is sent");
            let data = frame.into_data().expect("data");
            self.text
                .push_str(std::str::from_utf8(&data).expect("text"));
        }
    }

    pub async fn result(&mut self) -> Value {
        let (event, data) = self.next().await.expect("an event");
        assert_eq!(event, "next");
        serde_json::from_str(&data).expect("json")
    }

    pub async fn completes(&mut self) {
        assert_eq!(
            self.next().await,
            Some(("complete".to_owned(), String::new()))
        );
        assert_eq!(self.next().await, None);
    }
}

on_both! {
    async fn an_event_stream_carries_the_same(db: Database) {
        let house = House::open(db).await;
        let (client, order) = placed(&house).await;
        let mut stream = Stream::open(&client, ORDER, json!({ "id": order })).await;
        assert_eq!(stream.status(), 200);
        let kind = stream.answer.headers()["content-type"].to_str().expect("a type");
        assert!(kind.starts_with("text/event-stream"), "{kind}");
        assign(&house, &order).await;
        loop {
            let result = stream.result().await;
            if result["data"]["orderUpdated"]["status"] == "IN_PROGRESS" {
                break;
            }
        }
        let sign_out = "mutation { signOut { userErrors { code } } }";
        client.done(sign_out, json!({})).await;
        house.settle().await;
        let result = stream.result().await;
        assert_eq!(result["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{result}");
        stream.completes().await;
    }

    async fn an_event_stream_is_refused_like_any_request(db: Database) {
        let house = House::open(db).await;
        let (client, order) = placed(&house).await;
        let mut stream = Stream::open(&client, WHO, Value::Null).await;
        assert!(stream.result().await["data"]["viewer"]["id"].is_string());
        stream.completes().await;

        let other = house.sign_in("atlas", "client2").await;
        let mut stream = Stream::open(&other, ORDER, json!({ "id": order })).await;
        let result = stream.result().await;
        assert_eq!(result["errors"][0]["extensions"]["code"], "NOT_FOUND");
        stream.completes().await;

        for document in ["{", "subscription { nothing }"] {
            assert_eq!(Stream::open(&client, document, Value::Null).await.status(), 400);
        }
        let mut dead = house.visitor("atlas");
        dead.sign_with("nonsense");
        assert_eq!(Stream::open(&dead, VIEWER, Value::Null).await.status(), 401);
        // Without the header of our own pages, the cookie opens nothing.
        let cookie = format!("session={}", client.token());
        let request = house.visitor("atlas").request();
        let request = request.header("accept", "text/event-stream").header("cookie", cookie);
        let body = json!({ "query": VIEWER }).to_string();
        let answer = client.send(request.body(Body::from(body)).expect("a request")).await;
        assert_eq!(answer.status(), 403);
        // One who wants one answer does not get a stream.
        let answer = client.ask(VIEWER, json!({})).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_REQUEST");
    }

    async fn nothing_is_lost_in_a_burst(db: Database) {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let (client, order) = placed(&house).await;
        let mut socket = watch(&gateway, &client, &order).await;
        let live = &house.app.services.live;
        let id = order.parse().expect("an id");
        let website = house.app.sites.site_of_slug("atlas").await.expect("sites").expect("one").id;
        for _ in 0..200 {
            live.send(Signal::Order { website, id });
        }
        assign(&house, &order).await;
        let shown = |data: &Value| data["orderUpdated"]["status"] == "IN_PROGRESS";
        socket.until("1", shown).await;
    }

    async fn what_comes_into_an_inbox_is_shown_once(db: Database) {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let (_, order) = placed(&house).await;
        let writer = house.sign_in("atlas", "writer").await;
        house.settle().await;
        let mut socket = begin(&gateway, &writer, INBOX, Value::Null).await;
        assign(&house, &order).await;
        let assigned = |data: &Value| data["notificationReceived"]["kind"] == "ORDER_ASSIGNED";
        let message = socket.until("1", assigned).await;
        let shown = &message["payload"]["data"]["notificationReceived"];
        assert_eq!(shown["subject"]["id"], order.as_str(), "{shown}");

        let Signal::Viewer { account, .. } = signal(&writer).await else { panic!("a signal") };
        let website = house.app.sites.site_of_slug("atlas").await.expect("sites").expect("one").id;
        let id = shown["id"].as_str().expect("an id").parse().expect("an id");
        let again = Signal::Notification { website, account, id };
        house.app.services.live.tell(again).await.expect("it is told");
        let (_, order) = placed(&house).await;
        assign(&house, &order).await;
        let message = socket.until("1", |data| {
            assert_ne!(data["notificationReceived"]["id"], shown["id"], "it is shown once");
            assigned(data)
        }).await;
        let shown = &message["payload"]["data"]["notificationReceived"];
        assert_eq!(shown["subject"]["id"], order.as_str(), "{shown}");
    }

    async fn a_dead_mail_server_keeps_nothing_from_those_who_watch(db: Database) {
        let dead = |name: &str| (name == "SMTP_URL").then(|| "smtp://127.0.0.1:9".to_owned());
        let house = House::with(db, dead).await;
        let gateway = Gateway::of(&house.app).await;
        let (client, order) = placed(&house).await;
        assign(&house, &order).await;
        let mut socket = watch(&gateway, &client, &order).await;
        let writer = house.sign_in("atlas", "writer").await;
        let input = json!({ "orderId": order, "text": "Lighthouses cost little." });
        writer.done(journey::SUBMIT, json!({ "input": input })).await;
        house.db.manual.advance(chrono::TimeDelta::seconds(2));
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let app = std::sync::Arc::clone(&house.app);
        let work = tokio::spawn(async move {
            app.dispatcher.run(async { stopped.await.unwrap_or(()) }).await;
        });
        let handed_in = |data: &Value| {
            let status = data["orderUpdated"]["status"].as_str();
            ["IN_REVIEW", "DELIVERED"].map(Some).contains(&status)
        };
        socket.until("1", handed_in).await;
        stop.send(()).expect("it works");
        work.await.expect("no panic");
    }

    async fn a_house_that_closes_sends_everybody_home(db: Database) {
        let house = House::open(db).await;
        let gateway = Gateway::of(&house.app).await;
        let (client, order) = placed(&house).await;
        let mut socket = watch(&gateway, &client, &order).await;
        let mut silent = gateway.connect(&[]).await;
        let mut stream = Stream::open(&client, VIEWER, Value::Null).await;
        assert_eq!(house.app.audience.present(), 3);
        let (watching, waiting, reading, ()) = futures_util::join!(
            socket.closed(),
            silent.closed(),
            stream.next(),
            gateway.stop(),
        );
        assert_eq!((watching, waiting, reading), (1001, 1001, None));
    }

    async fn two_gateways_on_one_database_know_the_same(db: Database) {
        if db.engine == Engine::Sqlite {
            // One process has the file to itself.
            return;
        }
        let house = House::open(db).await;
        let second = kernel::db::connect(&house.db.url, 4).await.expect("a second pool");
        let settings = |name: &str| match name {
            "ALLOW_WEBSITE_HEADER" => Some("on".to_owned()),
            "DEFAULT_WEBSITE" => Some("atlas".to_owned()),
            _ => None,
        };
        let config = Config::of(&settings, None).expect("the settings are right");
        let other = App::new(config, second.clone(), house.db.clock()).expect("it stands");
        let gateway = Gateway::of(&other).await;
        let (client, order) = placed(&house).await;
        let mut socket = watch(&gateway, &client, &order).await;
        assign(&house, &order).await;
        let shown = |data: &Value| data["orderUpdated"]["status"] == "IN_PROGRESS";
        socket.until("1", shown).await;

        let again = house.sign_in("atlas", "client").await;
        let document = "mutation { revokeOtherSessions { userErrors { code } } }";
        again.done(document, json!({})).await;
        // Before anything is delivered, the next request knows it.
        let mut late = gateway.connect(&[]).await;
        let bearer = format!("Bearer {}", client.token());
        late.say(json!({ "type": "connection_init", "payload": { "authorization": bearer } })).await;
        assert_eq!(late.closed().await, 4403);
        house.settle().await;
        assert_eq!(socket.closed().await, 4401);
        gateway.stop().await;
        drop(other);
        second.close().await.expect("the pool closes");
    }
}
