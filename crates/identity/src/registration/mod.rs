//! Registrations: how a stranger gets an account, or an account a place on a further website.
//!
//! Nothing comes into being before the link in the mail is opened, so nobody can take an address
//! that is not theirs, and nobody learns from the answer which addresses are known.

pub mod entity;
pub mod link;
mod service;
mod verify;

use kernel::{Email, Instant};

pub use service::RegistrationService;

use crate::{Origin, Password, Token};

/// What a stranger says about themselves.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Where the link goes.
    pub email: String,
    /// What they want to be called.
    pub display_name: String,
    /// The language they read, as a BCP 47 tag.
    pub locale: Option<String>,
    /// The IANA name of the zone they live in.
    pub time_zone: Option<String>,
    /// Where they ask.
    pub origin: Origin,
}

/// The opened link and the password of whoever opened it.
#[derive(Clone, Debug, Default)]
pub struct Verify {
    /// The token out of the link.
    pub token: String,
    /// The password to be, or the account's own where it has one already.
    pub password: Password,
    /// Where they open it.
    pub origin: Origin,
}

/// A link on its way into a mail or onto the console.
#[derive(Clone, Debug)]
pub struct Link {
    /// What the address of the link carries.
    pub token: Token,
    /// Where the mail goes.
    pub email: Email,
    /// What its reader is called. They wrote it themselves and have proved nothing yet.
    pub display_name: String,
    /// The language they read, if they said so.
    pub locale: Option<String>,
    /// Until when it can be opened.
    pub expires_at: Instant,
}
