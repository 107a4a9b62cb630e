//! Looks through other people's eyes, as clients meet them.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use testkit::on_both;

use crate::contract::walk::{Ids, Schema, request};
use crate::house::{Client, DEMO_PASSWORD, House};
use crate::http::{WHO, body, post, send, with};
use crate::membership::{fresh, member};

const LOOK: &str =
    "mutation($input: StartImpersonationInput!) { startImpersonation(input: $input) {
    token impersonation { id reason isActive by { displayName } of { displayName } }
    viewer { role account { email } impersonatedBy { reason } }
    userErrors { code field message } } }";
const END: &str = "mutation { endImpersonation { impersonation { id endedAt isActive }
    viewer { role impersonatedBy { id } } userErrors { code field message } } }";
const EYES: &str =
    "{ viewer { role account { email } impersonatedBy { reason by { displayName } } } }";

/// Looks through the eyes of a member.
async fn look(house: &House, by: &Client, of: &str) -> Client {
    let input = json!({ "memberId": of, "reason": "You asked why your order is late" });
    let answer = by.done(LOOK, json!({ "input": input })).await;
    let mut eyes = house.visitor("atlas");
    eyes.sign_with(
        answer["startImpersonation"]["token"]
            .as_str()
            .expect("a token"),
    );
    eyes
}

