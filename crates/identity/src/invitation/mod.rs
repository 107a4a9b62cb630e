//! Invitations: how those who run a website give somebody a place on it, staff and writers above
//! all. Nothing comes into being before the mailed link is opened, and whoever invites learns of
//! an address no more than the list of members tells them.

mod accept;
pub mod entity;
pub mod link;
mod service;

use kernel::{Email, Instant, Role};
use sea_orm::prelude::Uuid;

pub use entity::Status as InvitationStatus;
pub use service::MemberInvitationService;

use crate::{Origin, Password, Token};

/// Whom to invite.
#[derive(Clone, Debug)]
pub struct Invite {
    /// Where the link goes.
    pub email: String,
    /// What they are to be called, if they are new; they may choose otherwise.
    pub display_name: Option<String>,
    /// What they are to do here.
    pub role: Role,
    /// Repeating the same invitation under the same key sends nothing twice.
    pub idempotency_key: Option<Uuid>,
}

/// The opened link and the password of whoever opened it.
#[derive(Clone, Debug, Default)]
pub struct Accept {
    /// The token out of the link.
    pub token: String,
    /// The password to be, or the account's own where it has one already.
    pub password: Password,
    /// What they want to be called, if they are new.
    pub display_name: Option<String>,
    /// Where they open it.
    pub origin: Origin,
}

/// A link on its way into a mail.
#[derive(Clone, Debug)]
pub struct InvitationLink {
    /// What the address of the link carries.
    pub token: Token,
    /// Where the mail goes.
    pub email: Email,
    /// What its reader is to do here.
    pub role: Role,
    /// The language they read, where they have an account that says so.
    pub locale: Option<String>,
    /// Until when it can be opened.
    pub expires_at: Instant,
}
