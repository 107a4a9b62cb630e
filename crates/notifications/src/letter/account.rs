//! What the house says about how somebody comes in: always told, and by mail.

use kernel::{Instant, Site};
use minijinja::{Value, context};

use super::language::Reader;
use super::links::{Links, Opens};
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
    /// See [`Kind::SecondFactorOn`].
    SecondFactorOn {
        /// When.
        at: Instant,
    },
    /// See [`Kind::SecondFactorOff`].
    SecondFactorOff {
        /// When.
        at: Instant,
        /// By the people who run the house, for somebody who had lost it; else by its owner.
        by_house: bool,
    },
    /// See [`Kind::RecoveryCodesRenewed`].
    RecoveryCodesRenewed {
        /// When.
        at: Instant,
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
            Self::SecondFactorOn { .. } => Kind::SecondFactorOn,
            Self::SecondFactorOff { .. } => Kind::SecondFactorOff,
            Self::RecoveryCodesRenewed { .. } => Kind::RecoveryCodesRenewed,
            Self::ConfirmEmail { .. } => Kind::ConfirmEmail,
            Self::EmailTaken => Kind::EmailTaken,
            Self::EmailChanged { .. } => Kind::EmailChanged,
        }
    }

    pub(super) fn facts(&self, links: &Links, site: &Site, reader: Reader<'_>) -> Value {
        let opening = |opens, token: &str, until: &Instant| {
            context! {
                link => links.opening(site, opens, token),
                until => reader.time(*until),
            }
        };
        match self {
            Self::MagicLink { token, until } => opening(Opens::MagicLink, token, until),
            Self::PasswordReset { token, until } => opening(Opens::ResetPassword, token, until),
            Self::ConfirmEmail { token, until } => opening(Opens::ConfirmEmail, token, until),
            Self::EmailChanged { token, at, until } => context! {
                at => reader.time(*at),
                ..opening(Opens::UndoEmail, token, until)
            },
            Self::PasswordChanged { at, by_link } => context! {
                link => links.to(site, "/forgot-password"),
                at => reader.time(*at),
                by_link => *by_link,
            },
            Self::SecondFactorOn { at } | Self::RecoveryCodesRenewed { at } => context! {
                link => links.to(site, "/forgot-password"),
                at => reader.time(*at),
            },
            Self::SecondFactorOff { at, by_house } => context! {
                link => links.to(site, "/forgot-password"),
                at => reader.time(*at),
                by_house => *by_house,
            },
            Self::EmailTaken => context! { link => links.to(site, "/sign-in") },
        }
    }
}
