//! Devices, security events, score, places and "was it you?" as clients meet them.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use chrono::TimeDelta;
use kernel::{Actor, Id, RequestId};
use serde_json::{Value, json};
use testkit::on_both;

use crate::house::{Client, DEMO_PASSWORD, House};
use crate::http::{WHO, body, post, send, with};

const EMAIL: &str = "client@atlas.test";
const DEVICES: &str = "{ viewer { devices { nodes { id label isCurrent isBlocked isConfirmed
    firstSeenAt lastSeenAt } } } }";
const EVENTS: &str = "{ viewer { securityEvents(first: 50) { nodes { id kind severity place network
    label createdAt website { slug } session { id } device { id } } } } }";
const RENAME: &str = "mutation($input: RenameDeviceInput!) { renameDevice(input: $input) {
    device { id label isConfirmed } userErrors { code field message } } }";
const FORGET: &str = "mutation($input: ForgetDeviceInput!) { forgetDevice(input: $input) {
    forgottenDeviceId userErrors { code field message } } }";
const BLOCK: &str = "mutation($input: BlockDeviceInput!) { blockDevice(input: $input) {
    device { id isBlocked } userErrors { code field message } } }";
const UNBLOCK: &str = "mutation($input: UnblockDeviceInput!) { unblockDevice(input: $input) {
    device { id isBlocked } userErrors { code field message } } }";
const DISOWN: &str = "mutation($input: DisownSignInInput!) { disownSignIn(input: $input) {
    revokedSessionId viewer { id } userErrors { code field message } } }";
const ANSWER: &str = "mutation($input: AnswerSignInInput!) { answerSignIn(input: $input) {
    wasMe userErrors { code field message } } }";

async fn devices(client: &Client) -> Vec<Value> {
    let answer = client.done(DEVICES, json!({})).await;
    let nodes = answer["viewer"]["devices"]["nodes"].as_array();
    nodes.expect("devices").clone()
}

async fn kinds(client: &Client) -> Vec<String> {
    let answer = client.done(EVENTS, json!({})).await;
    let nodes = answer["viewer"]["securityEvents"]["nodes"].as_array();
    let kind = |event: &Value| event["kind"].as_str().expect("a kind").to_owned();
    nodes.expect("events").iter().map(kind).collect()
}

/// The token in the link that a "was it you?" mail about this session carries.
async fn question(house: &House, session: &str) -> String {
    let site = house
        .app
        .sites
        .site_of_slug("atlas")
        .await
        .expect("sites")
        .expect("atlas");
    let system = Actor::system("test", site, RequestId::mint(&*house.db.manual));
    let session = session.parse().expect("an id");
    let link = house
        .app
        .services
        .security
        .issue_answer_link(&system, session)
        .await;
    link.expect("an answer")
        .expect("a link")
        .token
        .reveal()
        .to_owned()
}

