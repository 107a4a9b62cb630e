//! Texts that people write, checked once at the border.

use std::fmt;
use std::str::FromStr;

use chrono_tz::Tz;
use email_address::EmailAddress;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

use crate::{Code, Faults, Field};

/// An e-mail address, case-folded: `Ann@Example.org` and `ann@example.org` are one person.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, DeriveValueType)]
#[serde(transparent)]
pub struct Email(String);

/// The text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct InvalidEmail;

impl Email {
    /// The folded address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Email {
    type Err = InvalidEmail;

    fn from_str(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim();
        let options = email_address::Options::default()
            .with_required_tld()
            .without_display_text()
            .without_domain_literal();
        EmailAddress::parse_with_options(text, options).map_err(|_| InvalidEmail)?;
        Ok(Self(text.to_lowercase()))
    }
}

impl Faults {
    /// A needed text: trimmed, not blank, at most `max` characters, no control characters other
    /// than line breaks and tabs.
    pub fn text(&mut self, path: &str, text: &str, max: usize) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.add(Code::Required, path, "Fill this in.");
        } else {
            self.length(path, text, max);
        }
        text.to_owned()
    }

    /// A needed text on one line: a name, or what stands in a mail header.
    pub fn line(&mut self, path: &str, text: &str, max: usize) -> String {
        let text = self.text(path, text, max);
        if text.contains(['\r', '\n']) {
            self.add(Code::Invalid, path, "Write this on one line.");
        }
        text
    }

    /// A language as a BCP 47 tag.
    pub fn language(&mut self, path: &str, tag: &str) -> String {
        let tag = tag.trim();
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default();
        let alphanumeric = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric());
        let right = (2..=3).contains(&language.len())
            && language.bytes().all(|b| b.is_ascii_lowercase())
            && parts.all(|part| (2..=8).contains(&part.len()) && alphanumeric(part))
            && tag.len() <= 35;
        if !right {
            let message = "Write the language as a tag like `en` or `en-GB`.";
            self.add(Code::Invalid, path, message);
        }
        tag.to_owned()
    }

    /// A time zone by its IANA name.
    pub fn zone(&mut self, path: &str, name: &str) -> Option<Tz> {
        let zone = name.trim().parse().ok();
        if zone.is_none() {
            let message = "Name a time zone like Europe/Berlin or UTC.";
            self.add(Code::Invalid, path, message);
        }
        zone
    }

    /// A text that may be left out; a blank one counts as left out.
    pub fn optional(&mut self, path: &str, text: Option<&str>, max: usize) -> Option<String> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        self.length(path, text, max);
        Some(text.to_owned())
    }

    /// A text of an update; a blank one clears.
    pub fn field(&mut self, path: &str, text: &Field<String>, max: usize) -> Field<String> {
        match text {
            Field::Keep => Field::Keep,
            Field::Clear => Field::Clear,
            Field::Set(text) => self
                .optional(path, Some(text), max)
                .map_or(Field::Clear, Field::Set),
        }
    }

    /// A whole number within bounds, both inclusive.
    pub fn range(&mut self, path: &str, number: i32, least: i32, most: i32) {
        if number < least {
            self.add(Code::TooSmall, path, format!("Choose {least} or more."));
        } else if number > most {
            self.add(Code::TooLarge, path, format!("Choose {most} or less."));
        }
    }

    fn length(&mut self, path: &str, text: &str, max: usize) {
        let length = text.chars().count();
        if length > max {
            let over = length - max;
            self.add(
                Code::TooLong,
                path,
                format!("Use at most {max} characters; this is {over} too many."),
            );
        }
        if text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            self.add(
                Code::Invalid,
                path,
                "Remove the control characters from this text.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_folded_and_checked() {
        assert_eq!(
            " Ann@Example.ORG ".parse::<Email>().map(|e| e.0),
            Ok("ann@example.org".into())
        );
        for wrong in [
            "",
            "ann",
            "ann@",
            "@example.org",
            "a b@example.org",
            "Ann <a@example.org>",
        ] {
            assert_eq!(wrong.parse::<Email>(), Err(InvalidEmail), "{wrong}");
        }
        assert_eq!(
            "a@example.org\r\nBcc: b@example.org".parse::<Email>(),
            Err(InvalidEmail)
        );
    }

    #[test]
    fn a_line_a_language_and_a_zone_are_checked() {
        let mut faults = Faults::none();
        assert_eq!(faults.language("locale", " en-GB "), "en-GB");
        assert_eq!(
            faults.zone("timeZone", "Europe/Berlin"),
            Some(Tz::Europe__Berlin)
        );
        assert!(faults.is_empty());
        faults.line("name", "Ann\r\nBcc: b@example.org", 100);
        faults.language("locale", "English");
        faults.zone("timeZone", "Berlin");
        let fields: Vec<_> = faults.into_iter().map(|fault| fault.field).collect();
        assert_eq!(fields, [["name"], ["locale"], ["timeZone"]]);
    }

    #[test]
    fn a_text_is_trimmed_and_every_fault_named() {
        let mut faults = Faults::none();
        assert_eq!(faults.text("title", "  Essay ", 10), "Essay");
        assert!(faults.is_empty());
        faults.text("title", " ", 10);
        faults.text("topic", "abc\u{7}def", 5);
        let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, [Code::Required, Code::TooLong, Code::Invalid]);
    }
}
