//! Coming back in through the mailbox, and changing what one comes in with, as programs see it.

use chrono::TimeDelta;
use serde_json::{Value, json};
use testkit::on_both;

use crate::house::{Client, DEMO_PASSWORD, House};
use crate::http::{WHO, body, post, send, with};

const NEW: &str = "lantern gravel otter 77";

const MAGIC: &str = "mutation($input: RequestMagicLinkInput!) {
    requestMagicLink(input: $input) { accepted userErrors { code field message } } }";
const OPEN_MAGIC: &str = "mutation($input: SignInWithMagicLinkInput!) {
    signInWithMagicLink(input: $input) {
        token session { id label } viewer { account { email } } userErrors { code field message } } }";
const FORGOT: &str = "mutation($input: RequestPasswordResetInput!) {
    requestPasswordReset(input: $input) { accepted userErrors { code field message } } }";
const RESET: &str = "mutation($input: ResetPasswordInput!) {
    resetPassword(input: $input) { reset userErrors { code field message } } }";
const CHANGE: &str = "mutation($input: ChangePasswordInput!) {
    changePassword(input: $input) { revokedSessionIds userErrors { code field message } } }";
const MOVE: &str = "mutation($input: ChangeEmailInput!) {
    changeEmail(input: $input) { accepted userErrors { code field message } } }";
const CONFIRM: &str = "mutation($input: ConfirmEmailChangeInput!) {
    confirmEmailChange(input: $input) { confirmed userErrors { code field message } } }";
const UNDO: &str = "mutation($input: UndoEmailChangeInput!) {
    undoEmailChange(input: $input) { restored userErrors { code field message } } }";
const REAUTHENTICATE: &str = "mutation($input: ReauthenticateInput!) {
    reauthenticate(input: $input) { userErrors { code field message } } }";
const TOGGLE: &str = "mutation($input: SetFeatureToggleInput!) {
    setFeatureToggle(input: $input) { userErrors { code } } }";

fn input(input: &Value) -> Value {
    json!({ "input": input })
}

impl House {
    /// Asks for a mail, and takes the token out of it.
    async fn asked(&self, client: &Client, document: &str, email: &str) -> String {
        client
            .done(document, input(&json!({ "email": email })))
            .await;
        self.settle().await;
        self.link_token(email).await
    }
}

async fn is_in(client: &Client) -> bool {
    client.ask(WHO, json!({})).await["data"]["viewer"]["id"].is_string()
}