on_both! {
    async fn people_look_after_their_devices(db: Database) {
        let house = House::open(db).await;
        let first = house.sign_in("atlas", "client").await;
        house.db.manual.advance(TimeDelta::minutes(1));
        let phone = house.sign_in("atlas", "client").await;
        let writer = house.sign_in("atlas", "writer").await;
        let own = devices(&first).await;
        assert_eq!(own.len(), 2);
        assert_eq!((&own[0]["isCurrent"], &own[1]["isCurrent"]), (&json!(false), &json!(true)));
        assert_eq!((&own[0]["isConfirmed"], &own[1]["isConfirmed"]), (&json!(false), &json!(true)));
        let id = &own[0]["id"];

        let input = json!({ "input": { "deviceId": id, "label": "Phone" } });
        let renamed = first.done(RENAME, input).await;
        assert_eq!(renamed["renameDevice"]["device"]["label"], "Phone");
        assert_eq!(renamed["renameDevice"]["device"]["isConfirmed"], true);
        let empty = json!({ "input": { "deviceId": id, "label": " " } });
        assert_eq!(first.refused(RENAME, empty).await, ["REQUIRED"]);
        // Somebody else's and one that never was answer alike, to the byte.
        for (document, mut input) in [
            (RENAME, json!({ "label": "Mine" })),
            (FORGET, json!({})),
            (BLOCK, json!({})),
            (UNBLOCK, json!({})),
        ] {
            let mut answers = Vec::new();
            for tried in [id, &json!("dev_01h00000000000000000000000"), &json!("nonsense")] {
                input["deviceId"] = tried.clone();
                answers.push(writer.ask(document, json!({ "input": input })).await.to_string());
            }
            answers.dedup();
            assert_eq!(answers.len(), 1, "{answers:#?}");
            assert!(answers[0].contains("NOT_FOUND"), "{answers:#?}");
        }
        let current = json!({ "input": { "deviceId": own[1]["id"] } });
        assert_eq!(first.refused(BLOCK, current.clone()).await, ["WRONG_STATE"]);
        let input = json!({ "input": { "deviceId": id } });
        let blocked = first.done(BLOCK, input.clone()).await;
        assert_eq!(blocked["blockDevice"]["device"]["isBlocked"], true);
        let over = phone.ask(WHO, json!({})).await;
        assert_eq!(over["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
        assert_eq!(first.refused(FORGET, input.clone()).await, ["WRONG_STATE"]);
        first.done(UNBLOCK, input.clone()).await;
        let node = "query($id: ID!) { node(id: $id) { id ... on Device { label } } }";
        let node_of = async |client: &Client| client.done(node, json!({ "id": id })).await;
        assert_eq!(node_of(&first).await["node"]["label"], "Phone");
        assert_eq!(node_of(&writer).await["node"], Value::Null);
        let forgotten = first.done(FORGET, input).await;
        assert_eq!(&forgotten["forgetDevice"]["forgottenDeviceId"], id);
        assert_eq!(devices(&first).await.len(), 1);
        let happened = kinds(&first).await;
        for kind in ["DEVICE_BLOCKED", "SESSION_REVOKED", "DEVICE_UNBLOCKED", "DEVICE_FORGOTTEN"] {
            assert_eq!(happened.iter().filter(|one| *one == kind).count(), 1, "{kind}");
        }
    }

    async fn ending_all_sessions_clears_the_cookie(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        let other = house.sign_in("atlas", "client").await;
        let enter = "mutation($input: SignInInput!) { signIn(input: $input) { token } }";
        let input = json!({ "input": { "email": EMAIL, "password": DEMO_PASSWORD } });
        for (document, variables) in [
            ("mutation { revokeAllSessions { revokedCount userErrors { code } } }", json!({})),
            (FORGET, Value::Null),
        ] {
            let answer = send(&client, post(&[]), with(enter, &input)).await;
            let cookie = answer.cookie("session").expect("a session");
            let cookie = cookie.split(';').next().expect("a cookie").to_owned();
            let headers = [("cookie", &*cookie), ("x-scriptorium", "1")];
            let variables = if variables.is_null() {
                let answer = send(&client, post(&headers), body(DEVICES)).await.json();
                let nodes = answer["data"]["viewer"]["devices"]["nodes"].as_array().cloned();
                let nodes = nodes.expect("devices");
                let current = nodes.iter().find(|node| node["isCurrent"] == true);
                json!({ "input": { "deviceId": current.expect("the own one")["id"] } })
            } else {
                variables
            };
            let ended = send(&client, post(&headers), with(document, &variables)).await;
            assert!(ended.json()["errors"].is_null(), "{}", ended.text);
            assert!(ended.cookie("session").expect("cleared").contains("Max-Age=0"));
            let after = send(&client, post(&headers), body(WHO)).await;
            assert_eq!(after.json()["data"]["viewer"], Value::Null);
        }
        let over = other.ask(WHO, json!({})).await;
        assert_eq!(over["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    }

    async fn a_foreign_sign_in_is_disowned(db: Database) {
        let house = House::open(db).await;
        let owner = house.sign_in("atlas", "client").await;
        let visitor = house.visitor("atlas");
        let thief = visitor.sign_in(EMAIL, DEMO_PASSWORD).await;
        let session = &thief["session"]["id"];
        let input = json!({ "input": { "sessionId": session } });
        house.db.manual.advance(TimeDelta::minutes(11));
        let stale = owner.ask(DISOWN, input.clone()).await;
        assert_eq!(stale["errors"][0]["extensions"]["code"], "STEP_UP_REQUIRED", "{stale:#}");
        let owner = house.sign_in("atlas", "client").await;
        let done = owner.done(DISOWN, input).await;
        assert_eq!(&done["disownSignIn"]["revokedSessionId"], session);
        assert!(done["disownSignIn"]["viewer"]["id"].is_string(), "the owner stays in");
        let shut = visitor.sign_in(EMAIL, DEMO_PASSWORD).await;
        let wrong = visitor.sign_in(EMAIL, "wrong horse 17").await;
        assert_eq!(shut, wrong, "the right password says no more than a wrong one");
        let score = owner
            .done("{ viewer { securityScore { value findings { code name points advice } } } }", json!({}))
            .await;
        assert_eq!(score["viewer"]["securityScore"]["findings"][0]["code"], "RESET_PENDING");
        assert_eq!(kinds(&owner).await.iter().filter(|kind| *kind == "SIGN_IN_DISOWNED").count(), 1);
    }

    async fn was_it_you_is_answered_without_a_session(db: Database) {
        let house = House::open(db).await;
        let owner = house.sign_in("atlas", "client").await;
        let visitor = house.visitor("atlas");
        let phone = visitor.sign_in(EMAIL, DEMO_PASSWORD).await;
        let token = question(&house, phone["session"]["id"].as_str().expect("an id")).await;
        let says = |was_me: bool| json!({ "input": { "token": token, "wasMe": was_me } });
        let yes = visitor.done(ANSWER, says(true)).await;
        assert_eq!(yes["answerSignIn"]["wasMe"], true);
        assert!(devices(&owner).await.iter().all(|device| device["isConfirmed"] == true));
        assert_eq!(visitor.refused(ANSWER, says(false)).await, ["WRONG_STATE"]);

        let thief = visitor.sign_in(EMAIL, DEMO_PASSWORD).await;
        let token = question(&house, thief["session"]["id"].as_str().expect("an id")).await;
        let no = json!({ "input": { "token": token, "wasMe": false } });
        for _ in 0..2 {
            let answer = visitor.done(ANSWER, no.clone()).await;
            assert_eq!(answer["answerSignIn"]["wasMe"], false);
        }
        let over = owner.ask(WHO, json!({})).await;
        assert_eq!(over["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
        let elsewhere = house.visitor("quill").refused(ANSWER, no).await;
        assert_eq!(elsewhere, ["NOT_FOUND"]);
    }

    async fn a_sign_in_has_its_place(db: Database) {
        let settings = |name: &str| {
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/places.mmdb");
            (name == "GEOIP_FILE").then(|| file.to_owned())
        };
        let house = House::with(db, settings).await;
        let visitor = house.visitor("atlas");
        let document = "mutation($input: SignInInput!) { signIn(input: $input) {
            token session { place network } userErrors { code } } }";
        let input = json!({ "input": { "email": EMAIL, "password": DEMO_PASSWORD } });
        for (address, place, network) in [
            ("81.2.69.142:4711", json!("Berlin, Germany"), "81.2.69.0/24"),
            ("203.0.113.7:4711", Value::Null, "203.0.113.0/24"),
        ] {
            let peer: SocketAddr = address.parse().expect("an address");
            let request = visitor.request().extension(ConnectInfo(peer));
            let answer = send(&visitor, request, with(document, &input)).await.json();
            let session = &answer["data"]["signIn"]["session"];
            assert_eq!((&session["place"], &session["network"]), (&place, &json!(network)));
        }
        let client = house.sign_in("atlas", "client").await;
        let answer = client.done(EVENTS, json!({})).await;
        let events = answer["viewer"]["securityEvents"]["nodes"].as_array().expect("events");
        let placed: Vec<_> = events.iter().filter(|event| event["place"].is_string()).collect();
        assert_eq!(placed.len(), 2, "the sign-in and its device: {events:#?}");
        for event in placed {
            assert_eq!(event["place"], "Berlin, Germany");
            assert_eq!(event["website"]["slug"], "atlas");
            assert!(event["device"]["id"].is_string());
        }
    }
}
