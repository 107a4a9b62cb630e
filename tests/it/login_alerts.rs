//! Login alerts and push messages as clients meet them.

use chrono::TimeDelta;
use serde_json::{Value, json};
use testkit::on_both;

use crate::house::{Client, House};

const PREFERENCE: &str = "fragment All on LoginAlertPreference { id notifyNewLogin notifyNewDevice
    notifyNewLocation emailEnabled pushEnabled inAppEnabled pushReady isForced createdAt updatedAt }";
const VIEWER: &str = "{ viewer { loginAlertPreference { ...All } } website { pushPublicKey } }";
const UPDATE: &str = "mutation($input: UpdateLoginAlertPreferenceInput!) {
    updateLoginAlertPreference(input: $input) {
        loginAlertPreference { ...All } userErrors { code field message } } }";
const REGISTER: &str = "mutation($input: RegisterPushInput!) { registerPush(input: $input) {
    loginAlertPreference { ...All } userErrors { code field message } } }";
const REMOVE: &str = "mutation { removePush {
    loginAlertPreference { ...All } userErrors { code field message } } }";
const ALERTS: &str = "{ viewer { loginAlerts(first: 10) { nodes { id reasons signedInAt createdAt
    isHeldBack session { id label } deliveries { channel state cause updatedAt } } } } }";

// Out of RFC 8291.
const POINT: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const SECRET: &str = "BTBZMqHH6r4Tts7J_aSIgg";

fn whole(document: &str) -> String {
    format!("{document}\n{PREFERENCE}")
}

async fn preference(client: &Client) -> Value {
    let mut answer = client.done(&whole(VIEWER), json!({})).await;
    answer["viewer"]["loginAlertPreference"].take()
}

/// What was refused: code and field, and what is said about it.
async fn refused(client: &Client, document: &str, input: Value) -> Vec<(String, String, String)> {
    let answer = client
        .ask(&whole(document), json!({ "input": input }))
        .await;
    let payload = answer["data"]
        .as_object()
        .and_then(|data| data.values().next());
    let payload = payload.unwrap_or_else(|| panic!("{answer:#}"));
    assert!(payload["loginAlertPreference"].is_null(), "{answer:#}");
    let errors = payload["userErrors"]
        .as_array()
        .expect("user errors")
        .iter();
    let told = |error: &Value| {
        let text = |name: &str| error[name].as_str().expect("a text").to_owned();
        let field = error["field"][0].as_str().unwrap_or_default().to_owned();
        (text("code"), field, text("message"))
    };
    errors.map(told).collect()
}

fn with_key(name: &str) -> Option<String> {
    let key = "RS0WdYWWo1HajXg3NZR1olzCf31i-ZBGDkFyCs7j1jw";
    (name == "VAPID_PRIVATE_KEY").then(|| key.to_owned())
}

