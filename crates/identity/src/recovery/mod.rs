//! Recoveries: ways into an account through its owner's mailbox, and the changes of password and
//! address that go with them.
//!
//! Asking never tells whether an address is known: the answer, the rows and the statements are the
//! same, and only the mail that does or does not arrive differs. The link itself is made on its way
//! into the mail; what is stored of it is a hash.

mod console;
mod email;
pub mod entity;
mod issue;
pub mod link;
mod magic;
mod open;
mod password;
mod request;
mod reset;
mod service;

use kernel::{AccountId, Email, Instant};

pub use console::ConsoleService;
pub use service::RecoveryService;

use crate::{Origin, Password, Token};

/// An address that somebody names, for a mail to be sent to it.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// The address.
    pub email: String,
    /// Where it was named.
    pub origin: Origin,
}

/// An opened link.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The token out of the link.
    pub token: String,
    /// Where it was opened.
    pub origin: Origin,
}

/// An opened link to sign in with.
#[derive(Clone, Debug, Default)]
pub struct MagicSignIn {
    /// The token out of the link.
    pub token: String,
    /// Where it was opened.
    pub origin: Origin,
    /// Whether they want to stay signed in for long.
    pub remember_me: bool,
}

/// An opened link to set a new password with.
#[derive(Clone, Debug, Default)]
pub struct ResetPassword {
    /// The token out of the link.
    pub token: String,
    /// The new password.
    pub password: Password,
    /// Where it was opened.
    pub origin: Origin,
}

/// A change of one's own password.
#[derive(Clone, Debug, Default)]
pub struct ChangePassword {
    /// The present password.
    pub current: Password,
    /// The one it is to be.
    pub new: Password,
    /// Where it is changed.
    pub origin: Origin,
}

/// What a mail about a recovery has to say.
#[derive(Clone, Debug)]
pub enum Issued {
    /// Here is the link.
    Link(RecoveryLink),
    /// The address that an account was to have belongs to another: its owner is told, and whoever
    /// asked is not.
    Taken {
        /// The address.
        email: Email,
        /// The language that its owner reads, if they said so.
        locale: Option<String>,
    },
}

/// A link on its way into a mail.
#[derive(Clone, Debug)]
pub struct RecoveryLink {
    /// What the address of the link carries.
    pub token: Token,
    /// Whose account it is about.
    pub account: AccountId,
    /// Where the mail goes.
    pub email: Email,
    /// What its reader is called; none where nobody has proved yet to own the address.
    pub display_name: Option<String>,
    /// The language they read, if they said so.
    pub locale: Option<String>,
    /// The zone they live in, if they said so.
    pub time_zone: Option<String>,
    /// Until when it can be opened.
    pub expires_at: Instant,
}
