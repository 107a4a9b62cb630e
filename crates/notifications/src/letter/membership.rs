//! What the house says about somebody's place on a website: always told.

use kernel::{Instant, Role, Site};
use minijinja::{Value, context};

use super::language::Reader;
use super::links::{Links, Opens};
use super::words::line;
use super::{Kind, Letter};

/// A message about somebody's place on a website, with its facts.
#[derive(Clone, Debug)]
pub enum MembershipLetter {
    /// See [`Kind::MemberInvited`].
    Invited {
        /// The secret that the link carries.
        token: String,
        /// What they are to do here.
        role: Role,
        /// Until when it opens.
        until: Instant,
    },
    /// See [`Kind::RoleChanged`].
    RoleChanged {
        /// What they did.
        before: Role,
        /// What they do.
        after: Role,
    },
    /// See [`Kind::MemberSuspended`].
    Suspended,
    /// See [`Kind::MemberReinstated`].
    Reinstated,
    /// See [`Kind::Impersonated`].
    Impersonated {
        /// What whoever looks is called, where it is a member.
        by: Option<String>,
        /// Why they look.
        reason: String,
        /// Since when.
        at: Instant,
        /// Until when, at the latest.
        until: Instant,
    },
}

impl From<MembershipLetter> for Letter {
    fn from(letter: MembershipLetter) -> Self {
        Self::Membership(letter)
    }
}

impl MembershipLetter {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Invited { .. } => Kind::MemberInvited,
            Self::RoleChanged { .. } => Kind::RoleChanged,
            Self::Suspended => Kind::MemberSuspended,
            Self::Reinstated => Kind::MemberReinstated,
            Self::Impersonated { .. } => Kind::Impersonated,
        }
    }

    /// Where more is to be seen, on the website.
    pub(super) fn path(&self) -> &'static str {
        match self {
            Self::Impersonated { .. } => "/security",
            Self::Invited { .. }
            | Self::RoleChanged { .. }
            | Self::Suspended
            | Self::Reinstated => "/",
        }
    }

    pub(super) fn facts(&self, links: &Links, site: &Site, reader: Reader<'_>) -> Value {
        let link = links.to(site, self.path());
        match self {
            Self::Invited { token, role, until } => context! {
                link => links.opening(site, Opens::Invitation, token),
                role => reader.words.role(*role),
                until => reader.time(*until),
            },
            Self::RoleChanged { before, after } => context! {
                link,
                before => reader.words.role(*before),
                after => reader.words.role(*after),
            },
            Self::Suspended | Self::Reinstated => context! { link },
            Self::Impersonated {
                by,
                reason,
                at,
                until,
            } => context! {
                link,
                by => by.as_deref().map(|name| line(name, 80)),
                reason => line(reason, 300),
                at => reader.time(*at),
                until => reader.time(*until),
            },
        }
    }
}
