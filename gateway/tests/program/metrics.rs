//! `/metrics`, on an address of its own.

use serde_json::{Value, json};
use testkit::on_both;

use crate::process::{Place, free, get, until};

const PASSWORD: &str = "violet anchor meadow 42";
const VERIFY: &str = "mutation($input: VerifyEmailInput!) {
    verifyEmail(input: $input) { token userErrors { code } } }";
const SIGN_IN: &str = "mutation($input: SignInInput!) {
    signIn(input: $input) { token userErrors { code } } }";

on_both! {
    async fn what_is_asked_and_what_waits_is_counted_and_nobody_is_named(db: Database) {
        let address = free().await;
        let place = Place::of(&db.url).with("METRICS", &address.to_string());
        place.init().await;
        let gateway = place.serve().await;
        gateway.ask(None, "{ website { name } }", Value::Null).await;
        gateway.ask(None, "{ nothing }", Value::Null).await;
        gateway.ask(None, "{ half", Value::Null).await;
        let secret = "very secret phrase";
        let input = json!({ "email": "somebody@example.org", "password": secret });
        gateway.ask(None, SIGN_IN, json!({ "input": input })).await;
        get(gateway.address, "/some/page/of/the/app").await;

        let shown = get(address, "/metrics").await.expect("metrics");
        assert_eq!(shown.status, 200);
        for line in [
            "scriptorium_requests_total{kind=\"query\",status=\"200\"}",
            "scriptorium_requests_total{kind=\"mutation\",status=\"200\"} 1",
            "scriptorium_requests_total{kind=\"refused\",status=",
            "scriptorium_request_seconds_bucket{kind=\"query\",le=\"0.005\"}",
            "scriptorium_request_seconds_bucket{kind=\"query\",le=\"+Inf\"}",
            "scriptorium_requests_in_flight 0",
            "scriptorium_sign_ins_total{outcome=\"bad_credentials\"} 1",
            "scriptorium_password_hashes{state=\"waiting\"} 0",
            "scriptorium_password_hash_seconds_count ",
            "scriptorium_outbox_due ",
            "scriptorium_outbox_oldest_seconds ",
            "scriptorium_outbox_parked 0",
            "scriptorium_database_connections{state=\"used\"}",
            "scriptorium_database_connections_most 10",
            "scriptorium_live_subscribers 0",
            "scriptorium_state_measured 1",
        ] {
            assert!(shown.text.contains(line), "{line}\n{}", shown.text);
        }
        for secret in [secret, "somebody@", "example.org", "atlas", "/some/page"] {
            assert!(!shown.text.contains(secret), "{secret}\n{}", shown.text);
        }
        // The figures are nobody's business on the address that people use.
        let there = get(gateway.address, "/metrics").await.expect("an answer");
        assert!(!there.text.contains("scriptorium_requests_total"), "{}", there.text);
        until("a night is planned", async || {
            let shown = get(address, "/metrics").await.expect("metrics");
            shown.text.contains("scriptorium_chore_late_seconds{chore=\"prune-outbox\"} 0")
        })
        .await;
        assert!(gateway.process.terminate().await.success());
    }

    async fn what_people_are_told_is_counted_on_every_channel(db: Database) {
        let address = free().await;
        let place = Place::of(&db.url).with("METRICS", &address.to_string());
        let token = place.init().await;
        let gateway = place.serve().await;
        let input = json!({ "token": token, "password": PASSWORD });
        gateway.ask(None, VERIFY, json!({ "input": input })).await;
        // From another device: whoever it is about is told.
        let input = json!({ "email": "root@example.org", "password": PASSWORD });
        gateway.ask(None, SIGN_IN, json!({ "input": input })).await;
        until("all three channels are counted", async || {
            let shown = get(address, "/metrics").await.expect("metrics");
            let lines: Vec<_> = shown.text.lines()
                .filter(|line| line.starts_with("scriptorium_messages_total{")).collect();
            let counted = |channel: &str, state: &str| lines.iter().any(|line| {
                line.contains(&format!("channel=\"{channel}\""))
                    && line.contains(&format!("state=\"{state}\""))
            });
            counted("email", "sent") && counted("in_app", "sent") && counted("push", "suppressed")
        })
        .await;
        assert!(gateway.process.terminate().await.success());
    }
}
