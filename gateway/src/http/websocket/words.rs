//! The words of graphql-transport-ws, and how a conversation ends.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::http::live::pass::Over;

/// The longest name of an operation.
const NAME: usize = 128;
/// The longest reason for an end, in bytes: a frame of the protocol holds no more.
const REASON: usize = 120;

/// What a client may say.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Said {
    /// Who they are; always first.
    ConnectionInit {
        /// In place of headers.
        payload: Option<Map<String, Value>>,
    },
    /// Are you there?
    Ping {},
    /// I am.
    Pong {},
    /// Do this.
    Subscribe {
        /// What the client calls it.
        id: String,
        /// What to do.
        payload: Map<String, Value>,
    },
    /// Do it no longer.
    Complete {
        /// What the client calls it.
        id: String,
    },
}

impl Said {
    /// Reads a message.
    pub fn read(text: &str) -> Result<Self, End> {
        let said: Self = serde_json::from_str(text)
            .map_err(|_| End::bad("This is no message of graphql-transport-ws."))?;
        match &said {
            Self::Subscribe { id, .. } | Self::Complete { id }
                if id.is_empty() || id.len() > NAME =>
            {
                Err(End::bad("An operation needs an id of 1 to 128 bytes."))
            }
            _ => Ok(said),
        }
    }
}

/// The server knows who it is.
pub fn ack() -> String {
    json!({ "type": "connection_ack" }).to_string()
}

/// The server is there.
pub fn pong() -> String {
    json!({ "type": "pong" }).to_string()
}

/// A result; `payload` is JSON.
pub fn next(id: &str, payload: &str) -> String {
    format!(
        r#"{{"id":{},"type":"next","payload":{payload}}}"#,
        json!(id)
    )
}

/// The operation failed; `errors` is a JSON list.
pub fn error(id: &str, errors: &str) -> String {
    format!(
        r#"{{"id":{},"type":"error","payload":{errors}}}"#,
        json!(id)
    )
}

/// Nothing follows.
pub fn complete(id: &str) -> String {
    json!({ "id": id, "type": "complete" }).to_string()
}

/// How a conversation ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The other side has gone.
    Gone,
    /// It is ended, with a code of the protocol.
    Closed(u16, Cow<'static, str>),
}

impl End {
    fn because(code: u16, reason: &'static str) -> Self {
        Self::Closed(code, Cow::Borrowed(reason))
    }

    fn told(code: u16, reason: &str) -> Self {
        let mut end = reason.len().min(REASON);
        while !reason.is_char_boundary(end) {
            end -= 1;
        }
        Self::Closed(code, Cow::Owned(reason[..end].to_owned()))
    }

    /// The house closes; a client comes back by itself.
    pub fn away() -> Self {
        Self::because(1001, "The server goes away. Connect again.")
    }

    /// More than fits into one message.
    pub fn too_large() -> Self {
        Self::because(1009, "A message is larger than 256 KiB.")
    }

    /// This session has too many connections.
    pub fn crowded() -> Self {
        Self::because(1013, "There are too many connections. Close some first.")
    }

    /// The message makes no sense.
    pub fn bad(why: &str) -> Self {
        Self::told(4400, why)
    }

    /// An operation before anybody said who they are.
    pub fn too_early() -> Self {
        Self::because(4401, "Unauthorized: send connection_init first.")
    }

    /// They may not be here.
    pub fn forbidden(why: &str) -> Self {
        Self::told(4403, why)
    }

    /// Nobody said who they are.
    pub fn late() -> Self {
        Self::because(4408, "Connection initialisation timeout")
    }

    /// Two operations of one name.
    pub fn taken(id: &str) -> Self {
        Self::told(4409, &format!("Subscriber for {id} already exists"))
    }

    /// Saying who they are twice.
    pub fn again() -> Self {
        Self::because(4429, "Too many initialisation requests")
    }

    /// They cannot stay.
    pub fn over(over: Over) -> Self {
        match over {
            Over::Session => Self::because(4401, "The session has ended. Sign in again."),
            Over::Website => Self::because(4403, "This website is closed at present."),
            Over::Unknown => Self::because(1011, "Something went wrong on our side. Try again."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_of_the_protocol_are_understood() {
        for fine in [
            r#"{"type":"connection_init"}"#,
            r#"{"type":"connection_init","payload":{"authorization":"x"}}"#,
            r#"{"type":"ping","payload":{"a":1}}"#,
            r#"{"type":"pong"}"#,
            r#"{"id":"1","type":"complete"}"#,
            r#"{"id":"1","type":"subscribe","payload":{"query":"{ a }"}}"#,
        ] {
            assert!(Said::read(fine).is_ok(), "{fine}");
        }
        for bad in [
            "",
            "[]",
            r#"{"type":"next","id":"1"}"#,
            r#"{"type":"subscribe","payload":{"query":"{ a }"}}"#,
            r#"{"id":"","type":"subscribe","payload":{"query":"{ a }"}}"#,
            r#"{"id":1,"type":"complete"}"#,
            r#"{"id":"1","type":"subscribe"}"#,
        ] {
            assert!(
                matches!(Said::read(bad), Err(End::Closed(4400, _))),
                "{bad}"
            );
        }
    }

    #[test]
    fn a_reason_fits_into_its_frame() {
        let End::Closed(_, reason) = End::bad(&"ü".repeat(100)) else {
            panic!("it is closed");
        };
        assert_eq!(reason.len(), REASON);
    }

    #[test]
    fn an_id_cannot_break_out_of_its_message() {
        let said = next("\"}", r#"{"data":1}"#);
        let said: Value = serde_json::from_str(&said).expect("json");
        assert_eq!(
            (&said["id"], &said["payload"]["data"]),
            (&json!("\"}"), &json!(1))
        );
    }
}
