//! The second step of a sign-in, a fresh proof for what is sensitive, and the limits of guessing,
//! as clients meet them.

use chrono::TimeDelta;
use identity::Limits;
use serde_json::{Value, json};
use testkit::on_both;
use totp_rs::{Builder, Secret};

use crate::house::{Client, DEMO_PASSWORD, House};
use crate::http::{post, send, with};

const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) {
    session { id } token deviceToken viewer { id }
    challenge { id kinds expiresAt triesLeft enrolment { otpauthUri secret } }
    userErrors { code field message } } }";
const ANSWER: &str = "mutation($input: AnswerChallengeInput!) { answerChallenge(input: $input) {
    session { id isCurrent } token deviceToken recoveryCodes
    viewer { provenUntil secondFactor { isEnabled enabledAt recoveryCodesLeft isRequired } }
    challenge { id kinds triesLeft }
    userErrors { code field message } } }";
const REQUIRE: &str = "mutation { setFeatureToggle(input: {
    feature: TWO_FACTOR_REQUIRED, value: true }) { userErrors { code } } }";
const REAUTHENTICATE: &str = "mutation($input: ReauthenticateInput!) {
    reauthenticate(input: $input) { provenUntil userErrors { code field } } }";
const START: &str = "mutation { startTotpEnrolment {
    enrolment { otpauthUri secret } userErrors { code } } }";
const CONFIRM: &str = "mutation($code: String!) { confirmTotpEnrolment(input: { code: $code }) {
    recoveryCodes viewer { secondFactor { isEnabled recoveryCodesLeft } }
    userErrors { code field } } }";
const REGENERATE: &str = "mutation { regenerateRecoveryCodes {
    recoveryCodes userErrors { code } } }";
const DISABLE: &str = "mutation { disableTotp {
    viewer { secondFactor { isEnabled recoveryCodesLeft } } userErrors { code } } }";

/// What an app shows now that was set up with this secret.
fn shown(house: &House, secret: &Value) -> String {
    let secret = secret.as_str().expect("a secret");
    let secret = Secret::try_from_base32(secret).expect("a secret");
    let totp = Builder::new().with_secret(secret).build().expect("an app");
    let seconds = u64::try_from(house.db.now().timestamp()).expect("after 1970");
    totp.generate(seconds).to_string()
}

async fn sign_in(client: &Client, email: &str, password: &str) -> Value {
    let input = json!({ "email": email, "password": password });
    client.ask(SIGN_IN, json!({ "input": input })).await["data"]["signIn"].take()
}

async fn answer(client: &Client, challenge: &Value, kind: &str, code: &str) -> Value {
    let input = json!({ "challengeId": challenge["id"], "kind": kind, "code": code });
    client.ask(ANSWER, json!({ "input": input })).await["data"]["answerChallenge"].take()
}

/// Only whoever stands above the websites may say so.
async fn require(house: &House) {
    let mut root = house.visitor("atlas");
    let answer = root.sign_in("root@scriptorium.test", DEMO_PASSWORD).await;
    root.sign_with(answer["token"].as_str().expect("a token"));
    root.done(REQUIRE, json!({})).await;
}

/// Signs in with both steps.
async fn both_steps(house: &House, email: &str, secret: &Value) -> Client {
    let mut client = house.visitor("atlas");
    let first = sign_in(&client, email, DEMO_PASSWORD).await;
    let code = shown(house, secret);
    let second = answer(&client, &first["challenge"], "TOTP", &code).await;
    client.sign_with(
        second["token"]
            .as_str()
            .unwrap_or_else(|| panic!("{second:#}")),
    );
    client
}

fn code_of(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["code"]
        .as_str()
        .unwrap_or("none")
}

