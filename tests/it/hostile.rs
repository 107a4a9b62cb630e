//! Input that no honest client sends, answered alike by both databases; and what asking costs.

use serde_json::{Value, json};
use testkit::on_both;

use crate::house::{Client, House};
use crate::http::{Answer, body, post, send, with};

const CREATE: &str = "mutation($input: CreateOrderDraftInput!) {
    createOrderDraft(input: $input) { orderDraft { id } userErrors { code field } } }";

async fn ask(client: &Client, document: &str, variables: &Value) -> Answer {
    send(client, client.request(), with(document, variables)).await
}

on_both! {
    async fn a_nul_is_refused_before_anything_is_asked(db: Database) {
        let house = House::open(db).await;
        let client = house.sign_in("atlas", "client").await;
        let before = house.trail_of("atlas").await;
        let fields = json!({ "input": { "fields": { "topic": "light\0houses" } } });
        let listed = json!({ "input": { "fields": { "topic": "x", "instructions": "\0" } } });
        for variables in [fields, listed] {
            let answer = ask(&client, CREATE, &variables).await;
            assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT".to_owned()));
            let told = answer.json()["errors"][0]["message"].to_string();
            assert!(told.contains("$input.fields.") && told.contains("NUL"), "{told}");
        }
        let literal = r#"mutation { createOrderDraft(input: { fields: { topic: "a\u0000b" } }) {
            orderDraft { id } } }"#;
        let answer = ask(&client, literal, &json!({})).await;
        assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT".to_owned()));
        let query = "query($id: ID!, $search: String) { order(id: $id) { id }
            orders(filter: { search: $search }) { nodes { id } } }";
        let answer = ask(&client, query, &json!({ "id": "ord_\0", "search": "x" })).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT");
        let stranger = house.visitor("atlas");
        let sign_in = "mutation($input: SignInInput!) { signIn(input: $input) { token } }";
        let input = json!({ "input": { "email": "a\0@atlas.test", "password": "\0" } });
        assert_eq!(ask(&stranger, sign_in, &input).await.code(), "BAD_USER_INPUT");
        assert_eq!(house.trail_of("atlas").await, before, "nothing was stored");
    }

    async fn a_cursor_of_another_order_is_bad_input(db: Database) {
        let house = House::open(db).await;
        let admin = house.sign_in("atlas", "admin").await;
        // By time, by number and by text: each cursor belongs to one kind of order.
        let sealed = |key: Value| {
            use kernel::{Cursor, CursorKey, Id, OrderId};
            let id = OrderId::mint(&*house.db.manual);
            let key: CursorKey = serde_json::from_value(key).expect("a key");
            Cursor::new(key, id).seal()
        };
        let forged = [
            sealed(json!({ "i": 7 })),
            sealed(json!({ "s": "2026-11-23T12:00:00Z" })),
            sealed(json!({ "t": "2026-11-23T12:00:00Z" })),
        ];
        for (list, own) in [
            ("orders(orderBy: CREATED_DESC, after: $after)", 2),
            ("orders(orderBy: DEADLINE_ASC, after: $after)", 2),
            ("writers(orderBy: RATING_DESC, after: $after)", 0),
            ("writers(orderBy: NAME_ASC, after: $after)", 1),
        ] {
            let document = format!("query($after: String) {{ {list} {{ nodes {{ id }} }} }}");
            for (kind, cursor) in forged.iter().enumerate() {
                let answer = ask(&admin, &document, &json!({ "after": cursor })).await;
                if kind == own {
                    assert!(answer.json()["errors"].is_null(), "{list}: {}", answer.text);
                } else {
                    assert_eq!((answer.status, answer.code()), (200, "BAD_USER_INPUT".to_owned()), "{list}");
                    assert!(answer.text.contains("after: "), "{}", answer.text);
                }
            }
        }
    }

    async fn who_wants_to_know_is_told_what_it_costs(db: Database) {
        let house = House::open(db).await;
        let client = house.visitor("atlas");
        let document = "{ website { name } writers(first: 50) { nodes { id } } }";
        let plain = send(&client, post(&[]), body(document)).await;
        assert!(plain.json().get("extensions").is_none());
        let asked = send(&client, post(&[("x-scriptorium-cost", "1")]), body(document)).await;
        let cost = &asked.json()["extensions"]["cost"];
        assert_eq!(*cost, json!({ "requested": 103, "most": 20_000 }), "{}", asked.text);
        let sized = "query($n: Int) { writers(first: $n) { nodes { id } } }";
        let request = post(&[("x-scriptorium-cost", "1")]);
        let asked = send(&client, request, with(sized, &json!({ "n": 10 }))).await;
        assert_eq!(asked.json()["extensions"]["cost"]["requested"], 21, "{}", asked.text);
    }

    async fn whoever_has_asked_for_too_much_is_told_when_to_come_back(db: Database) {
        let poor = |name: &str| (name == "COST_LIMIT").then(|| "1000".to_owned());
        let house = House::with(db, poor).await;
        let stranger = house.visitor("atlas");
        let member = house.sign_in("atlas", "client").await;
        let dear = "{ writers(first: 50) { nodes { id displayName } } }";
        let mut served = 0;
        let refused = loop {
            let answer = send(&stranger, post(&[]), body(dear)).await;
            if answer.status != 200 || served > 50 {
                break answer;
            }
            served += 1;
        };
        assert!((5..=12).contains(&served), "{served} served");
        assert_eq!((refused.status, refused.code()), (429, "RATE_LIMITED".to_owned()));
        let wait: u64 = refused.header("retry-after").parse().expect("seconds");
        assert!((1..=60).contains(&wait), "{wait}");
        // Whoever is signed in has a purse of their own.
        let own = ask(&member, dear, &json!({})).await;
        assert_eq!(own.status, 200, "{}", own.text);
    }
}
