//! What is measured: the operations as both systems are asked for them.

use std::borrow::Cow;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::http::{find, post};

/// One page of writers, with availability, portfolio, samples and feedback summary.
pub const WRITERS_PAGE: &str = include_str!("../operations/writers_page.graphql");
/// One order, with everything its page shows.
pub const ORDER_PAGE: &str = include_str!("../operations/order_page.graphql");
/// One automatic save of a draft.
pub const DRAFT_SAVE: &str = include_str!("../operations/draft_save.graphql");

/// How one system is asked for one operation.
#[derive(Clone, Debug)]
pub struct Endpoint {
    path: String,
    token: Option<String>,
    from: Option<Ipv4Addr>,
    before: String,
    after: &'static str,
}

impl Endpoint {
    /// The gateway: the document and its variables.
    pub fn gateway(token: Option<&str>, document: &str) -> Self {
        Self {
            path: "/graphql".to_owned(),
            token: token.map(str::to_owned),
            from: None,
            before: format!("{{\"query\":{},\"variables\":", Value::from(document)),
            after: "}",
        }
    }

    /// The limit: the variables alone.
    pub fn limit(token: &str, name: &str) -> Self {
        Self {
            path: format!("/{name}"),
            token: Some(token.to_owned()),
            from: None,
            before: String::new(),
            after: "",
        }
    }

    /// The same, asked from this address through a proxy that the gateway trusts.
    pub fn from(self, address: Ipv4Addr) -> Self {
        Self {
            from: Some(address),
            ..self
        }
    }

    /// The bytes of the request with these variables.
    pub fn request(&self, variables: &str) -> Vec<u8> {
        let body = [&self.before, variables, self.after].concat();
        post(&self.path, self.token.as_deref(), self.from, &body)
    }
}

/// A draft that is saved again and again, by one connection at a time.
#[derive(Debug)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// The version it has come to.
    pub version: AtomicI32,
}

impl Draft {
    /// The variables of its save number `turn`.
    pub fn save(&self, turn: usize) -> String {
        let fields = json!({
            "topic": format!("The economy of lighthouses, take {turn}"),
            "instructions": format!("{INSTRUCTIONS} Take {turn}."),
        });
        let version = self.version.load(Ordering::Relaxed);
        let input = json!({ "id": self.id, "expectedVersion": version, "fields": fields });
        json!({ "input": input }).to_string()
    }
}

/// As long as a brief that somebody is typing.
const INSTRUCTIONS: &str = "Compare three lighthouses on the Atlantic coast: what they cost to \
    build, who paid for them, what their upkeep came to, and which harbours lived on them. Begin \
    with a short history, put the figures into one table, and discuss in the last part whether \
    automation saved what it promised. Use at least four sources, two of them primary. Avoid long \
    quotations, and write for readers who know nothing about the sea.";

/// The requests of one operation to one system.
pub enum Work {
    /// Requests that are asked in turn, each with the length of its answer.
    Reads(Vec<(Vec<u8>, usize)>),
    /// Each connection saves a draft of its own.
    Saves(Endpoint, Arc<[Draft]>),
}

impl Work {
    /// What connection `number` asks in its `turn`.
    pub fn request(&self, number: usize, turn: usize) -> Cow<'_, [u8]> {
        match self {
            Self::Reads(reads) => Cow::Borrowed(&pick(reads, turn).0),
            Self::Saves(endpoint, drafts) => {
                Cow::Owned(endpoint.request(&pick(drafts, number).save(turn)))
            }
        }
    }

    /// Refuses an answer that is not the one asked for.
    pub fn check(&self, number: usize, turn: usize, answer: &[u8]) -> Result<()> {
        match self {
            Self::Reads(reads) => {
                let wanted = pick(reads, turn).1;
                let text = || String::from_utf8_lossy(answer).into_owned();
                ensure!(
                    answer.len() == wanted,
                    "{wanted} bytes were expected: {}",
                    text()
                );
            }
            Self::Saves(_, drafts) => {
                let saved = find(answer, b"\"userErrors\":[]").is_some();
                ensure!(saved, "not saved: {}", String::from_utf8_lossy(answer));
                pick(drafts, number).version.fetch_add(1, Ordering::Relaxed);
            }
        }
        Ok(())
    }
}

#[expect(
    clippy::indexing_slicing,
    reason = "the remainder is within the list, which is not empty"
)]
fn pick<T>(list: &[T], turn: usize) -> &T {
    &list[turn % list.len()]
}
