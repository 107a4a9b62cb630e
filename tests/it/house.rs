//! The whole product in one process, and the client programs that talk to it.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use chrono::TimeDelta;
use gateway::app::App;
use gateway::config::Config;
use http_body_util::BodyExt;
use identity::Limits;
use kernel::{Actor, Id, RequestId};
use serde_json::{Value, json};
use testkit::Database;
use tower::ServiceExt;

/// The password of everybody in the demo.
pub const DEMO_PASSWORD: &str = seed::demo::PASSWORD;

/// The product over a test's own database, with the two demo websites, their people and catalogs.
pub struct House {
    pub app: Arc<App>,
    pub db: Database,
    router: Router,
    statements: Arc<Mutex<Vec<String>>>,
}

impl House {
    /// The house with people and catalogs, and no orders yet.
    pub async fn open(db: Database) -> Self {
        Self::with(db, |_| None).await
    }

    /// The house with further settings, by their names in the environment.
    pub async fn with(db: Database, settings: fn(&str) -> Option<String>) -> Self {
        // Tests come to the door more often than people do.
        Self::guarded(db, settings, Limits::none()).await
    }

    /// The house with these limits at its door.
    pub async fn guarded(
        db: Database,
        settings: fn(&str) -> Option<String>,
        limits: Limits,
    ) -> Self {
        let environment = move |name: &str| {
            settings(name).or_else(|| match name {
                "ALLOW_WEBSITE_HEADER" | "INTROSPECTION" => Some("on".to_owned()),
                "DEFAULT_WEBSITE" => Some("atlas".to_owned()),
                // Tests ask more in a minute than people do.
                "COST_LIMIT" => Some("off".to_owned()),
                _ => None,
            })
        };
        let mut config = Config::of(&environment, None).expect("the settings are right");
        config.identity.limits = limits;
        let statements = Arc::new(Mutex::new(Vec::new()));
        let mut conn = db.conn.clone();
        let heard = Arc::clone(&statements);
        conn.set_metric_callback(move |info| {
            heard
                .lock()
                .expect("nobody panicked")
                .push(info.statement.sql.clone());
        });
        let app = App::new(config, conn, db.clock()).expect("the house stands");
        seed::demo::found(&app.services)
            .await
            .expect("the demo is founded");
        let router = gateway::http::router(Arc::clone(&app));
        let house = Self {
            app,
            db,
            router,
            statements,
        };
        house.settle().await;
        house
    }

    /// The answer, and the SQL statements it took, leaving out the session's.
    pub async fn counted<T>(&self, work: impl Future<Output = T>) -> (T, Vec<String>) {
        let (answer, heard) = self.heard(work).await;
        let session = |sql: &String| sql.contains("\"sessions\"");
        (
            answer,
            heard.into_iter().filter(|sql| !session(sql)).collect(),
        )
    }

    /// The answer, and all SQL statements it took but `BEGIN` and `COMMIT`.
    pub async fn heard<T>(&self, work: impl Future<Output = T>) -> (T, Vec<String>) {
        self.statements.lock().expect("nobody panicked").clear();
        let answer = work.await;
        let heard = std::mem::take(&mut *self.statements.lock().expect("nobody panicked"));
        (answer, heard)
    }

    /// Delivers every event that is due.
    pub async fn settle(&self) {
        self.app
            .dispatcher
            .drain()
            .await
            .expect("the events are delivered");
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self, slug: &str) -> Client {
        Client {
            router: self.router.clone(),
            slug: slug.to_owned(),
            token: None,
        }
    }

    /// One of the demo's people: `writer`, `client2`, …
    pub async fn sign_in(&self, slug: &str, name: &str) -> Client {
        let mut client = self.visitor(slug);
        let email = format!("{name}@{slug}.test");
        let answer = client.sign_in(&email, DEMO_PASSWORD).await;
        client.sign_with(
            answer["token"]
                .as_str()
                .expect("the demo's people can sign in"),
        );
        client
    }

    /// The token in the latest mail to this address.
    pub async fn link_token(&self, email: &str) -> String {
        let mails = self.mails(email).await;
        let text = mails.first().expect("a mail came");
        let (_, rest) = text.split_once("token=").expect("a link with a token");
        rest.split(|c: char| !(c.is_ascii_alphanumeric() || "_-.".contains(c)))
            .next()
            .unwrap_or_default()
            .to_owned()
    }