on_both! {
    async fn whoever_looks_sees_and_changes_nothing(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        let support = house.sign_in("atlas", "support").await;
        let id = member(&admin, "client@atlas.test").await;
        let eyes = look(&house, &support, &id).await;
        let seen = eyes.done(EYES, json!({})).await;
        assert_eq!(seen["viewer"]["role"], "CLIENT");
        assert_eq!(seen["viewer"]["account"]["email"], "client@atlas.test");
        assert_eq!(seen["viewer"]["impersonatedBy"]["reason"], "You asked why your order is late");
        assert!(seen["viewer"]["impersonatedBy"]["by"]["displayName"].is_string());
        let schema = Schema::of(&eyes).await;
        let before = house.trail_of("atlas").await;
        for field in schema.fields("Mutation") {
            let name = field["name"].as_str().expect("a name");
            if name == "endImpersonation" {
                continue;
            }
            let ids = Ids { tried: json!("none"), own: BTreeMap::new() };
            let (document, variables) = request(&schema, "mutation", &field, &ids, "", &[]);
            let answer = eyes.ask(&document, variables).await;
            assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN", "{name}: {answer:#}");
            assert_eq!(answer["data"][name], Value::Null, "{name}");
        }
        assert_eq!(house.trail_of("atlas").await, before, "nothing was written");
        // One that hides behind a fragment and another name is found as well.
        let hidden = "mutation { ...F } fragment F on Mutation { endImpersonation: signOut {
            userErrors { code } } }";
        let answer = eyes.ask(hidden, json!({})).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN");
        let ended = eyes.done(END, json!({})).await;
        assert_eq!(ended["endImpersonation"]["viewer"]["role"], "SUPPORT");
        assert_eq!(ended["endImpersonation"]["viewer"]["impersonatedBy"], Value::Null);
        let dead = eyes.send(eyes.request().body(body(WHO).into()).expect("a request")).await;
        assert_eq!(dead.status(), 401);
        support.done(EYES, json!({})).await;
    }

    async fn every_question_can_be_asked_by_whoever_looks(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        for (name, by) in [("client", "support"), ("writer", "support"), ("editor", "admin")] {
            let helper = fresh(&house, "atlas", &format!("{by}@atlas.test")).await;
            let id = member(&admin, &format!("{name}@atlas.test")).await;
            let eyes = look(&house, &helper, &id).await;
            let schema = Schema::of(&eyes).await;
            for field in schema.fields("Query") {
                let args = field["args"].as_array().expect("args");
                if args.iter().any(|arg| arg["type"]["kind"] == "NON_NULL") {
                    continue;
                }
                let root = field["name"].as_str().expect("a name");
                let selection = schema.selection(&field["type"], 2);
                let answer = eyes.ask(&format!("{{ {root}{selection} }}"), json!({})).await;
                for error in answer["errors"].as_array().into_iter().flatten() {
                    let code = error["extensions"]["code"].as_str().unwrap_or_default();
                    assert_eq!(code, "FORBIDDEN", "{name} {root}: {error:#}");
                }
            }
        }
    }

    async fn what_is_private_is_not_shown_to_whoever_looks(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        let client = house.sign_in("atlas", "client").await;
        let support = house.sign_in("atlas", "support").await;
        let id = member(&admin, "client@atlas.test").await;
        let eyes = look(&house, &support, &id).await;
        house.settle().await;
        for list in ["sessions", "devices", "securityEvents", "impersonations", "loginAlerts",
            "notifications"] {
            let document = format!("{{ viewer {{ {list}(first: 5) {{ nodes {{ id }} }} }} }}");
            let seen = eyes.ask(&document, json!({})).await;
            let nodes = seen["data"]["viewer"][list]["nodes"].as_array().map_or(0, Vec::len);
            assert_eq!(nodes, 0, "{list}: {seen:#}");
        }
        for (field, of) in [("securityScore", "{ value }"), ("secondFactor", "{ isRequired }"),
            ("loginAlertPreference", "{ emailEnabled }")] {
            let seen = eyes.ask(&format!("{{ viewer {{ {field} {of} }} }}"), json!({})).await;
            assert_eq!(seen["data"]["viewer"][field], Value::Null, "{field}: {seen:#}");
        }
        // While the client sees all of it, and who looked.
        let own = client.done("{ viewer { impersonations(first: 5) { nodes {
            reason isActive by { displayName } of { email } } }
            notifications(first: 5) { nodes { title body } }
            securityEvents(first: 5) { nodes { kind } } } }", json!({})).await;
        let looked = &own["viewer"]["impersonations"]["nodes"][0];
        assert_eq!((&looked["reason"], &looked["isActive"]),
            (&json!("You asked why your order is late"), &json!(true)));
        assert!(own["viewer"]["securityEvents"].to_string().contains("IMPERSONATION"));
        assert!(own["viewer"]["notifications"].to_string().contains("looks at your account"), "{own:#}");
        let mails = house.mails("client@atlas.test").await;
        let told = mails.iter().filter(|mail| mail.contains("You asked why your order is late"));
        assert_eq!(told.count(), 1);
        assert!(mails.iter().all(|mail| !mail.contains("signed in to your account")), "no sign-in: {mails:?}");
    }

    async fn a_browser_keeps_its_own_session_beside_the_look(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        let id = member(&admin, "client@atlas.test").await;
        let client = house.visitor("atlas");
        let sign_in = "mutation($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }";
        let input = json!({ "input": { "email": "support@atlas.test", "password": DEMO_PASSWORD } });
        let answer = send(&client, post(&[]), with(sign_in, &input)).await;
        let pair = |cookie: String| cookie.split(';').next().expect("a cookie").to_owned();
        let own = pair(answer.cookie("session").expect("a session"));
        let ask = async |cookie: &str, text: String| {
            send(&client, post(&[("cookie", cookie), ("x-scriptorium", "1")]), text).await
        };
        let input = json!({ "input": { "memberId": id, "reason": "Help" } });
        let answer = ask(&own, with(LOOK, &input)).await;
        let look = answer.cookie("look").expect("a look");
        assert!(look.contains("HttpOnly") && look.contains("SameSite=Lax"), "{look}");
        assert!(answer.cookie("session").is_none(), "their own stays");
        let both = format!("{own}; {}", pair(look));
        let answer = ask(&both, body(EYES)).await;
        assert_eq!(answer.json()["data"]["viewer"]["role"], "CLIENT");
        // A page of another website cannot use it either.
        let foreign = post(&[("cookie", &*both), ("origin", "http://evil.example")]);
        assert_eq!(send(&client, foreign, body(EYES)).await.status, 403);
        let answer = ask(&both, body(END)).await;
        assert!(answer.cookie("look").expect("cleared").contains("Max-Age=0"));
        // A browser that kept the dead cookie is back with its own eyes.
        let answer = ask(&both, body(EYES)).await;
        assert_eq!(answer.json()["data"]["viewer"]["role"], "SUPPORT");
        assert!(answer.cookie("look").expect("cleared").contains("Max-Age=0"));
    }

    async fn looking_wants_a_recent_proof(db: Database) {
        let house = House::open(db).await;
        let support = house.sign_in("atlas", "support").await;
        let admin = house.sign_in("atlas", "admin").await;
        let id = member(&admin, "client@atlas.test").await;
        house.db.manual.advance(chrono::TimeDelta::minutes(11));
        let input = json!({ "input": { "memberId": id, "reason": "Help" } });
        let answer = support.ask(LOOK, input.clone()).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "STEP_UP_REQUIRED");
        let client = fresh(&house, "atlas", "client@atlas.test").await;
        assert_eq!(client.refused(LOOK, input).await, ["FORBIDDEN"]);
        assert_eq!(client.refused(END, json!({})).await, ["WRONG_STATE"]);
    }
}
