//! What the house says about somebody's place on a website: always told.

use chrono_tz::Tz;
use kernel::{Instant, Role, Site};
use minijinja::{Value, context};

use super::links::{Links, Opens};
use super::words::{line, time};
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

    pub(super) fn folder(&self) -> &'static str {
        match self {
            Self::Invited { .. } => "member_invited",
            Self::RoleChanged { .. } => "role_changed",
            Self::Suspended => "member_suspended",
            Self::Reinstated => "member_reinstated",
            Self::Impersonated { .. } => "impersonated",
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

    pub(super) fn facts(&self, links: &Links, site: &Site, zone: Tz) -> Value {
        let link = links.to(site, self.path());
        match self {
            Self::Invited { token, role, until } => context! {
                link => links.opening(site, Opens::Invitation, token),
                role => role_words(*role),
                until => time(*until, zone),
            },
            Self::RoleChanged { before, after } => context! {
                link,
                before => role_words(*before),
                after => role_words(*after),
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
                at => time(*at, zone),
                until => time(*until, zone),
            },
        }
    }
}

fn role_words(role: Role) -> &'static str {
    match role {
        Role::Client => "a client",
        Role::Writer => "a writer",
        Role::Editor => "an editor",
        Role::Support => "a member of the support team",
        Role::Admin => "an administrator",
    }
}
