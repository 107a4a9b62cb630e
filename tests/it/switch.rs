//! The way from one website to another, as clients meet it.

use serde_json::{Value, json};
use testkit::on_both;

use crate::house::House;
use crate::http::{WHO, post, send, with};
use crate::membership::fresh;

const SWITCH: &str = "mutation($input: SwitchWebsiteInput!) { switchWebsite(input: $input) {
    token url website { slug } viewer { role website { slug } } challenge { id }
    userErrors { code field message } } }";
const ARRIVE: &str = "mutation($input: CompleteSwitchInput!) { completeSwitch(input: $input) {
    token viewer { role website { slug } } userErrors { code field message } } }";

on_both! {
    async fn people_go_from_one_website_to_another(db: Database) {
        let house = House::open(db).await;
        let root = fresh(&house, "atlas", "root@scriptorium.test").await;
        let id = async |slug: &str| -> String {
            let answer = house.visitor(slug).done("{ website { id } }", json!({})).await;
            answer["website"]["id"].as_str().expect("an id").to_owned()
        };
        let (atlas, quill) = (id("atlas").await, id("quill").await);
        let input = json!({ "input": { "websiteId": quill, "deviceName": "Test" } });
        let answer = root.done(SWITCH, input.clone()).await;
        let there = &answer["switchWebsite"];
        assert_eq!(there["viewer"]["website"]["slug"], "quill");
        let mut on_quill = house.visitor("quill");
        on_quill.sign_with(there["token"].as_str().expect("a token"));
        let seen = on_quill.done("{ viewer { isSuperadmin website { slug } } }", json!({})).await;
        assert_eq!(seen["viewer"]["website"]["slug"], "quill");
        root.done(WHO, json!({})).await;

        let input = json!({ "input": { "websiteId": quill, "handover": true } });
        let answer = root.done(SWITCH, input.clone()).await;
        let url = answer["switchWebsite"]["url"].as_str().expect("an address").to_owned();
        assert_eq!(answer["switchWebsite"]["token"], Value::Null);
        let (page, token) = url.split_once("#token=").expect("a token behind the #");
        assert!(page.contains("quill") && page.ends_with("/switch"), "{url}");
        let arrive = json!({ "input": { "token": token } });
        assert_eq!(house.visitor("atlas").refused(ARRIVE, arrive.clone()).await, ["EXPIRED"]);
        let browser = house.visitor("quill");
        let came = send(&browser, post(&[("x-website", "quill")]), with(ARRIVE, &arrive)).await;
        assert_eq!(came.json()["data"]["completeSwitch"]["viewer"]["website"]["slug"], "quill", "{}", came.text);
        assert!(came.cookie("session").is_some() && came.cookie("device").is_some());
        assert_eq!(browser.refused(ARRIVE, arrive).await, ["EXPIRED"]);

        // Whoever has no place there does not learn that there is such a website.
        let client = house.sign_in("atlas", "client").await;
        let unknown = "web_01h00000000000000000000000";
        let mut answers = Vec::new();
        for id in [&*quill, unknown, "nonsense"] {
            for handover in [false, true] {
                let input = json!({ "input": { "websiteId": id, "handover": handover } });
                let mut answer = client.ask(SWITCH, input).await;
                answer["extensions"] = Value::Null;
                answers.push(answer.to_string());
            }
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
        assert!(answers[0].contains("NOT_FOUND"));
        let here = json!({ "input": { "websiteId": atlas } });
        assert_eq!(client.refused(SWITCH, here).await, ["WRONG_STATE"]);
        let stranger = house.visitor("atlas").ask(SWITCH, input).await;
        assert_eq!(stranger["errors"][0]["extensions"]["code"], "UNAUTHENTICATED");
    }
}
