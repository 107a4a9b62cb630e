//! What a seal is computed over: every line in one form, whatever database holds it.

use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::super::entity::Model as Entry;
use super::entity::Model as Seal;
use crate::Instant;

/// Set in front of everything: were the form ever changed, older seals would still be told apart.
const FORM: &[u8] = b"scriptorium audit seal 1\n";

/// The hash before the first seal.
pub(super) const NOTHING: [u8; 32] = [0; 32];

/// A seal being computed.
pub(super) struct Wax {
    hash: Sha256,
    entries: i64,
}

impl Wax {
    /// Over the stretch of this seal, whose number, times and previous hash are known.
    pub(super) fn over(seal: &Seal) -> Self {
        let mut wax = Self {
            hash: Sha256::new_with_prefix(FORM),
            entries: 0,
        };
        wax.id(seal.website_id.into());
        wax.number(seal.number);
        wax.instant(seal.from_at);
        wax.instant(seal.until_at);
        wax.bytes(&seal.previous_hash);
        wax
    }

    /// Takes in the next line.
    pub(super) fn add(&mut self, entry: &Entry) {
        self.entries += 1;
        self.id(entry.id.into());
        self.id(entry.website_id.into());
        self.instant(entry.at);
        self.text(&entry.actor);
        match &entry.on_behalf_of {
            Some(whom) => {
                self.hash.update(b"+");
                self.text(whom);
            }
            None => self.hash.update(b"-"),
        }
        self.text(&entry.action);
        self.text(&entry.object);
        match &entry.detail {
            Some(detail) => self.value(detail),
            None => self.hash.update(b"-"),
        }
        self.id(entry.request_id.into());
    }

    /// How many lines there were, and their hash.
    pub(super) fn set(mut self) -> (i64, Vec<u8>) {
        let entries = self.entries;
        self.number(entries);
        (entries, self.hash.finalize().to_vec())
    }

    fn id(&mut self, id: Uuid) {
        self.hash.update(id.as_bytes());
    }

    fn number(&mut self, number: i64) {
        self.hash.update(number.to_be_bytes());
    }

    fn instant(&mut self, at: Instant) {
        self.number(at.timestamp_micros());
    }

    /// With its length in front, so that no text can pass for the end of one and the beginning of
    /// another.
    fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.hash.update(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn length(&mut self, length: usize) {
        self.number(i64::try_from(length).unwrap_or(i64::MAX));
    }

    /// JSON with its members in order of their names: databases keep them as they like.
    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.hash.update(b"n"),
            Value::Bool(true) => self.hash.update(b"t"),
            Value::Bool(false) => self.hash.update(b"f"),
            Value::Number(number) => {
                self.hash.update(b"#");
                self.text(&number.to_string());
            }
            Value::String(text) => {
                self.hash.update(b"s");
                self.text(text);
            }
            Value::Array(values) => {
                self.hash.update(b"[");
                self.length(values.len());
                for value in values {
                    self.value(value);
                }
            }
            Value::Object(members) => {
                self.hash.update(b"{");
                self.length(members.len());
                let mut names: Vec<_> = members.iter().collect();
                names.sort_unstable_by_key(|(name, _)| *name);
                for (name, value) in names {
                    self.text(name);
                    self.value(value);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{AuditId, RequestId, WebsiteId};

    fn seal() -> Seal {
        let at = Instant::UNIX_EPOCH;
        Seal {
            website_id: WebsiteId::from(Uuid::nil()),
            number: 1,
            from_at: at,
            until_at: at,
            entries: 0,
            previous_hash: NOTHING.to_vec(),
            hash: Vec::new(),
            sealed_at: at,
        }
    }

    fn entry(change: impl FnOnce(&mut Entry)) -> Entry {
        let mut entry = Entry {
            id: AuditId::from(Uuid::nil()),
            website_id: WebsiteId::from(Uuid::nil()),
            at: Instant::UNIX_EPOCH,
            actor: "system:test".to_owned(),
            on_behalf_of: None,
            action: "order.completed".to_owned(),
            object: "ord_1".to_owned(),
            detail: Some(json!({ "before": 1, "after": [null, true, "x"] })),
            request_id: RequestId::from(Uuid::nil()),
        };
        change(&mut entry);
        entry
    }

    fn hash(entries: &[Entry]) -> Vec<u8> {
        let mut wax = Wax::over(&seal());
        for entry in entries {
            wax.add(entry);
        }
        wax.set().1
    }

    #[test]
    fn every_part_of_a_line_counts() {
        let mut seen = vec![hash(&[]), hash(&[entry(|_| {})])];
        seen.extend([
            hash(&[entry(|it| it.id = AuditId::from(Uuid::max()))]),
            hash(&[entry(|it| it.at += chrono::TimeDelta::microseconds(1))]),
            hash(&[entry(|it| it.actor.push('s'))]),
            hash(&[entry(|it| it.on_behalf_of = Some(String::new()))]),
            hash(&[entry(|it| it.on_behalf_of = Some("mem_1".to_owned()))]),
            hash(&[entry(|it| it.action.push('s'))]),
            // The same letters, divided otherwise.
            hash(&[entry(|it| {
                it.action = "order.complete".to_owned();
                it.object = "dord_1".to_owned();
            })]),
            hash(&[entry(|it| it.detail = None)]),
            hash(&[entry(|it| it.detail = Some(json!(null)))]),
            hash(&[entry(|it| it.detail = Some(json!({ "before": "1" })))]),
            hash(&[entry(|it| it.detail = Some(json!({ "before": 1 })))]),
            hash(&[entry(|it| it.request_id = RequestId::from(Uuid::max()))]),
            hash(&[entry(|_| {}), entry(|_| {})]),
        ]);
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all);
    }

    #[test]
    fn the_order_of_members_does_not_count() {
        let one: Value = serde_json::from_str(r#"{ "a": 1, "b": { "c": 2, "d": 3 } }"#).expect("x");
        let two: Value = serde_json::from_str(r#"{ "b": { "d": 3, "c": 2 }, "a": 1 }"#).expect("x");
        assert_eq!(
            hash(&[entry(|it| it.detail = Some(one))]),
            hash(&[entry(|it| it.detail = Some(two))])
        );
    }
}