on_both! {
    async fn a_website_that_requires_a_second_factor_has_people_set_one_up(db: Database) {
        let house = House::open(db).await;
        require(&house).await;
        let client = house.visitor("atlas");
        let email = "client@atlas.test";
        let input = json!({ "input": { "email": email, "password": DEMO_PASSWORD } });
        let raw = send(&client, post(&[]), with(SIGN_IN, &input)).await;
        assert_eq!((raw.cookie("session"), raw.cookie("device")), (None, None));
        let first = &raw.json()["data"]["signIn"];
        for empty in ["session", "token", "deviceToken", "viewer"] {
            assert_eq!(first[empty], Value::Null, "{empty}");
        }
        let challenge = &first["challenge"];
        assert_eq!(challenge["kinds"], json!(["ENROL_TOTP"]));
        assert_eq!(challenge["triesLeft"], 5);
        assert!(challenge["id"].as_str().expect("an id").starts_with("chl_"));
        let uri = challenge["enrolment"]["otpauthUri"].as_str().expect("an address");
        assert!(uri.starts_with("otpauth://totp/") && uri.contains("client%40atlas.test"), "{uri}");

        let wrong = answer(&client, challenge, "ENROL_TOTP", "000000").await;
        assert_eq!(wrong["challenge"]["triesLeft"], 4);
        assert_eq!(wrong["challenge"]["id"], challenge["id"]);
        assert_eq!(wrong["userErrors"][0]["code"], "BAD_CREDENTIALS");
        assert_eq!(wrong["userErrors"][0]["field"], json!(["code"]));
        assert_eq!(wrong["session"], Value::Null);

        let code = shown(&house, &challenge["enrolment"]["secret"]);
        let input = json!({ "input": {
            "challengeId": challenge["id"], "kind": "ENROL_TOTP", "code": code } });
        let raw = send(&client, post(&[]), with(ANSWER, &input)).await;
        assert!(raw.cookie("session").expect("a session").contains("HttpOnly"));
        let second = &raw.json()["data"]["answerChallenge"];
        assert_eq!(second["userErrors"], json!([]));
        assert_eq!(second["session"]["isCurrent"], true);
        assert_eq!(second["challenge"], Value::Null);
        assert_eq!(second["viewer"]["secondFactor"]["recoveryCodesLeft"], 10);
        assert_eq!(second["viewer"]["secondFactor"]["isRequired"], true);
        assert!(second["viewer"]["provenUntil"].is_string());
        let recovery = second["recoveryCodes"][0].as_str().expect("a recovery code");

        // The challenge is over; from now on the app is asked for.
        let over = answer(&client, challenge, "ENROL_TOTP", &code).await;
        assert_eq!(over["userErrors"][0]["code"], "EXPIRED");
        let first = sign_in(&client, email, DEMO_PASSWORD).await;
        assert_eq!(first["challenge"]["kinds"], json!(["TOTP", "RECOVERY_CODE"]));
        assert_eq!(first["challenge"]["enrolment"], Value::Null);
        let replayed = answer(&client, &first["challenge"], "TOTP", &code).await;
        assert_eq!(replayed["userErrors"][0]["code"], "BAD_CREDENTIALS");
        let second = answer(&client, &first["challenge"], "RECOVERY_CODE", recovery).await;
        assert!(second["token"].is_string(), "{second:#}");
        assert_eq!(second["recoveryCodes"], Value::Null);
        assert_eq!(second["viewer"]["secondFactor"]["recoveryCodesLeft"], 9);

        // Of another website it is as unknown as one that never was.
        let first = sign_in(&client, email, DEMO_PASSWORD).await;
        let quill = house.visitor("quill");
        let foreign = answer(&quill, &first["challenge"], "TOTP", "123456").await;
        let never = json!({ "id": "chl_00000000000000000000000000" });
        let never = answer(&quill, &never, "TOTP", "123456").await;
        let malformed = answer(&quill, &json!({ "id": "ord_x" }), "TOTP", "123456").await;
        assert_eq!(foreign["userErrors"][0]["code"], "NOT_FOUND");
        assert_eq!(foreign, never);
        assert_eq!(foreign, malformed);
    }

    async fn sensitive_changes_ask_for_a_fresh_proof(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let visitor = house.visitor("atlas");
        for document in [START, REGENERATE, DISABLE] {
            assert_eq!(code_of(&visitor.ask(document, json!({})).await), "UNAUTHENTICATED");
        }
        house.db.manual.advance(TimeDelta::minutes(11));
        let refused = client.ask(START, json!({})).await;
        assert_eq!(code_of(&refused), "STEP_UP_REQUIRED");
        assert_eq!(refused["data"]["startTotpEnrolment"], Value::Null);
        let none = client.done("{ viewer { provenUntil } }", json!({})).await;
        assert_eq!(none["viewer"]["provenUntil"], Value::Null);
        let input = json!({ "input": { "password": "wrong horse" } });
        assert_eq!(client.refused(REAUTHENTICATE, input).await, ["BAD_CREDENTIALS"]);
        let both = json!({ "input": { "password": DEMO_PASSWORD, "code": "123456" } });
        assert_eq!(code_of(&client.ask(REAUTHENTICATE, both).await), "BAD_USER_INPUT");
        let input = json!({ "input": { "password": DEMO_PASSWORD } });
        let proved = client.done(REAUTHENTICATE, input).await;
        assert!(proved["reauthenticate"]["provenUntil"].is_string());

        let started = client.done(START, json!({})).await;
        let secret = &started["startTotpEnrolment"]["enrolment"]["secret"];
        let wrong = client.refused(CONFIRM, json!({ "code": "000000" })).await;
        assert_eq!(wrong, ["BAD_CREDENTIALS"]);
        let code = shown(&house, secret);
        let done = client.done(CONFIRM, json!({ "code": code })).await;
        let done = &done["confirmTotpEnrolment"];
        assert_eq!(done["recoveryCodes"].as_array().map(Vec::len), Some(10));
        assert_eq!(done["viewer"]["secondFactor"]["isEnabled"], true);
        assert_eq!(client.refused(START, json!({})).await, ["WRONG_STATE"]);

        house.db.manual.advance(TimeDelta::minutes(11));
        let client = both_steps(&house, "client@atlas.test", secret).await;
        client.done(REGENERATE, json!({})).await;
        house.db.manual.advance(TimeDelta::minutes(11));
        assert_eq!(code_of(&client.ask(DISABLE, json!({})).await), "STEP_UP_REQUIRED");
        let input = json!({ "input": { "code": shown(&house, secret) } });
        client.done(REAUTHENTICATE, input).await;
        require(&house).await;
        assert_eq!(client.refused(DISABLE, json!({})).await, ["FORBIDDEN"]);
    }

    async fn too_many_guesses_are_locked_out_and_then_sent_away(db: Database) {
        let house = House::guarded(db, |_| None, Limits::default()).await;
        let client = house.visitor("atlas");
        for email in ["client@atlas.test", "nobody@atlas.test"] {
            let mut codes = Vec::new();
            let mut told = Vec::new();
            for number in 0..10 {
                let password = if number < 5 { "wrong horse" } else { DEMO_PASSWORD };
                let answer = sign_in(&client, email, password).await;
                let error = &answer["userErrors"][0];
                codes.push(error["code"].as_str().expect("a code").to_owned());
                told.push(error.clone());
            }
            assert_eq!(codes[..5], ["BAD_CREDENTIALS"; 5]);
            assert_eq!(codes[5..], ["LOCKED"; 5]);
            told.dedup();
            assert_eq!(told.len(), 2, "{told:#?}");
            let message = told[1]["message"].as_str().expect("a message");
            assert!(message.contains(" UTC"), "it says until when: {message}");
            let input = json!({ "input": { "email": email, "password": DEMO_PASSWORD } });
            let raw = send(&client, post(&[]), with(SIGN_IN, &input)).await;
            assert_eq!((raw.status, raw.code()), (429, "RATE_LIMITED".to_owned()));
            assert!(!raw.header("retry-after").is_empty());
        }
        // Others are not sent away.
        let other = sign_in(&client, "writer@atlas.test", DEMO_PASSWORD).await;
        assert!(other["token"].is_string());
    }
}
