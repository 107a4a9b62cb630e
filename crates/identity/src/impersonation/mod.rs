//! Impersonations: somebody of the house looks at a website through a member's eyes, to help them.
//! For a short time, without changing anything, without what is private, and never behind the
//! member's back. It is no session of the member's: no device of theirs, no sign-in, no alert.

mod authenticate;
mod ending;
pub mod entity;
mod service;

use kernel::{MemberId, Who};

pub(crate) use ending::end_with_sessions_in;
pub use service::ImpersonationService;

use crate::Token;

/// Through whose eyes to look, and why.
#[derive(Clone, Debug)]
pub struct Impersonate {
    /// Through whose.
    pub member: MemberId,
    /// Why: the member reads it.
    pub reason: String,
}

/// Somebody looks. The token is shown here and never again.
#[derive(Clone, Debug)]
pub struct Impersonating {
    /// The look.
    pub impersonation: entity::Model,
    /// As whom they ask.
    pub who: Who,
    /// What they ask with.
    pub token: Token,
}
