//! A mail, ready to be sent.

use std::fmt;

use kernel::{Email, Instant, WebsiteId};

/// A mail, ready to be sent. None of its one-line fields holds a line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The website in whose name it is sent.
    pub website: WebsiteId,
    /// Made of the event and the recipient: a mail that is repeated after a crash is the same one.
    pub message_id: String,
    /// In whose name.
    pub from: Sender,
    /// To whom.
    pub to: Email,
    /// Where answers go.
    pub reply_to: Option<Email>,
    /// The address that stops mails like this one when it is posted to (RFC 8058), where they may
    /// be stopped.
    pub unsubscribe: Option<String>,
    /// The subject, with the brand's prefix.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// When it was written.
    pub at: Instant,
}

/// The name and address a mail is sent from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The name, on one line.
    pub name: String,
    /// The address.
    pub address: String,
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} <{}>", self.name, self.address)
    }
}
