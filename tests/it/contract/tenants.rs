//! Generated from the schema: every root field and mutation, with every id argument, given an
//! object of another website. It must answer byte for byte as if that object had never existed,
//! and leave the other website as it was (law 1).
//!
//! The test grows with the schema by itself. A new name of an id argument needs a line in
//! `walk::kind_of`, so that the other ids of the same input can be right ones.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Clock, Id, OrderId};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use testkit::on_both;

use super::walk::{Ids, Place, Schema, kind_of, request};
use crate::house::{Client, House};
use crate::journey;

/// Every id in an answer, one of each kind.
fn ids_in(value: &Value, found: &mut BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            if let Some((kind, body)) = text.split_once('_')
                && body.len() == 26
                && body.chars().all(|c| c.is_ascii_alphanumeric())
            {
                found.entry(kind.to_owned()).or_insert_with(|| text.clone());
            }
        }
        Value::Array(items) => items.iter().for_each(|item| ids_in(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| ids_in(field, found)),
        _ => {}
    }
}

/// What to ask to see everything behind a root field without needed arguments. The viewer has more
/// lists than one document may have pages, so each is asked for alone.
fn documents(schema: &Schema, field: &Value) -> Vec<String> {
    let asked = |field: &Value, depth| {
        let args = field["args"].as_array().expect("args");
        if args.iter().any(|arg| arg["type"]["kind"] == "NON_NULL") {
            return None;
        }
        let name = field["name"].as_str().expect("a name");
        let pages = args.iter().any(|arg| arg["name"] == "first");
        let page = if pages { "(first: 5)" } else { "" };
        let selection = schema.selection(&field["type"], depth);
        Some(format!("{name}{page}{selection}"))
    };
    if field["name"] == "viewer" {
        let parts = schema.fields("Viewer");
        let parts = parts.iter().filter_map(|part| asked(part, 3));
        return parts
            .map(|part| format!("{{ viewer {{ {part} }} }}"))
            .collect();
    }
    let whole = asked(field, 4).map(|field| format!("{{ {field} }}"));
    whole.into_iter().collect()
}

/// One object of every kind that its own people can see on the website.
async fn objects_of(schema: &Schema, clients: &[&Client]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for client in clients {
        for field in schema.fields("Query") {
            for document in documents(schema, &field) {
                let answer = client.ask(&document, json!({})).await;
                let errors = answer["errors"].as_array().into_iter().flatten();
                for error in errors {
                    // A list that is not theirs to have.
                    let code = &error["extensions"]["code"];
                    assert_eq!(code, "FORBIDDEN", "{document}: {error:#}");
                }
                ids_in(&answer["data"], &mut found);
            }
        }
    }
    found
}

/// The answer without what may differ between two requests: the id itself, request ids.
fn comparable(mut answer: Value, tried: &str) -> String {
    if let Some(errors) = answer["errors"].as_array_mut() {
        for error in errors {
            if let Some(extensions) = error["extensions"].as_object_mut() {
                extensions.remove("requestId");
            }
        }
    }
    answer.to_string().replace(tried, "TRIED")
}

on_both! {
    async fn an_object_of_another_website_is_one_that_never_existed(db: Database) {
        let house = House::open(db).await;
        let here = journey::run(&house, "atlas").await;
        let there = journey::run(&house, "quill").await;
        // Something that could not be delivered, on both.
        let park = "UPDATE outbox_events SET parked_at = settled_at, trouble = 'inside'
            WHERE name = 'order.completed'";
        house.db.conn.execute_unprepared(park).await.expect("parked");
        let schema = Schema::of(&here.admin).await;
        let own = objects_of(&schema, &[&here.client, &here.writer, &here.admin]).await;
        let foreign = objects_of(&schema, &[&there.client, &there.writer, &there.admin]).await;
        let kinds: BTreeSet<_> = foreign.keys().map(String::as_str).collect();
        for kind in ["ord", "dft", "quo", "mem", "rev", "chg", "ses", "cat", "svc", "dlv", "smp", "dev", "sev", "ntf", "evt"] {
            assert!(kinds.contains(kind), "the journey leaves an object of kind {kind}: {kinds:?}");
        }
        let before = house.trail_of("quill").await;
        let mut tried = 0;
        for (operation, root) in [("query", "Query"), ("mutation", "Mutation")] {
            for field in schema.fields(root) {
                for client in [&here.client, &here.writer, &here.admin] {
                    tried += try_field(&house, &schema, operation, &field, client, &own, &foreign)
                        .await;
                }
            }
        }
        assert!(tried > 500, "the trial reached the schema: {tried}");
        assert_eq!(before, house.trail_of("quill").await, "the other website was left alone");
    }
}

async fn try_field(
    house: &House,
    schema: &Schema,
    operation: &str,
    field: &Value,
    client: &Client,
    own: &BTreeMap<String, String>,
    foreign: &BTreeMap<String, String>,
) -> usize {
    let name = field["name"].as_str().expect("a name");
    let args = field["args"].as_array().expect("args");
    let mut tried = 0;
    for arg in args {
        let arg_name = arg["name"].as_str().expect("a name").to_owned();
        let mut places = Vec::new();
        schema.places(&arg["type"], &[], &mut places);
        for Place(path) in places {
            let leaf = path.last().unwrap_or(&arg_name);
            let expected = kind_of(name, leaf);
            // The kind that belongs there, and one that does not.
            for kind in BTreeSet::from([expected, "web"]) {
                let Some(id) = foreign.get(kind) else {
                    continue;
                };
                let unknown = unknown(house, kind);
                let mut answers = Vec::new();
                for id in [id, &unknown] {
                    let ids = Ids {
                        tried: json!(id),
                        own: own.clone(),
                    };
                    let (document, variables) =
                        request(schema, operation, field, &ids, &arg_name, &path);
                    let answer = client.ask(&document, variables).await;
                    answers.push(comparable(answer, id));
                    tried += 1;
                }
                assert_eq!(
                    answers[0], answers[1],
                    "{name}({arg_name}.{path:?}) with a {kind}"
                );
            }
        }
    }
    tried
}

fn unknown(house: &House, kind: &str) -> String {
    let clock: &dyn Clock = &*house.db.manual;
    OrderId::mint(clock).to_string().replacen("ord", kind, 1)
}
