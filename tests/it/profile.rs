//! What people say about themselves, as clients say it.

use serde_json::{Value, json};
use testkit::on_both;

use crate::house::{Client, House};

const UPDATE: &str = "mutation($input: UpdateProfileInput!) { updateProfile(input: $input) {
    viewer { account { displayName locale timeZone } }
    userErrors { code field message } } }";
const NAME: &str = "query($id: ID!) { writer(id: $id) { displayName } }";

async fn update(client: &Client, input: Value) -> Value {
    client.ask(UPDATE, json!({ "input": input })).await["data"]["updateProfile"].take()
}

on_both! {
    async fn a_new_name_is_seen_by_others_at_once_and_the_rest_stays(db: Database) {
        let house = House::open(db).await;
        let writer = house.sign_in("atlas", "writer2").await;
        let editor = house.sign_in("atlas", "editor").await;
        let me = writer.done("{ viewer { memberships { id } account { timeZone } } }", json!({})).await;
        let id = &me["viewer"]["memberships"][0]["id"];
        let input = json!({ "displayName": "Wanda Newname", "locale": "de" });
        let account = &update(&writer, input).await["viewer"]["account"];
        let zone = &me["viewer"]["account"]["timeZone"];
        let expected = json!({ "displayName": "Wanda Newname", "locale": "de", "timeZone": zone });
        assert_eq!(account, &expected);
        let seen = editor.done(NAME, json!({ "id": id })).await;
        assert_eq!(seen["writer"]["displayName"], "Wanda Newname");
        let input = json!({ "locale": null, "timeZone": "Asia/Tokyo" });
        let account = &update(&writer, input).await["viewer"]["account"];
        let expected = json!({ "displayName": "Wanda Newname", "locale": null, "timeZone": "Asia/Tokyo" });
        assert_eq!(account, &expected);
        house.settle().await;
        let seen = editor.done(NAME, json!({ "id": id })).await;
        assert_eq!(seen["writer"]["displayName"], "Wanda Newname");
    }

    async fn every_fault_of_a_profile_stands_at_its_field(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let before = house.trail_of("atlas").await;
        let input = json!({ "displayName": null, "locale": "English", "timeZone": "Berlin" });
        let refused = update(&client, input).await;
        assert_eq!(refused["viewer"], Value::Null);
        let faults = refused["userErrors"].as_array().expect("faults");
        let told: Vec<_> = faults.iter().map(|one| json!([one["code"], one["field"]])).collect();
        assert_eq!(told, [
            json!(["REQUIRED", ["displayName"]]),
            json!(["INVALID", ["locale"]]),
            json!(["INVALID", ["timeZone"]]),
        ]);
        assert_eq!(house.trail_of("atlas").await, before, "nothing is stored");
    }
}
