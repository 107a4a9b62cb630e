//! What a website looks like, in mails and on pages.

use kernel::{Code, Email, Faults};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// The published look of a website. What it leaves out is filled by the defaults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(default, deny_unknown_fields)]
pub struct Branding {
    /// The sender's name in mails; the website's name when absent.
    pub from_name: Option<String>,
    /// The sender's address in mails; that of the installation when absent.
    pub from_address: Option<String>,
    /// Where answers to mails go; to the sender when absent.
    pub reply_to: Option<String>,
    /// What the subject of a mail begins with.
    pub subject_prefix: Option<String>,
    /// The bar at the top of a mail.
    pub header_colour: String,
    /// The small print at the end of a mail.
    pub footer_text: Option<String>,
    /// The picture at the top of mails and pages.
    pub logo_url: Option<String>,
    /// The picture in the browser's tab.
    pub favicon_url: Option<String>,
    /// Buttons and links on a light ground.
    pub primary: String,
    /// Highlights on a light ground.
    pub accent: String,
    /// Buttons and links on a dark ground.
    pub primary_dark: String,
    /// Highlights on a dark ground.
    pub accent_dark: String,
}

impl Default for Branding {
    /// A calm blue that is readable with white text on it.
    fn default() -> Self {
        Self {
            from_name: None,
            from_address: None,
            reply_to: None,
            subject_prefix: None,
            header_colour: "#1d4ed8".to_owned(),
            footer_text: None,
            logo_url: None,
            favicon_url: None,
            primary: "#1d4ed8".to_owned(),
            accent: "#b45309".to_owned(),
            primary_dark: "#93c5fd".to_owned(),
            accent_dark: "#fcd34d".to_owned(),
        }
    }
}

impl Branding {
    /// The branding with its texts trimmed, or every fault of it.
    ///
    /// # Errors
    /// `INVALID` and `TOO_LONG`, each with its field.
    pub fn check(self) -> Result<Self, Faults> {
        let mut faults = Faults::none();
        for (path, colour) in [
            ("headerColour", &self.header_colour),
            ("primary", &self.primary),
            ("accent", &self.accent),
            ("primaryDark", &self.primary_dark),
            ("accentDark", &self.accent_dark),
        ] {
            if !is_colour(colour) {
                faults.add(
                    Code::Invalid,
                    path,
                    "Write the colour as `#` and six hexadecimal digits, like #1d4ed8.",
                );
            }
        }
        let checked = Self {
            from_name: line(&mut faults, "fromName", self.from_name.as_deref(), 100),
            from_address: mailbox(&mut faults, "fromAddress", self.from_address.as_deref()),
            reply_to: mailbox(&mut faults, "replyTo", self.reply_to.as_deref()),
            subject_prefix: line(
                &mut faults,
                "subjectPrefix",
                self.subject_prefix.as_deref(),
                50,
            ),
            footer_text: faults.optional("footerText", self.footer_text.as_deref(), 1_000),
            logo_url: address(&mut faults, "logoUrl", self.logo_url.as_deref()),
            favicon_url: address(&mut faults, "faviconUrl", self.favicon_url.as_deref()),
            ..self
        };
        faults.or(checked)
    }
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// A text that stands in a mail header: a line break in it would begin another header.
fn line(faults: &mut Faults, path: &str, text: Option<&str>, max: usize) -> Option<String> {
    let text = faults.optional(path, text, max)?;
    if text.contains(['\r', '\n']) {
        faults.add(Code::Invalid, path, "Write this on one line.");
    }
    Some(text)
}

/// An address of mails.
fn mailbox(faults: &mut Faults, path: &str, text: Option<&str>) -> Option<String> {
    let text = faults.optional(path, text, 254)?;
    let email = text.parse::<Email>();
    if email.is_err() {
        faults.add(
            Code::Invalid,
            path,
            "Write an e-mail address like help@example.org.",
        );
    }
    email.ok().map(|email| email.to_string())
}

/// A picture: on an encrypted address, or on the website itself.
fn address(faults: &mut Faults, path: &str, text: Option<&str>) -> Option<String> {
    let text = faults.optional(path, text, 500)?;
    let own = text.starts_with('/') && !text.starts_with("//");
    if !(own || text.starts_with("https://")) || text.contains(char::is_whitespace) {
        faults.add(
            Code::Invalid,
            path,
            "Give an address that begins with https:// or with a single slash.",
        );
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_branding_has_every_default() {
        let branding: Branding = serde_json::from_str("{}").expect("a branding");
        assert_eq!(branding, Branding::default());
        assert_eq!(branding.clone().check(), Ok(branding));
    }

    #[test]
    fn every_fault_is_named() {
        let faults = Branding {
            header_colour: "blue".to_owned(),
            accent: "#12345g".to_owned(),
            subject_prefix: Some("[Atlas]\r\nBcc: a@b.test".to_owned()),
            reply_to: Some("help@atlas.test\r\nBcc: a@b.test".to_owned()),
            logo_url: Some("javascript:alert(1)".to_owned()),
            favicon_url: Some("//elsewhere.test/x.png".to_owned()),
            ..Branding::default()
        }
        .check()
        .expect_err("faults");
        let fields: Vec<_> = faults.into_iter().flat_map(|fault| fault.field).collect();
        assert_eq!(
            fields,
            [
                "headerColour",
                "accent",
                "replyTo",
                "subjectPrefix",
                "logoUrl",
                "faviconUrl"
            ]
        );
    }
}
