//! The journey, and what it leaves on the pages.

use serde_json::{Value, json};
use testkit::on_both;

use crate::house::House;
use crate::journey;

/// The writers page: what a directory shows of each writer.
pub const WRITERS_PAGE: &str = "query($first: Int) { writers(first: $first, orderBy: RATING_DESC) {
    nodes { id displayName availability { state message }
        feedbackSummary { total averageRating label bayesianRating distribution }
        portfolio { visibility bio averageRating completedOrders
            samples(first: 3) { nodes { title preview isVerifiedByOrder } } } }
    pageInfo { hasNextPage endCursor } } }";

on_both! {
    async fn the_main_path_shows_on_the_writers_page(db: Database) {
        let house = House::open(db).await;
        let walk = journey::run(&house, "atlas").await;
        let page = walk.client.done(WRITERS_PAGE, json!({ "first": 50 })).await;
        let nodes = page["writers"]["nodes"].as_array().expect("writers");
        let ours = nodes.iter().find(|one| one["id"] == walk.writer_id.as_str());
        let ours = ours.expect("the writer is in the directory");
        assert_eq!(ours["feedbackSummary"]["total"], 1);
        assert_eq!(ours["feedbackSummary"]["averageRating"], "5.00");
        assert_eq!(ours["feedbackSummary"]["label"], "NEW");
        assert_eq!(ours["portfolio"]["completedOrders"], 1);
        assert_eq!(ours["portfolio"]["samples"]["nodes"][0]["title"], "On lighthouses");
        assert_eq!(ours["portfolio"]["samples"]["nodes"][0]["isVerifiedByOrder"], true);
    }

    async fn a_sample_whose_consent_is_withdrawn_is_gone_at_once(db: Database) {
        let house = House::open(db).await;
        let walk = journey::run(&house, "atlas").await;
        let samples = |page: &Value| -> usize {
            let nodes = page["writers"]["nodes"].as_array().expect("writers").clone();
            let ours = nodes.iter().find(|one| one["id"] == walk.writer_id.as_str()).expect("ours");
            ours["portfolio"]["samples"]["nodes"].as_array().expect("samples").len()
        };
        let page = walk.client.done(WRITERS_PAGE, json!({ "first": 50 })).await;
        assert_eq!(samples(&page), 1);
        let document = "mutation($input: SetSampleConsentInput!) {
            setSampleConsent(input: $input) { order { id portfolioConsent } userErrors { code } } }";
        let input = json!({ "orderId": walk.order, "consent": "NEVER" });
        walk.client.done(document, json!({ "input": input })).await;
        let page = walk.client.done(WRITERS_PAGE, json!({ "first": 50 })).await;
        assert_eq!(samples(&page), 0);
    }

    async fn nothing_of_the_other_sides_rating_leaks_before_the_reveal(db: Database) {
        let house = House::open(db).await;
        let walk = journey::completed(&house, "atlas").await;
        let input = json!({
            "orderId": walk.order, "kind": "CLIENT_TO_WRITER", "overallRating": 1,
            "comment": "Dreadful, sadly.",
        });
        walk.client.done(journey::FEEDBACK, json!({ "input": input })).await;
        house.settle().await;
        let document = "query($id: ID!, $writer: ID!) {
            order(id: $id) { feedback { totalCount nodes { overallRating comment } } }
            writer(id: $writer) { feedbackSummary { total averageRating } } }";
        let seen = walk.writer.done(document, json!({ "id": walk.order, "writer": walk.writer_id })).await;
        assert_eq!(seen["order"]["feedback"], json!({ "totalCount": 0, "nodes": [] }));
        assert_eq!(seen["writer"]["feedbackSummary"]["total"], 0);
        for mail in house.mails("writer@atlas.test").await {
            assert!(!mail.contains("Dreadful") && !mail.contains("rated you"), "{mail}");
        }
        // The window ends: what was hidden is revealed, with nobody else saying anything.
        house.db.manual.advance(chrono::TimeDelta::days(15));
        house.settle().await;
        let writer = house.sign_in("atlas", "writer").await;
        let seen = writer.done(document, json!({ "id": walk.order, "writer": walk.writer_id })).await;
        assert_eq!(seen["order"]["feedback"]["nodes"][0]["overallRating"], 1);
        assert_eq!(seen["writer"]["feedbackSummary"]["total"], 1);
    }

    async fn both_sides_are_asked_for_feedback_by_mail(db: Database) {
        let house = House::open(db).await;
        let _walk = journey::completed(&house, "atlas").await;
        for address in ["robin@atlas-journey.test", "writer@atlas.test"] {
            let mails = house.mails(address).await;
            let asked = mails.iter().filter(|mail| mail.to_lowercase().contains("feedback")).count();
            assert_eq!(asked, 1, "{address}: {mails:#?}");
        }
    }

    async fn a_sign_in_from_a_new_device_makes_one_branded_alert(db: Database) {
        let house = House::open(db).await;
        journey::register(&house, "quill", "ada@quill-alert.test").await;
        let before = house.mails("ada@quill-alert.test").await.len();
        let visitor = house.visitor("quill");
        let first = visitor.sign_in("ada@quill-alert.test", journey::PASSWORD).await;
        assert!(first["token"].is_string(), "{first}");
        house.settle().await;
        let mails = house.mails("ada@quill-alert.test").await;
        assert_eq!(mails.len(), before + 1, "{mails:#?}");
        assert!(mails[0].contains("Quill & Co"), "{}", mails[0]);
        let document = "mutation($input: SignInInput!) { signIn(input: $input) {
            token userErrors { code } } }";
        let input = json!({
            "email": "ada@quill-alert.test", "password": journey::PASSWORD,
            "deviceToken": first["deviceToken"],
        });
        visitor.done(document, json!({ "input": input })).await;
        house.settle().await;
        let mails = house.mails("ada@quill-alert.test").await;
        // A known device is told of as well, as a sign-in and as nothing more, unless its owner
        // does not want that.
        assert_eq!(mails.len(), before + 2, "{mails:#?}");
        let new = "this device has not signed in to your account before";
        assert_eq!(mails.iter().filter(|mail| mail.contains(new)).count(), 1, "{mails:#?}");
    }
}
