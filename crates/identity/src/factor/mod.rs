//! Second factors: what people prove themselves with besides the password, and how lately they
//! have.

pub mod codes;
mod fresh;
mod prove;
mod sealed;
mod service;
mod take;
pub mod totp;

use kernel::Instant;

pub use service::FactorService;

use crate::{Origin, Password};

/// A further proof of somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Reauthenticate {
    /// What they give.
    pub given: Given,
    /// Where from.
    pub origin: Origin,
}

/// Either of the two things that only they have.
#[derive(Clone)]
pub enum Given {
    /// Their password.
    Password(Password),
    /// A code of their authenticator, or a recovery code.
    Code(String),
}

impl std::fmt::Debug for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Password(_) => "Password",
            Self::Code(_) => "Code",
        })
    }
}

/// How somebody's second factor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// Since when it is on.
    pub enabled_at: Option<Instant>,
    /// How many recovery codes are unused.
    pub recovery_codes_left: u32,
    /// Whether the website lets nobody in without one.
    pub is_required: bool,
    /// Until when sensitive changes are open in this session.
    pub proven_until: Option<Instant>,
}
