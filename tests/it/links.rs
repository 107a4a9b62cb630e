//! Mailed links in the wrong hands: on another website, a second time, many at once; and what
//! people write into passwords and names.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use testkit::on_both;

use crate::house::{Client, DEMO_PASSWORD, House};
use crate::journey::PASSWORD;

const NEW: &str = "lantern gravel otter 77";

/// A mutation with its input's type and what of its payload is looked at.
fn mutation(name: &str, fields: &str) -> String {
    let kind = name[..1].to_uppercase() + &name[1..];
    format!(
        "mutation($input: {kind}Input!) {{ {name}(input: $input) {{
            {fields} userErrors {{ code field message }} }} }}"
    )
}

async fn tell(client: &Client, name: &str, fields: &str, input: Value) -> Value {
    client
        .done(&mutation(name, fields), json!({ "input": input }))
        .await
}

async fn answer(client: &Client, name: &str, input: &Value) -> String {
    let document = mutation(name, "__typename");
    let mut answer = client.ask(&document, json!({ "input": input })).await;
    answer["extensions"].take();
    answer.to_string()
}

/// One of each kind of link, made on atlas: the mutation that opens it, and its input.
async fn every_link(house: &House) -> Vec<(&'static str, Value)> {
    let visitor = house.visitor("atlas");
    let admin = house.sign_in("atlas", "admin").await;
    let client = house.sign_in("atlas", "client").await;
    let mut links = Vec::new();
    let mailed = async |name, email: &str, further: &Value| {
        house.settle().await;
        let mut input = further.clone();
        input["token"] = json!(house.link_token(email).await);
        (name, input)
    };
    let password = json!({ "password": NEW });
    let new = json!({ "email": "new@example.test", "displayName": "New" });
    tell(&visitor, "registerAccount", "accepted", new).await;
    links.push(mailed("verifyEmail", "new@example.test", &password).await);
    let invited = json!({ "email": "will@example.test", "role": "WRITER" });
    tell(&admin, "inviteMember", "invitation { id }", invited).await;
    links.push(mailed("acceptInvitation", "will@example.test", &password).await);
    let email = |email: &str| json!({ "email": email });
    tell(
        &visitor,
        "requestMagicLink",
        "accepted",
        email("client2@atlas.test"),
    )
    .await;
    links.push(mailed("signInWithMagicLink", "client2@atlas.test", &json!({})).await);
    tell(
        &visitor,
        "requestPasswordReset",
        "accepted",
        email("writer@atlas.test"),
    )
    .await;
    links.push(mailed("resetPassword", "writer@atlas.test", &password).await);
    let moved = json!({ "newEmail": "moved@example.test" });
    tell(&client, "changeEmail", "accepted", moved.clone()).await;
    links.push(mailed("confirmEmailChange", "moved@example.test", &json!({})).await);
    let editor = house.sign_in("atlas", "editor").await;
    let moved = json!({ "newEmail": "editor.moved@example.test" });
    tell(&editor, "changeEmail", "accepted", moved).await;
    let (name, input) = mailed(
        "confirmEmailChange",
        "editor.moved@example.test",
        &json!({}),
    )
    .await;
    tell(&visitor, name, "confirmed", input).await;
    links.push(mailed("undoEmailChange", "editor@atlas.test", &json!({})).await);
    links
}

/// The same with a token of the same form that was never made.
fn made_up(input: &Value) -> Value {
    let mut made_up = input.clone();
    let token = input["token"].as_str().expect("a token");
    let prefix = token.split('_').next().expect("a prefix");
    made_up["token"] = json!(format!("{prefix}_{}", "A".repeat(43)));
    made_up
}

fn code(answer: &str) -> String {
    let answer: Value = serde_json::from_str(answer).expect("json");
    let payload = answer["data"]
        .as_object()
        .and_then(|data| data.values().next());
    let code = payload.and_then(|payload| payload["userErrors"][0]["code"].as_str());
    code.unwrap_or("none").to_owned()
}

