//! Whether two answers say the same: key order does not matter, anything else does.

use serde_json::Value;

/// The first place where two values differ, in words; nothing if they are equal.
pub fn difference(gateway: &Value, limit: &Value) -> Option<String> {
    at("data", gateway, limit)
}

fn at(path: &str, gateway: &Value, limit: &Value) -> Option<String> {
    match (gateway, limit) {
        (Value::Object(left), Value::Object(right)) => {
            let missing = right.keys().find(|key| !left.contains_key(*key));
            if let Some(key) = missing {
                return Some(format!("{path}.{key} is only in the limit's answer"));
            }
            left.iter().find_map(|(key, value)| match right.get(key) {
                Some(other) => at(&format!("{path}.{key}"), value, other),
                None => Some(format!("{path}.{key} is only in the gateway's answer")),
            })
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => left
            .iter()
            .zip(right)
            .enumerate()
            .find_map(|(index, (one, other))| at(&format!("{path}[{index}]"), one, other)),
        (Value::Array(left), Value::Array(right)) => Some(format!(
            "{path} has {} entries from the gateway and {} from the limit",
            left.len(),
            right.len()
        )),
        _ if gateway == limit => None,
        _ => Some(format!("{path}: gateway {gateway}, limit {limit}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn key_order_is_no_difference() {
        let (left, right) = (
            json!({"a": 1, "b": [2, null]}),
            json!({"b": [2, null], "a": 1}),
        );
        assert_eq!(difference(&left, &right), None);
    }

    #[test]
    fn the_place_of_a_difference_is_named() {
        let gateway = json!({"order": {"lines": [{"x": "1"}, {"x": "2"}]}});
        for (limit, place) in [
            (
                json!({"order": {"lines": [{"x": "1"}, {"x": "3"}]}}),
                "data.order.lines[1].x",
            ),
            (
                json!({"order": {"lines": [{"x": "1"}]}}),
                "data.order.lines has 2",
            ),
            (
                json!({"order": {"lines": [{"x": "1"}, {}]}}),
                "data.order.lines[1].x is only",
            ),
            (json!({"order": null}), "data.order: gateway"),
        ] {
            let found = difference(&gateway, &limit).expect("a difference");
            assert!(found.starts_with(place), "{found}");
        }
    }
}
