//! Two racing callers are safe: one wins, the other learns it.

use futures_util::future::join_all;
use serde_json::{Value, json};
use testkit::on_both;

use crate::house::House;
use crate::journey::{self, text};

on_both! {
    async fn fifty_parallel_conversions_make_one_order(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let (draft, quote) = journey::quoted_draft(&house, &client).await;
        let input = journey::conversion("atlas", &draft, &quote);
        let answers = join_all((0..50).map(|_| {
            client.ask(journey::CONVERT, json!({ "input": input }))
        }))
        .await;
        let mut won = 0;
        let mut orders = Vec::new();
        for answer in answers {
            let payload = &answer["data"]["convertOrderDraft"];
            if payload["userErrors"] == json!([]) {
                won += 1;
            } else {
                assert_eq!(payload["userErrors"][0]["code"], "CONFLICT", "{answer}");
            }
            orders.push(text(&payload["order"]["id"]));
        }
        orders.dedup();
        assert_eq!(won, 1, "one caller placed the order");
        assert_eq!(orders.len(), 1, "everybody was answered with the same order");
        let all = client.done("{ orders { totalCount } }", json!({})).await;
        assert_eq!(all["orders"]["totalCount"], 1);
    }

    async fn fifty_parallel_repetitions_of_one_command_give_one_result(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let (draft, quote) = journey::quoted_draft(&house, &client).await;
        let mut input = journey::conversion("atlas", &draft, &quote);
        input["idempotencyKey"] = json!("6f9619ff-8b86-4d01-b42d-00c04fc964ff");
        let answers = join_all((0..50).map(|_| {
            client.done(journey::CONVERT, json!({ "input": input }))
        }))
        .await;
        let mut orders: Vec<_> =
            answers.iter().map(|one| text(&one["convertOrderDraft"]["order"]["id"])).collect();
        orders.dedup();
        assert_eq!(orders.len(), 1);
        input["portfolioConsent"] = json!("NEVER");
        let refused = client.refused(journey::CONVERT, json!({ "input": input })).await;
        assert_eq!(refused, ["CONFLICT"], "the same key with another input");
    }

    async fn of_two_assignments_for_the_last_place_one_wins(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let editor = house.sign_in("atlas", "editor").await;
        let writer = house.sign_in("atlas", "writer").await;
        let me = writer.done("{ viewer { capacity { maxActiveOrders } memberships { id } } }", json!({})).await;
        let writer_id = text(&me["viewer"]["memberships"][0]["id"]);
        let places = me["viewer"]["capacity"]["maxActiveOrders"].as_u64().expect("a number");
        let mut orders = Vec::new();
        for _ in 0..=places {
            orders.push(journey::placed_order(&house, "atlas", &client).await.1);
        }
        let assign = |order: &String| {
            let input = json!({ "orderId": order, "writerId": writer_id });
            let editor = editor.clone();
            async move { editor.ask(journey::ASSIGN, json!({ "input": input })).await }
        };
        let (last_two, first) = orders.split_last_chunk::<2>().map(|(a, b)| (b, a)).expect("two");
        for order in first {
            let answer = assign(order).await;
            assert_eq!(answer["data"]["assignWriter"]["userErrors"], json!([]), "{answer}");
        }
        let answers = join_all(last_two.iter().map(assign)).await;
        let refused: Vec<&Value> = answers
            .iter()
            .filter_map(|one| one["data"]["assignWriter"]["userErrors"].get(0))
            .collect();
        assert_eq!(refused.len(), 1, "one place, one winner: {answers:?}");
        assert_eq!(refused[0]["code"], "LIMIT_REACHED");
        assert_eq!(refused[0]["field"], json!(["writerId"]));
        let active = writer.done("{ viewer { capacity { activeOrders state } } }", json!({})).await;
        assert_eq!(active["viewer"]["capacity"]["activeOrders"], places);
        assert_eq!(active["viewer"]["capacity"]["state"], "FULL");
    }

    async fn two_first_feedbacks_at_once_are_both_revealed(db: Database) {
        let house = House::open(db).await;
        let walk = journey::completed(&house, "atlas").await;
        let give = |client: &crate::house::Client, kind: &str| {
            let input = json!({ "orderId": walk.order, "kind": kind, "overallRating": 4 });
            let client = client.clone();
            async move { client.done(journey::FEEDBACK, json!({ "input": input })).await }
        };
        tokio::join!(
            give(&walk.client, "CLIENT_TO_WRITER"),
            give(&walk.writer, "WRITER_TO_CLIENT"),
        );
        let document = "query($id: ID!) { order(id: $id) {
            feedback { totalCount nodes { kind revealedAt } } } }";
        for side in [&walk.client, &walk.writer] {
            let seen = side.done(document, json!({ "id": walk.order })).await;
            let seen = &seen["order"]["feedback"];
            assert_eq!(seen["totalCount"], 2, "{seen}");
            for feedback in seen["nodes"].as_array().expect("nodes") {
                assert!(feedback["revealedAt"].is_string(), "{feedback}");
            }
        }
    }

    async fn of_parallel_updates_of_one_version_one_succeeds(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let (draft, _) = journey::quoted_draft(&house, &client).await;
        let document = "mutation($input: UpdateOrderDraftInput!) { updateOrderDraft(input: $input) {
            orderDraft { id version topic } userErrors { code } } }";
        let save = |number: usize| {
            let fields = json!({ "topic": format!("Version {number}") });
            let input = json!({ "id": draft["id"], "expectedVersion": draft["version"], "fields": fields });
            let client = client.clone();
            async move { client.ask(document, json!({ "input": input })).await }
        };
        let answers = join_all((0..20).map(save)).await;
        let payloads: Vec<_> = answers.iter().map(|one| &one["data"]["updateOrderDraft"]).collect();
        let won: Vec<_> = payloads.iter().filter(|one| one["userErrors"] == json!([])).collect();
        assert_eq!(won.len(), 1, "{answers:?}");
        for lost in payloads.iter().filter(|one| one["userErrors"] != json!([])) {
            assert_eq!(lost["userErrors"][0]["code"], "CONFLICT");
            assert_eq!(lost["orderDraft"]["topic"], won[0]["orderDraft"]["topic"]);
        }
    }
}