on_both! {
    async fn a_forgotten_password_is_set_anew_through_the_mailbox(db: Database) {
        let house = House::open(db).await;
        let visitor = house.visitor("atlas");
        let signed_in = house.sign_in("atlas", "client").await;
        let token = house.asked(&visitor, FORGOT, "client@atlas.test").await;
        let weak = input(&json!({ "token": token, "password": "client@atlas.test" }));
        assert_eq!(visitor.refused(RESET, weak).await, ["INVALID"]);
        let right = input(&json!({ "token": token, "password": NEW }));
        let answer = visitor.done(RESET, right.clone()).await;
        assert_eq!(answer["resetPassword"]["reset"], true);
        assert_eq!(visitor.refused(RESET, right).await, ["EXPIRED"]);
        assert!(!is_in(&signed_in).await, "its session is over with the next request");
        let old = visitor.sign_in("client@atlas.test", DEMO_PASSWORD).await;
        assert_eq!(old["userErrors"][0]["code"], "BAD_CREDENTIALS");
        let new = visitor.sign_in("client@atlas.test", NEW).await;
        assert!(new["token"].is_string(), "{new:#}");
        house.settle().await;
        let told = house.mails("client@atlas.test").await;
        assert!(told.iter().any(|text| text.contains("A new password was set")), "{told:#?}");
    }

    async fn asking_says_and_costs_the_same_whoever_is_asked_for(db: Database) {
        let house = House::open(db).await;
        let visitor = house.visitor("atlas");
        let client = house.sign_in("atlas", "client").await;
        let ask = async |client: &Client, document: &str, field: &str, email: &str| {
            let asked = client.ask(document, input(&json!({ field: email })));
            let (answer, statements) = house.counted(asked).await;
            (answer.to_string(), statements)
        };
        for (client, document, field) in [
            (&visitor, MAGIC, "email"),
            (&visitor, FORGOT, "email"),
            (&client, MOVE, "newEmail"),
        ] {
            // Once beforehand: some things are read once for all.
            ask(client, document, field, "client2@atlas.test").await;
            let known = ask(client, document, field, "client2@atlas.test").await;
            assert!(known.0.contains("\"accepted\":true"), "{}", known.0);
            assert!(known.1.len() >= 3, "{:#?}", known.1);
            for email in ["nobody@atlas.test", "client@quill.test"] {
                let unknown = ask(client, document, field, email).await;
                assert_eq!(known, unknown, "{email}");
            }
        }
        house.settle().await;
        assert!(house.mails("nobody@atlas.test").await.iter().all(|text| !text.contains("Hello")));
    }

    async fn a_magic_link_signs_a_browser_in_by_a_post_alone(db: Database) {
        let house = House::open(db).await;
        let visitor = house.visitor("atlas");
        let token = house.asked(&visitor, MAGIC, "client@atlas.test").await;
        let variables = input(&json!({ "token": token, "deviceName": "My phone" }));
        // A mail scanner opens the page; nothing happens.
        let page = axum::http::Request::get(format!("/magic-link?token={token}"))
            .header("host", "localhost:8080")
            .header("x-website", "atlas");
        send(&visitor, page, axum::body::Body::empty()).await;
        let answer = send(&visitor, post(&[]), with(OPEN_MAGIC, &variables)).await;
        let payload = &answer.json()["data"]["signInWithMagicLink"];
        assert_eq!(payload["viewer"]["account"]["email"], "client@atlas.test", "{}", answer.text);
        assert_eq!(payload["session"]["label"], "My phone");
        let cookie = answer.cookie("session").expect("a session");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        let cookie = cookie.split(';').next().expect("a cookie").to_owned();
        let who = send(&visitor, post(&[("cookie", &cookie), ("x-scriptorium", "1")]), body(WHO)).await;
        assert!(who.json()["data"]["viewer"]["id"].is_string(), "{}", who.text);
        assert_eq!(visitor.refused(OPEN_MAGIC, variables.clone()).await, ["EXPIRED"]);
        let elsewhere = house.visitor("quill");
        assert_eq!(elsewhere.refused(OPEN_MAGIC, variables).await, ["NOT_FOUND"]);
    }

    async fn a_new_password_keeps_the_asker_in_and_nobody_else(db: Database) {
        let house = House::open(db).await;
        let other = house.sign_in("atlas", "client").await;
        let own = house.sign_in("atlas", "client").await;
        let wrong = input(&json!({ "currentPassword": "wrong horse", "newPassword": "short" }));
        let answer = own.ask(CHANGE, wrong).await;
        let errors = answer["data"]["changePassword"]["userErrors"].as_array().expect("errors").clone();
        let found: Vec<_> = errors.iter().map(|error| (&error["code"], &error["field"][0])).collect();
        assert_eq!(found, [
            (&json!("BAD_CREDENTIALS"), &json!("currentPassword")),
            (&json!("TOO_SMALL"), &json!("newPassword")),
        ]);
        let right = input(&json!({ "currentPassword": DEMO_PASSWORD, "newPassword": NEW }));
        let answer = own.done(CHANGE, right).await;
        let ended = answer["changePassword"]["revokedSessionIds"].as_array().map(Vec::len);
        assert_eq!(ended, Some(1));
        assert!(is_in(&own).await);
        assert!(!is_in(&other).await);
    }

    async fn another_address_takes_a_fresh_proof_and_can_be_undone(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let wish = input(&json!({ "newEmail": "New@atlas.test" }));
        house.db.manual.advance(TimeDelta::minutes(11));
        let answer = client.ask(MOVE, wish.clone()).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "STEP_UP_REQUIRED", "{answer}");
        client.done(REAUTHENTICATE, input(&json!({ "password": DEMO_PASSWORD }))).await;
        client.done(MOVE, wish).await;
        house.settle().await;
        let token = house.link_token("new@atlas.test").await;
        let visitor = house.visitor("atlas");
        visitor.done(CONFIRM, input(&json!({ "token": token }))).await;
        assert!(is_in(&client).await);
        let document = "{ viewer { account { email } } }";
        let me = client.done(document, json!({})).await;
        assert_eq!(me["viewer"]["account"]["email"], "new@atlas.test");

        house.settle().await;
        let token = house.link_token("client@atlas.test").await;
        visitor.done(UNDO, input(&json!({ "token": token }))).await;
        assert!(!is_in(&client).await);
        house.db.manual.advance(TimeDelta::seconds(1));
        house.settle().await;
        let token = house.link_token("client@atlas.test").await;
        visitor.done(RESET, input(&json!({ "token": token, "password": NEW }))).await;
        assert!(visitor.sign_in("client@atlas.test", NEW).await["token"].is_string());
    }

    async fn a_website_that_switches_links_off_sends_none(db: Database) {
        let house = House::open(db).await;
        // Whoever runs a website does not decide about its security.
        let mut root = house.visitor("atlas");
        let signed_in = root.sign_in("root@scriptorium.test", DEMO_PASSWORD).await;
        root.sign_with(signed_in["token"].as_str().expect("a token"));
        for feature in ["MAGIC_LINK", "PASSWORD_RESET"] {
            root.done(TOGGLE, input(&json!({ "feature": feature, "value": false }))).await;
        }
        let visitor = house.visitor("atlas");
        let email = input(&json!({ "email": "client@atlas.test" }));
        let token = input(&json!({ "token": "svl_none" }));
        let reset = input(&json!({ "token": "svl_none", "password": NEW }));
        for (document, variables) in [
            (MAGIC, &email), (OPEN_MAGIC, &token), (FORGOT, &email), (RESET, &reset),
        ] {
            assert_eq!(visitor.refused(document, variables.clone()).await, ["FEATURE_DISABLED"]);
        }
    }
}
