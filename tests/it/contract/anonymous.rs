//! What a stranger gets from every root field: a new field shows here, in one line of one diff.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};
use testkit::on_both;

use super::walk::{Ids, Schema, request};
use crate::house::House;

/// The outcome of one field in a word.
fn outcome(answer: &Value, name: &str) -> String {
    if let Some(code) = answer["errors"][0]["extensions"]["code"].as_str() {
        return code.to_owned();
    }
    let value = &answer["data"][name];
    let errors = value["userErrors"].as_array();
    let mut codes: Vec<_> = errors
        .into_iter()
        .flatten()
        .filter_map(|e| e["code"].as_str())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    match (value, codes.is_empty()) {
        (Value::Null, _) => "null".to_owned(),
        (_, true) => "answer".to_owned(),
        (_, false) => codes.join(" "),
    }
}

on_both! {
    async fn every_root_field_has_an_answer_for_strangers(db: Database) {
        let house = House::open(db).await;
        let stranger = house.visitor("atlas");
        let schema = Schema::of(&stranger).await;
        let mut grid = String::new();
        for (operation, root) in [("query", "Query"), ("mutation", "Mutation")] {
            for field in schema.fields(root) {
                let name = field["name"].as_str().expect("a name");
                let ids = Ids { tried: json!("none"), own: BTreeMap::new() };
                let (document, variables) = request(&schema, operation, &field, &ids, "", &[]);
                let answer = stranger.ask(&document, variables).await;
                writeln!(grid, "{operation} {name}: {}", outcome(&answer, name)).expect("text");
            }
        }
        insta::assert_snapshot!("anonymous", grid);
    }
}
