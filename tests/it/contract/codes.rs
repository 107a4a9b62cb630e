//! Every code of the schema is raised by something: a code that nothing raises is a promise that
//! nobody keeps.

use std::collections::BTreeSet;

use kernel::{Actor, Code, Failure, Id, RequestId};
use serde_json::{Value, json};
use tenancy::NewWebsite;
use testkit::on_both;

use super::walk::Schema;
use crate::house::{Client, House};
use crate::journey;

const UPDATE: &str = "mutation($input: UpdateOrderDraftInput!) {
    updateOrderDraft(input: $input) { userErrors { code field message } } }";
const CREATE: &str = "mutation($input: CreateOrderDraftInput!) {
    createOrderDraft(input: $input) { userErrors { code field message } } }";
const SIGN_IN: &str = "mutation($input: SignInInput!) {
    signIn(input: $input) { userErrors { code field message } } }";
const TOGGLE: &str = "mutation($input: SetFeatureToggleInput!) {
    setFeatureToggle(input: $input) { userErrors { code field message } } }";

async fn raised(found: &mut BTreeSet<String>, client: &Client, document: &str, input: Value) {
    found.extend(client.refused(document, json!({ "input": input })).await);
}

on_both! {
    async fn every_code_is_raised(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let admin = house.sign_in("atlas", "admin").await;
        let editor = house.sign_in("atlas", "editor").await;
        let schema = Schema::of(&client).await;
        let promised: BTreeSet<String> = schema.enum_values("ErrorCode").into_iter().collect();
        let mut found = BTreeSet::new();

        // REQUIRED, TOO_SMALL, TOO_LONG, INVALID, BAD_CREDENTIALS, NOT_FOUND
        let input = json!({ "fields": { "pages": -1, "title": "x".repeat(300),
            "deadline": "2020-01-01T00:00:00Z" } });
        raised(&mut found, &client, CREATE, input).await;
        let input = json!({ "fields": { "slides": 5000, "subjectId": "cat_nothing" } });
        raised(&mut found, &client, CREATE, input).await;
        let input = json!({ "email": "client@atlas.test", "password": "wrong horse" });
        raised(&mut found, &house.visitor("atlas"), SIGN_IN, input).await;
        for _ in 0..6 {
            let input = json!({ "email": "nobody@atlas.test", "password": "wrong horse" });
            raised(&mut found, &house.visitor("atlas"), SIGN_IN, input).await; // LOCKED
        }
        let (draft, quote) = journey::quoted_draft(&house, &client).await;
        let input = json!({ "id": draft["id"], "expectedVersion": 0, "fields": {} });
        raised(&mut found, &client, UPDATE, input).await; // CONFLICT
        let input = json!({ "id": "dft_nothing", "expectedVersion": 1, "fields": {} });
        raised(&mut found, &client, UPDATE, input).await;
        let input = json!({ "feature": "ORDER_DRAFTS", "value": false });
        raised(&mut found, &client, TOGGLE, input.clone()).await; // FORBIDDEN

        let bare = json!({ "fields": { "topic": "Nothing else" } });
        let answer = client.done(
            "mutation($input: CreateOrderDraftInput!) { createOrderDraft(input: $input) {
                orderDraft { id } userErrors { code } } }",
            json!({ "input": bare }),
        ).await;
        let input = json!({ "id": answer["createOrderDraft"]["orderDraft"]["id"], "quoteId": quote["id"] });
        raised(&mut found, &client, journey::CONVERT, input).await; // INCOMPLETE

        house.db.manual.advance(chrono::TimeDelta::days(9));
        let client = house.sign_in("atlas", "client").await;
        let admin_later = house.sign_in("atlas", "admin").await;
        let editor_later = house.sign_in("atlas", "editor").await;
        drop((admin, editor));
        let input = journey::conversion("atlas", &draft, &quote);
        raised(&mut found, &client, journey::CONVERT, input).await; // EXPIRED

        let (_, order) = journey::placed_order(&house, "atlas", &client).await;
        raised(&mut found, &client, journey::APPROVE, json!({ "orderId": order })).await; // WRONG_STATE
        let quill = house.sign_in("quill", "client").await;
        let (draft, quote) = journey::quoted_draft(&house, &quill).await;
        let input = json!({ "id": draft["id"], "quoteId": quote["id"] });
        raised(&mut found, &quill, journey::CONVERT, input).await; // REQUIRED

        let writer = house.sign_in("atlas", "writer").await;
        let me = writer.done("{ viewer { memberships { id } } }", json!({})).await;
        let writer_id = &me["viewer"]["memberships"][0]["id"];
        for number in 0..6 {
            let (_, order) = journey::placed_order(&house, "atlas", &client).await;
            let input = json!({ "orderId": order, "writerId": writer_id });
            if number < 5 {
                editor_later.done(journey::ASSIGN, json!({ "input": input })).await;
            } else {
                raised(&mut found, &editor_later, journey::ASSIGN, input).await; // LIMIT_REACHED
            }
        }
        let off = json!({ "input": { "feature": "ORDER_DRAFTS", "value": false } });
        admin_later.done(TOGGLE, off).await;
        raised(&mut found, &client, CREATE, json!({ "fields": {} })).await; // FEATURE_DISABLED
        // TAKEN: websites are made at the console for now.
        let site = house.app.sites.site_of_slug("atlas").await.expect("sites").expect("atlas");
        let request = RequestId::mint(&*house.db.manual);
        let system = Actor::system("test", site, request);
        let again = NewWebsite { slug: "atlas".to_owned(), ..NewWebsite::default() };
        let refused = house.app.services.websites.create(&system, again).await.expect_err("taken");
        let codes = refused.faults().expect("faults").into_iter().map(|fault| fault.code);
        if codes.into_iter().any(|code| code == Code::Taken) {
            found.insert("TAKEN".to_owned());
        }
        let unkept: Vec<_> = promised.difference(&found).collect();
        assert!(unkept.is_empty(), "codes that nothing raised: {unkept:?}");
    }
}