    /// The texts of the mails to this address, on whatever website, latest first.
    pub async fn mails(&self, email: &str) -> Vec<String> {
        let mut found = Vec::new();
        for slug in seed::demo::WEBSITES {
            let site = self
                .app
                .sites
                .site_of_slug(slug)
                .await
                .expect("sites")
                .expect("a website");
            let actor = Actor::system("test", site, RequestId::mint(&*self.db.manual));
            let page = kernel::Page::first(100);
            let mails = self
                .app
                .services
                .mailbox
                .list(&actor, &page)
                .await
                .expect("the mailbox");
            let to = mails
                .items
                .into_iter()
                .filter(|(_, mail)| mail.recipient.contains(email));
            found.extend(to.map(|(_, mail)| mail.text));
        }
        found
    }

    /// An instant so many hours from now, as clients write it.
    pub fn in_hours(&self, hours: i64) -> String {
        (self.db.now() + TimeDelta::hours(hours)).to_rfc3339()
    }

    /// How many lines the audit trail of a website has: whatever is done adds some.
    #[expect(
        clippy::disallowed_methods,
        reason = "the trail has no reader of its own yet"
    )]
    pub async fn trail_of(&self, slug: &str) -> u64 {
        use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
        let site = self
            .app
            .sites
            .site_of_slug(slug)
            .await
            .expect("sites")
            .expect("a website");
        kernel::audit::entity::Entity::find()
            .filter(kernel::audit::entity::Column::WebsiteId.eq(site.id))
            .count(&self.db.conn)
            .await
            .expect("the trail is counted")
    }
}

/// A program that talks to the house.
#[derive(Clone)]
pub struct Client {
    router: Router,
    slug: String,
    token: Option<String>,
}

impl Client {
    /// Uses this token from now on.
    pub fn sign_with(&mut self, token: &str) {
        self.token = Some(token.to_owned());
    }

    /// The token it uses.
    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    /// The payload of a sign-in.
    pub async fn sign_in(&self, email: &str, password: &str) -> Value {
        let document = "mutation($input: SignInInput!) { signIn(input: $input) {
            token deviceToken session { id isCurrent label network } viewer { id role }
            userErrors { code field message } } }";
        let input = json!({ "email": email, "password": password, "deviceName": "Test" });
        self.ask(document, json!({ "input": input })).await["data"]["signIn"].take()
    }

    /// The whole answer to a document.
    pub async fn ask(&self, document: &str, variables: Value) -> Value {
        let body = json!({ "query": document, "variables": variables }).to_string();
        let request = self.request().body(Body::from(body)).expect("a request");
        let response = self.send(request).await;
        let bytes = response
            .into_body()
            .collect()
            .await
            .expect("a body")
            .to_bytes();
        serde_json::from_slice(&bytes).expect("json")
    }

    /// The data of an answer without any error, in it or in a payload of it.
    pub async fn done(&self, document: &str, variables: Value) -> Value {
        let mut answer = self.ask(document, variables).await;
        assert!(answer["errors"].is_null(), "{document}\n{answer:#}");
        for payload in answer["data"].as_object().expect("data").values() {
            if let Some(errors) = payload["userErrors"].as_array() {
                assert!(errors.is_empty(), "{document}\n{errors:#?}");
            }
        }
        answer["data"].take()
    }

    /// The codes of the user errors of the one payload in an answer.
    pub async fn refused(&self, document: &str, variables: Value) -> Vec<String> {
        let answer = self.ask(document, variables).await;
        let payload = answer["data"]
            .as_object()
            .and_then(|data| data.values().next());
        let errors = payload.and_then(|payload| payload["userErrors"].as_array());
        let errors = errors.unwrap_or_else(|| panic!("a payload with user errors: {answer:#}"));
        errors
            .iter()
            .map(|error| error["code"].as_str().expect("a code").to_owned())
            .collect()
    }

    /// A POST of JSON to `/graphql`, without its body.
    pub fn request(&self) -> axum::http::request::Builder {
        let request = Request::post("/graphql")
            .header("host", "localhost:8080")
            .header("x-website", &self.slug)
            .header("content-type", "application/json");
        match &self.token {
            Some(token) => request.header("authorization", format!("Bearer {token}")),
            None => request,
        }
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router
            .clone()
            .oneshot(request)
            .await
            .expect("the router answers")
    }
}
