//! `/metrics`, on an address of its own.

use serde_json::{Value, json};
use testkit::on_both;

use crate::process::{Place, free, get, until};

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
}