on_both! {
    async fn a_preference_is_there_before_it_is_chosen_and_any_part_of_it_changes(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let before = preference(&client).await;
        for (field, value) in [
            ("notifyNewLogin", true), ("notifyNewDevice", true), ("notifyNewLocation", true),
            ("emailEnabled", true), ("pushEnabled", false), ("inAppEnabled", true),
            ("pushReady", false), ("isForced", false),
        ] {
            assert_eq!(before[field], value, "{field}");
        }
        assert!(before["createdAt"].is_null() && before["updatedAt"].is_null());
        let id = &before["id"];
        let node = client.done(
            &whole("query($id: ID!) { node(id: $id) { id ... on LoginAlertPreference { ...All } } }"),
            json!({ "id": id }),
        ).await;
        assert_eq!(node["node"], before);

        let input = json!({ "notifyNewLogin": false, "emailEnabled": false });
        let answer = client.done(&whole(UPDATE), json!({ "input": input })).await;
        let after = &answer["updateLoginAlertPreference"]["loginAlertPreference"];
        assert_eq!((&after["id"], &after["notifyNewLogin"], &after["emailEnabled"]), (id, &json!(false), &json!(false)));
        assert_eq!(after["notifyNewDevice"], true);
        assert!(after["createdAt"].is_string());
        let cleared = json!({ "input": { "notifyNewLogin": null } });
        let answer = client.done(&whole(UPDATE), cleared).await;
        let after = &answer["updateLoginAlertPreference"]["loginAlertPreference"];
        assert_eq!((&after["notifyNewLogin"], &after["emailEnabled"]), (&json!(true), &json!(false)));

        // Nobody else's, and not on the other website.
        for other in [house.sign_in("atlas", "admin").await, house.sign_in("quill", "client").await] {
            assert_eq!(preference(&other).await["emailEnabled"], true);
            let found = other.done("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
            assert!(found["node"].is_null());
        }
        house.settle().await;
        let mails = house.mails("client@atlas.test").await;
        assert!(mails.iter().any(|mail| mail.contains("- alerts by e-mail")), "{mails:?}");
        let happened = client.done("{ viewer { securityEvents(first: 5) { nodes { kind } } } }", json!({})).await;
        let kinds = happened["viewer"]["securityEvents"]["nodes"].as_array().expect("events");
        assert!(kinds.iter().any(|one| one["kind"] == "ALERT_PREFERENCES_CHANGED"), "{kinds:?}");
    }

    async fn without_a_key_nobody_switches_push_on_and_is_told_why(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let answer = client.done(&whole(VIEWER), json!({})).await;
        assert!(answer["website"]["pushPublicKey"].is_null());
        let told = refused(&client, UPDATE, json!({ "pushEnabled": true, "inAppEnabled": false })).await;
        assert_eq!((told[0].0.as_str(), told[0].1.as_str()), ("FEATURE_DISABLED", "pushEnabled"));
        assert!(told[0].2.contains("operator"), "{}", told[0].2);
        assert_eq!(preference(&client).await["inAppEnabled"], true, "nothing was stored");
        let browser = json!({ "endpoint": "https://push.example.org/1", "p256dh": POINT, "auth": SECRET });
        assert_eq!(refused(&client, REGISTER, browser).await[0].0, "FEATURE_DISABLED");
    }

    async fn a_browser_is_registered_and_removed(db: Database) {
        let house = House::with(db, with_key).await;
        let client = house.sign_in("atlas", "client").await;
        let answer = client.done(&whole(VIEWER), json!({})).await;
        let key = answer["website"]["pushPublicKey"].as_str().expect("a key");
        assert_eq!(key.len(), 87);
        assert_eq!(refused(&client, UPDATE, json!({ "pushEnabled": true })).await[0].0, "INCOMPLETE");
        let wrong = json!({ "endpoint": "https://169.254.169.254/latest", "p256dh": "AAAA", "auth": "" });
        let told: Vec<_> = refused(&client, REGISTER, wrong).await
            .into_iter().map(|(code, field, _)| (code, field)).collect();
        assert_eq!(told, [("INVALID", "endpoint"), ("INVALID", "p256dh"), ("REQUIRED", "auth")]
            .map(|(code, field)| (code.to_owned(), field.to_owned())));

        let browser = json!({ "input": { "endpoint": "https://push.example.org/1", "p256dh": POINT, "auth": SECRET } });
        let answer = client.done(&whole(REGISTER), browser.clone()).await;
        assert_eq!(answer["registerPush"]["loginAlertPreference"]["pushReady"], true);
        let on = json!({ "input": { "pushEnabled": true } });
        let answer = client.done(&whole(UPDATE), on).await;
        assert_eq!(answer["updateLoginAlertPreference"]["loginAlertPreference"]["pushEnabled"], true);

        // The same browser, used by somebody else now.
        let other = house.sign_in("atlas", "client2").await;
        other.done(&whole(REGISTER), browser).await;
        assert_eq!(preference(&client).await["pushReady"], false);
        let answer = other.done(&whole(REMOVE), json!({})).await;
        assert_eq!(answer["removePush"]["loginAlertPreference"]["pushReady"], false);
    }

    async fn a_person_sees_what_they_were_told_and_where(db: Database) {
        let house = House::open(db).await;
        let first = house.sign_in("atlas", "client").await;
        house.db.manual.advance(TimeDelta::minutes(1));
        house.sign_in("atlas", "client").await;
        house.settle().await;
        let answer = first.done(ALERTS, json!({})).await;
        let alerts = answer["viewer"]["loginAlerts"]["nodes"].as_array().expect("alerts");
        assert_eq!(alerts.len(), 1, "the first sign-in ever raises none: {answer:#}");
        assert_eq!(alerts[0]["reasons"], json!(["NEW_LOGIN", "NEW_DEVICE"]));
        assert_eq!(alerts[0]["isHeldBack"], false);
        assert_eq!(alerts[0]["session"]["label"], "Test");
        let deliveries = alerts[0]["deliveries"].as_array().expect("deliveries");
        let mut told: Vec<_> = deliveries.iter()
            .map(|one| (one["channel"].as_str(), one["state"].as_str(), one["cause"].as_str())).collect();
        told.sort_unstable();
        assert_eq!(told, [
            (Some("EMAIL"), Some("SENT"), None),
            (Some("IN_APP"), Some("SENT"), None),
            (Some("PUSH"), Some("SUPPRESSED"), Some("PREFERENCE")),
        ]);
        let other = house.sign_in("atlas", "support").await;
        let id = &alerts[0]["id"];
        let node = "query($id: ID!) { node(id: $id) { id } }";
        assert_eq!(first.done(node, json!({ "id": id })).await["node"]["id"], *id);
        assert!(other.done(node, json!({ "id": id })).await["node"].is_null());
    }
}
