//! What the house says about how somebody comes in: always told, and by mail.

use chrono_tz::Tz;
use kernel::{Instant, Site};
use minijinja::{Value, context};

use super::links::{Links, Opens};
use super::words::time;
use super::{Kind, Letter};

/// A message about how somebody comes in, with its facts.
#[derive(Clone, Debug)]
pub enum AccountLetter {
    /// See [`Kind::MagicLink`].
    MagicLink {
        /// The secret that the link carries.
        token: String,
        /// Until when it opens.
        until: Instant,
    },
    /// See [`Kind::PasswordReset`].
    PasswordReset {
        /// The secret that the link carries.
        token: String,
        /// Until when it opens.
        until: Instant,
    },
    /// See [`Kind::PasswordChanged`].
    PasswordChanged {
        /// When.
        at: Instant,
        /// Through a mailed link, or by somebody who knew the old one.
        by_link: bool,
    },
    /// See [`Kind::ConfirmEmail`].
    ConfirmEmail {
        /// The secret that the link carries.
        token: String,
        /// Until when it opens.
        until: Instant,
    },
    /// See [`Kind::EmailTaken`].
    EmailTaken,
    /// See [`Kind::EmailChanged`].
    EmailChanged {
        /// The secret of the link that brings the address back.
        token: String,
        /// When it was changed.
        at: Instant,
        /// Until when the link opens.
        until: Instant,
    },
}

impl From<AccountLetter> for Letter {
    fn from(letter: AccountLetter) -> Self {
        Self::Account(letter)
    }
}

impl AccountLetter {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::MagicLink { .. } => Kind::MagicLink,
            Self::PasswordReset { .. } => Kind::PasswordReset,
            Self::PasswordChanged { .. } => Kind::PasswordChanged,
            Self::ConfirmEmail { .. } => Kind::ConfirmEmail,
            Self::EmailTaken => Kind::EmailTaken,
            Self::EmailChanged { .. } => Kind::EmailChanged,
        }
    }

    pub(super) fn folder(&self) -> &'static str {
        match self {
            Self::MagicLink { .. } => "magic_link",
            Self::PasswordReset { .. } => "password_reset",
            Self::PasswordChanged { .. } => "password_changed",
            Self::ConfirmEmail { .. } => "confirm_email",
            Self::EmailTaken => "email_taken",
            Self::EmailChanged { .. } => "email_changed",
        }
    }

    pub(super) fn facts(&self, links: &Links, site: &Site, zone: Tz) -> Value {
        let opening = |opens, token: &str, until: &Instant| {
            context! {
                link => links.opening(site, opens, token),
                until => time(*until, zone),
            }
        };
        match self {
            Self::MagicLink { token, until } => opening(Opens::MagicLink, token, until),
            Self::PasswordReset { token, until } => opening(Opens::ResetPassword, token, until),
            Self::ConfirmEmail { token, until } => opening(Opens::ConfirmEmail, token, until),
            Self::EmailChanged { token, at, until } => context! {
                at => time(*at, zone),
                ..opening(Opens::UndoEmail, token, until)
            },
            Self::PasswordChanged { at, by_link } => context! {
                link => links.to(site, "/forgot-password"),
                at => time(*at, zone),
                by_link => *by_link,
            },
            Self::EmailTaken => context! { link => links.to(site, "/sign-in") },
        }
    }
}
