//! JSON written as it goes, in the forms in which the gateway writes it.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use uuid::Uuid;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// An answer that grows.
pub struct Json(String);

impl Json {
    /// An empty answer, with room for what is to come.
    pub fn with_room(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// The whole answer.
    pub fn done(self) -> String {
        self.0
    }

    /// Something that is JSON already.
    pub fn raw(&mut self, text: &str) -> &mut Self {
        self.0.push_str(text);
        self
    }

    /// A comma between entries: none after the opening bracket.
    pub fn comma(&mut self) -> &mut Self {
        if !self.0.ends_with(['[', '{']) {
            self.0.push(',');
        }
        self
    }

    /// A text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.0.push('"');
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c == '"' || c == '\\' || c.is_ascii_control()) {
            let (plain, from) = rest.split_at(at);
            self.0.push_str(plain);
            let mut chars = from.chars();
            match chars.next() {
                Some('\n') => self.0.push_str("\\n"),
                Some('\r') => self.0.push_str("\\r"),
                Some('\t') => self.0.push_str("\\t"),
                Some(c @ ('"' | '\\')) => self.0.extend(['\\', c]),
                Some(c) => self.show(format_args!("\\u{:04x}", u32::from(c))),
                None => {}
            }
            rest = chars.as_str();
        }
        self.0.push_str(rest);
        self.0.push('"');
        self
    }

    /// A text in capital letters: how values of an enum are written.
    pub fn name(&mut self, name: &str) -> &mut Self {
        self.0.push('"');
        self.0.extend(name.chars().map(|c| c.to_ascii_uppercase()));
        self.0.push('"');
        self
    }

    /// What there is of it, else null.
    pub fn maybe<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) -> &mut Self {
        match value {
            Some(value) => write(self, value),
            None => self.0.push_str("null"),
        }
        self
    }

    /// A text or null.
    pub fn maybe_text(&mut self, text: Option<&str>) -> &mut Self {
        self.maybe(text, |json, text| {
            json.text(text);
        })
    }

    /// A number.
    pub fn number(&mut self, number: impl Into<i64>) -> &mut Self {
        self.show(format_args!("{}", number.into()));
        self
    }

    /// True or false.
    pub fn truth(&mut self, truth: bool) -> &mut Self {
        self.raw(if truth { "true" } else { "false" })
    }

    /// An id of the kind that is written `prefix_…`.
    pub fn id(&mut self, prefix: &str, id: Uuid) -> &mut Self {
        self.0.push('"');
        self.0.push_str(prefix);
        self.0.push('_');
        let bits = id.as_u128();
        for place in (0..26).rev() {
            let index = usize::try_from((bits >> (place * 5)) & 31).unwrap_or_default();
            self.0.extend(ALPHABET.get(index).copied().map(char::from));
        }
        self.0.push('"');
        self
    }

    /// An instant.
    pub fn time(&mut self, time: DateTime<Utc>) -> &mut Self {
        self.text(&time.to_rfc3339())
    }

    /// An instant or null.
    pub fn maybe_time(&mut self, time: Option<DateTime<Utc>>) -> &mut Self {
        self.maybe(time, |json, time| {
            json.time(time);
        })
    }

    /// An exact number with two decimals, as a text.
    pub fn hundredths(&mut self, value: i64) -> &mut Self {
        self.show(format_args!("\"{}.{:02}\"", value / 100, value.abs() % 100));
        self
    }

    fn show(&mut self, what: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.0.write_fmt(what);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were() {
        for text in ["", "plain", "a \"b\" \\ c\nd\te\u{1}é😀", "\"", "ends\\"] {
            let mut json = Json::with_room(0);
            json.text(text);
            assert_eq!(
                serde_json::from_str::<String>(&json.done()).expect("json"),
                text
            );
        }
    }

    #[test]
    fn ids_are_written_as_the_kernel_writes_them() {
        let mut json = Json::with_room(0);
        json.id(
            "ord",
            Uuid::from_u128(0x0192_f3a1_0000_7000_8000_0000_0000_0001),
        );
        assert_eq!(json.done(), "\"ord_01jbst2000e008000000000001\"");
    }
}
