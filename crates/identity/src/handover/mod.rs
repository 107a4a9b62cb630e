//! The way over to another website: a signed-in person gets a session there without signing in
//! again. A program takes the token of the new session at once. A browser keeps its cookies per
//! host: it is handed over by a link that opens once, within a minute.

pub mod entity;
mod service;

use kernel::Instant;

pub use service::HandoverService;

use crate::Token;

/// A way over, open for a minute. The token is shown here and never again.
#[derive(Clone, Debug)]
pub struct Handover {
    /// What the other website is entered with.
    pub token: Token,
    /// Until when.
    pub expires_at: Instant,
}
