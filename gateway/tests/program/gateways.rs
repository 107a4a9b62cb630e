//! Several gateways on one database.

use serde_json::{Value, json};
use testkit::{Database, Engine};

use crate::process::{Gateway, Place};

const WHO: &str = "{ viewer { id } }";
const VERIFY: &str = "mutation($input: VerifyEmailInput!) {
    verifyEmail(input: $input) { token userErrors { code message } } }";
const SIGN_IN: &str = "mutation($input: SignInInput!) {
    signIn(input: $input) { token session { id } userErrors { code message } } }";
const PASSWORD: &str = "violet anchor meadow 42";

async fn sign_in(gateway: &Gateway) -> (String, String) {
    let input = json!({ "email": "root@example.org", "password": PASSWORD });
    let answer = gateway.ask(None, SIGN_IN, json!({ "input": input })).await;
    let payload = &answer.json()["data"]["signIn"];
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let found = text(&payload["token"]).zip(text(&payload["session"]["id"]));
    found.unwrap_or_else(|| panic!("not signed in: {}", answer.text))
}

async fn is_in(gateway: &Gateway, token: &str) -> bool {
    let answer = gateway.ask(Some(token), WHO, Value::Null).await;
    match answer.status {
        200 => {
            assert!(
                answer.json()["data"]["viewer"]["id"].is_string(),
                "{}",
                answer.text
            );
            true
        }
        401 => false,
        other => panic!("{other}: {}", answer.text),
    }
}

#[test]
fn a_session_that_is_ended_on_one_is_over_on_both_with_the_next_request() {
    testkit::run(Engine::Postgres, async |db: Database| {
        let place = Place::of(&db.url);
        let token = place.init().await;
        let (one, two) = (place.serve().await, place.serve().await);
        let input = json!({ "token": token, "password": PASSWORD });
        let answer = one.ask(None, VERIFY, json!({ "input": input })).await;
        assert!(
            answer.json()["data"]["verifyEmail"]["token"].is_string(),
            "{}",
            answer.text
        );

        for (here, there) in [(&one, &two), (&two, &one)] {
            let (token, _) = sign_in(here).await;
            // Both have seen it: were there a cache, it would be warm.
            assert!(is_in(here, &token).await && is_in(there, &token).await);
            let out = "mutation { signOut { userErrors { code } } }";
            there.ask(Some(&token), out, Value::Null).await;
            assert!(!is_in(here, &token).await, "over where it began");
            assert!(!is_in(there, &token).await, "over where it ended");
        }
        // Ended by another session of the same person, on the other gateway.
        let (victim, session) = sign_in(&one).await;
        let (owner, _) = sign_in(&two).await;
        assert!(is_in(&one, &victim).await && is_in(&two, &victim).await);
        let revoke = "mutation($input: RevokeSessionInput!) {
            revokeSession(input: $input) { userErrors { code } } }";
        let input = json!({ "input": { "sessionId": session } });
        let answer = two.ask(Some(&owner), revoke, input).await;
        assert_eq!(
            answer.json()["data"]["revokeSession"]["userErrors"],
            json!([]),
            "{}",
            answer.text
        );
        assert!(!is_in(&one, &victim).await && !is_in(&two, &victim).await);
        assert!(is_in(&one, &owner).await, "the owner stays");
        assert!(one.process.terminate().await.success());
        assert!(two.process.terminate().await.success());
    });
}