on_both! {
    async fn on_another_website_every_link_is_one_that_never_existed(db: Database) {
        let house = House::open(db).await;
        let (here, there) = (house.visitor("atlas"), house.visitor("quill"));
        let links = every_link(&house).await;
        assert_eq!(links.len(), 6);
        for (name, input) in &links {
            let foreign = answer(&there, name, input).await;
            assert_eq!(code(&foreign), "NOT_FOUND", "{name}: {foreign}");
            assert_eq!(foreign, answer(&there, name, &made_up(input)).await, "{name}");
        }
        // None of them was used up by it.
        for (name, input) in &links {
            assert_eq!(code(&answer(&here, name, input).await), "none", "{name}");
        }
    }

    async fn every_link_opens_once_however_many_try_at_once_or_later(db: Database) {
        let house = House::open(db).await;
        let here = house.visitor("atlas");
        for (name, input) in every_link(&house).await {
            let tries = (0..10).map(|_| answer(&here, name, &input));
            let answers = join_all(tries).await;
            let codes: Vec<_> = answers.iter().map(|answer| code(answer)).collect();
            let opened = codes.iter().filter(|code| *code == "none").count();
            assert_eq!(opened, 1, "{name}: {codes:?}");
            assert!(codes.iter().all(|code| ["none", "EXPIRED"].contains(&code.as_str())), "{name}: {codes:?}");
            assert_eq!(code(&answer(&here, name, &input).await), "EXPIRED", "{name}");
        }
    }

    async fn no_link_opens_after_its_time(db: Database) {
        let house = House::open(db).await;
        let here = house.visitor("atlas");
        let links = every_link(&house).await;
        house.db.manual.advance(TimeDelta::days(8));
        for (name, input) in &links {
            assert_eq!(code(&answer(&here, name, input).await), "EXPIRED", "{name}");
        }
    }

    async fn nobody_is_written_to_before_the_event_is_delivered(db: Database) {
        let house = House::open(db).await;
        let (visitor, admin) = (house.visitor("atlas"), house.sign_in("atlas", "admin").await);
        let client = house.sign_in("atlas", "client").await;
        let editor = house.sign_in("atlas", "editor").await;
        house.settle().await;
        let (before, everybody) = (house.mails("@").await.len(), json!({ "email": "client2@atlas.test" }));
        let new = json!({ "email": "new@example.test", "displayName": "New" });
        tell(&visitor, "registerAccount", "accepted", new).await;
        let invited = json!({ "email": "will@example.test", "role": "WRITER" });
        tell(&admin, "inviteMember", "invitation { id }", invited).await;
        tell(&visitor, "requestMagicLink", "accepted", everybody.clone()).await;
        tell(&visitor, "requestPasswordReset", "accepted", everybody).await;
        let moved = json!({ "newEmail": "moved@example.test" });
        tell(&client, "changeEmail", "accepted", moved).await;
        let changed = json!({ "currentPassword": DEMO_PASSWORD, "newPassword": NEW });
        tell(&editor, "changePassword", "revokedSessionIds", changed).await;
        house.sign_in("atlas", "writer").await;
        house.db.manual.advance(TimeDelta::minutes(1));
        house.sign_in("atlas", "writer").await;
        assert_eq!(house.mails("@").await.len(), before);
        house.settle().await;
        // Six letters and an alert.
        assert_eq!(house.mails("@").await.len(), before + 7);
    }

    async fn a_password_has_at_most_a_hundred_and_twenty_eight_characters(db: Database) {
        let house = House::open(db).await;
        let visitor = house.visitor("atlas");
        let client = house.sign_in("atlas", "client").await;
        let most: String = PASSWORD.chars().chain("x7 ".chars().cycle()).take(128).collect();
        let over = format!("{most}!");
        let endless = "long anchor ".repeat(1_000_000 / 12);
        for (name, input) in every_link(&house).await {
            if input["password"].is_null() {
                continue;
            }
            for (password, expected) in [(&over, "TOO_LONG"), (&endless, "TOO_LONG"), (&most, "none")] {
                let mut input = input.clone();
                input["password"] = json!(password);
                assert_eq!(code(&answer(&visitor, name, &input).await), expected, "{name}");
            }
        }
        for password in [&over, &endless] {
            let input = json!({ "currentPassword": DEMO_PASSWORD, "newPassword": password });
            assert_eq!(code(&answer(&client, "changePassword", &input).await), "TOO_LONG");
            // Where one is only compared, it is wrong like any other, whoever it is said to be of.
            let mut answers = Vec::new();
            for email in ["writer2@atlas.test", "nobody@atlas.test"] {
                let input = json!({ "email": email, "password": password });
                answers.push(answer(&visitor, "signIn", &input).await);
            }
            assert_eq!(code(&answers[0]), "BAD_CREDENTIALS");
            assert_eq!(answers[0], answers[1]);
        }
        let again = visitor.sign_in("writer@atlas.test", &most).await;
        assert!(again["token"].is_string(), "the whole of it counts: {again:#}");
        let cut = visitor.sign_in("writer@atlas.test", &most[..127]).await;
        assert_eq!(cut["userErrors"][0]["code"], "BAD_CREDENTIALS");
    }

    async fn no_name_breaks_a_line(db: Database) {
        const HOSTILE: &str = "Ann\r\nBcc: all@example.test\r\n\r\n<script>alert(1)</script>";
        let house = House::open(db).await;
        let visitor = house.visitor("atlas");
        let admin = house.sign_in("atlas", "admin").await;
        let client = house.sign_in("atlas", "client").await;
        let own = client.done("{ viewer { devices { nodes { id } } } }", json!({})).await;
        let device = &own["viewer"]["devices"]["nodes"][0]["id"];
        for (who, name, input) in [
            (&visitor, "registerAccount", json!({ "email": "ann@example.test", "displayName": HOSTILE })),
            (&visitor, "signIn", json!({ "email": "writer@atlas.test", "password": DEMO_PASSWORD, "deviceName": HOSTILE })),
            (&admin, "inviteMember", json!({ "email": "ann@example.test", "role": "WRITER", "displayName": HOSTILE })),
            (&client, "renameDevice", json!({ "deviceId": device, "label": HOSTILE })),
            (&visitor, "registerAccount", json!({ "email": "ann@example.test\r\nBcc: b@example.test", "displayName": "Ann" })),
            (&client, "changeEmail", json!({ "newEmail": "ann@example.test\nBcc: b@example.test" })),
        ] {
            assert_eq!(code(&answer(who, name, &input).await), "INVALID", "{name}");
        }
        house.settle().await;
        for address in ["all@example.test", "ann@example.test", "b@example.test"] {
            assert!(house.mails(address).await.is_empty(), "{address}");
        }
    }
}
