//! The schema as a promise: the file is fresh, everything is described, and the names that clients
//! rely on keep their shape.

use std::path::Path;

use serde_json::{Value, json};
use testkit::on_both;

use crate::house::House;

#[test]
fn the_file_is_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a workspace");
    let file = std::fs::read_to_string(root.join("schema.graphql")).expect("schema.graphql");
    assert!(file == gateway::graphql::sdl(), "run `cargo xtask schema`");
}

const DESCRIPTIONS: &str = "{ __schema { types { name kind description
    fields { name description args { name description } }
    inputFields { name description } enumValues { name description } } } }";

/// Types of the library, whose words are not ours to choose.
fn is_foreign(name: &str) -> bool {
    let built_in = name == "ID";
    built_in || name.starts_with("__") || name.ends_with("Connection") || name.ends_with("Edge")
}

fn undescribed(parent: &str, things: &Value, found: &mut Vec<String>) {
    for thing in things.as_array().into_iter().flatten() {
        let name = format!("{parent}.{}", thing["name"].as_str().expect("a name"));
        if thing["description"].as_str().is_none_or(str::is_empty) {
            found.push(name.clone());
        }
        undescribed(&name, &thing["args"], found);
    }
}

on_both! {
    async fn everything_is_described(db: Database) {
        let house = House::open(db).await;
        let schema = house.visitor("atlas").done(DESCRIPTIONS, json!({})).await;
        let types = schema["__schema"]["types"].as_array().expect("types");
        let mut found = Vec::new();
        for one in types {
            let name = one["name"].as_str().expect("a name");
            if is_foreign(name) {
                continue;
            }
            if one["description"].as_str().is_none_or(str::is_empty) {
                found.push(name.to_owned());
            }
            for part in ["fields", "inputFields", "enumValues"] {
                undescribed(name, &one[part], &mut found);
            }
            if name == "Mutation" {
                // The one argument of a mutation is its input, which says everything itself.
                found.retain(|path| path.rsplit('.').next() != Some("input"));
            }
            if ["Query", "Mutation", "Subscription"].contains(&name) {
                for field in one["fields"].as_array().expect("fields") {
                    let words = field["description"].as_str().unwrap_or_default();
                    assert!(
                        words.starts_with("Public") || words.starts_with("Requires: "),
                        "{name}.{}: {words}", field["name"]
                    );
                }
            }
        }
        assert!(found.is_empty(), "without a description: {found:#?}");
    }
}
