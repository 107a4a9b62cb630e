//! Workers apart: they share the work, lose nothing when they are killed, and stop in good order.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ConnectionTrait;
use serde_json::json;
use testkit::{Database, Engine, Mood, SmtpServer};

use crate::process::{Gateway, Place, until};

const REGISTER: &str = "mutation($input: RegisterAccountInput!) {
    registerAccount(input: $input) { accepted userErrors { code message } } }";

fn postgres<F, Fut>(case: F)
where
    F: FnOnce(Database) -> Fut,
    Fut: Future<Output = ()>,
{
    testkit::run(Engine::Postgres, case);
}

async fn register(gateway: &Gateway, number: usize) -> String {
    let email = format!("person{number}@example.org");
    let input = json!({ "email": email, "displayName": "A person" });
    let answer = gateway.ask(None, REGISTER, json!({ "input": input })).await;
    let payload = &answer.json()["data"]["registerAccount"];
    assert_eq!(payload["accepted"], true, "{}", answer.text);
    email
}

/// The Message-IDs of the mails that were taken, by recipient.
fn taken(server: &SmtpServer) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for mail in server.taken() {
        let id = mail.header("Message-ID").expect("a Message-ID");
        all.entry(mail.to.join(",")).or_default().push(id);
    }
    all
}

/// What a killed worker held is free again, as if its lease had run out by itself.
async fn leases_run_out(db: &Database) {
    for sql in [
        "UPDATE outbox_events SET leased_until = now() - interval '1 second'
            WHERE leased_until IS NOT NULL",
        "UPDATE outbox_events SET due_at = now() - interval '1 second'
            WHERE settled_at IS NULL AND attempts > 0",
    ] {
        db.conn.execute_unprepared(sql).await.expect("done");
    }
}

#[test]
fn killed_between_claim_and_send_no_mail_is_lost_and_none_is_two() {
    postgres(async |db: Database| {
        let server = SmtpServer::start(Mood::Stuck).await;
        let place = Place::of(&db.url).with("SMTP_URL", &server.url());
        place.init().await;
        let place = place
            .with("WORKER", "off")
            .with("MAIL_FROM", "house@example.org");
        let gateway = place.serve().await;
        let mut people = BTreeSet::new();
        for number in 0..24 {
            people.insert(register(&gateway, number).await);
        }
        // Nobody delivers: this server does not.
        assert!(server.taken().is_empty());
        // Killed before the mail was handed over, and after it was, which nobody could know.
        for mood in [Mood::Stuck, Mood::Mute, Mood::Stuck, Mood::Mute] {
            server.set(mood);
            let before = server.hanging();
            let (one, two) = (place.start(&["worker"]), place.start(&["worker"]));
            until("both workers hang", async || server.hanging() >= before + 2).await;
            one.kill().await;
            two.kill().await;
            leases_run_out(&db).await;
        }
        server.set(Mood::Up);
        let (one, two) = (place.start(&["worker"]), place.start(&["worker"]));
        until("every mail has arrived", async || {
            leases_run_out(&db).await;
            taken(&server).len() == people.len()
        })
        .await;
        assert!(one.terminate().await.success());
        assert!(two.terminate().await.success());

        let taken = taken(&server);
        let arrived: BTreeSet<_> = taken.keys().cloned().collect();
        assert_eq!(arrived, people);
        let ids: BTreeSet<_> = taken.values().flatten().cloned().collect();
        assert_eq!(
            ids.len(),
            people.len(),
            "one message has one id: {taken:#?}"
        );
        for (person, ids) in &taken {
            assert!(ids.iter().all(|id| id == &ids[0]), "{person}: {ids:?}");
        }
        drop(gateway);
    });
}

#[test]
fn mails_wait_for_a_mail_server_that_is_down() {
    postgres(async |db: Database| {
        let server = SmtpServer::start(Mood::Down).await;
        let place = Place::of(&db.url).with("SMTP_URL", &server.url());
        place.init().await;
        let gateway = place.serve().await;
        let person = register(&gateway, 1).await;
        until("it was tried in vain", async || {
            let sql = "SELECT 1 FROM outbox_events WHERE attempts > 0 AND settled_at IS NULL";
            let asked = sea_orm::Statement::from_string(db.conn.get_database_backend(), sql);
            db.conn.query_one_raw(asked).await.expect("asked").is_some()
        })
        .await;
        server.set(Mood::Up);
        until("the mail has arrived", async || {
            taken(&server).contains_key(&person)
        })
        .await;
        assert_eq!(taken(&server)[&person].len(), 1);
        assert!(gateway.process.terminate().await.success());
    });
}

#[test]
fn a_worker_stops_when_it_is_asked_to() {
    postgres(async |db: Database| {
        let server = SmtpServer::start(Mood::Up).await;
        let place = Place::of(&db.url).with("SMTP_URL", &server.url());
        place.init().await;
        let place = place.with("WORKER", "off");
        let gateway = place.serve().await;
        let mut worker = place.start(&["worker"]);
        let person = register(&gateway, 1).await;
        until("it works", async || taken(&server).contains_key(&person)).await;
        assert!(worker.ended().is_none());
        assert!(worker.terminate().await.success());
        // What comes later waits for the next one, and is nobody's meanwhile.
        let late = register(&gateway, 2).await;
        let worker = place.start(&["worker"]);
        until("the next one works", async || {
            taken(&server).contains_key(&late)
        })
        .await;
        assert!(worker.terminate().await.success());
        assert!(gateway.process.terminate().await.success());
    });
}

#[test]
fn a_worker_apart_is_rung_for_and_need_not_look() {
    postgres(async |db: Database| {
        let server = SmtpServer::start(Mood::Up).await;
        let place = Place::of(&db.url).with("SMTP_URL", &server.url());
        place.init().await;
        // By itself the worker looks once in an hour.
        let place = place.with("WORKER", "off").with("POLL_SECONDS", "3600");
        let gateway = place.serve().await;
        let worker = place.start(&["worker"]);
        for number in 0..3 {
            let person = register(&gateway, number).await;
            until("the bell was heard", async || {
                taken(&server).contains_key(&person)
            })
            .await;
        }
        assert!(worker.terminate().await.success());
        assert!(gateway.process.terminate().await.success());
    });
}

#[test]
fn on_sqlite_no_worker_works_apart() {
    testkit::run(Engine::Sqlite, async |db: Database| {
        let ended = Place::of(&db.url).run(&["worker"]).await;
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.err.contains("needs PostgreSQL"), "{}", ended.err);
        assert!(
            ended.err.contains("`serve` does the work itself"),
            "{}",
            ended.err
        );
    });
}
