//! What the house says about sign-ins, besides the alert about a single one.

use chrono_tz::Tz;
use kernel::{Instant, Site};
use minijinja::{Value, context};

use super::links::Links;
use super::words::{line, time};
use super::{Kind, Letter, SignIn};
use crate::alert::Switch;

/// How many sign-ins a digest names one by one.
const NAMED: usize = 50;

/// A message about sign-ins, with its facts.
#[derive(Clone, Debug)]
pub enum AlertLetter {
    /// See [`Kind::LoginDigest`].
    HeldBack {
        /// The sign-ins, oldest first.
        sign_ins: Vec<SignIn>,
    },
    /// See [`Kind::AlertsSwitchedOff`].
    SwitchedOff {
        /// What was switched off.
        off: Vec<Switch>,
        /// When.
        at: Instant,
    },
    /// See [`Kind::SignInDisowned`].
    Disowned {
        /// The sign-in that was not theirs.
        sign_in: SignIn,
        /// When they said so.
        at: Instant,
    },
}

impl From<AlertLetter> for Letter {
    fn from(letter: AlertLetter) -> Self {
        Self::Alert(letter)
    }
}

impl AlertLetter {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::HeldBack { .. } => Kind::LoginDigest,
            Self::SwitchedOff { .. } => Kind::AlertsSwitchedOff,
            Self::Disowned { .. } => Kind::SignInDisowned,
        }
    }

    pub(super) fn folder(&self) -> &'static str {
        match self {
            Self::HeldBack { .. } => "login_digest",
            Self::SwitchedOff { .. } => "alerts_switched_off",
            Self::Disowned { .. } => "sign_in_disowned",
        }
    }

    pub(super) fn facts(&self, links: &Links, site: &Site, zone: Tz) -> Value {
        let security = links.to(site, "/security");
        match self {
            Self::HeldBack { sign_ins } => {
                let named = sign_ins.iter().take(NAMED).map(|one| facts(one, zone));
                context! {
                    link => security,
                    count => sign_ins.len(),
                    more => sign_ins.len().saturating_sub(NAMED),
                    sign_ins => named.collect::<Vec<_>>(),
                }
            }
            Self::SwitchedOff { off, at } => {
                let words: Vec<_> = off.iter().map(|switch| words(*switch)).collect();
                context! {
                    link => security,
                    at => time(*at, zone),
                    off => words,
                }
            }
            Self::Disowned { sign_in, at } => context! {
                link => links.to(site, "/forgot-password"),
                said_at => time(*at, zone),
                ..facts(sign_in, zone)
            },
        }
    }
}

/// A sign-in as its reader is told of it.
pub(super) fn facts(sign_in: &SignIn, zone: Tz) -> Value {
    let told = |text: &Option<String>| text.as_deref().map(|text| line(text, 100));
    context! {
        at => time(sign_in.at, zone),
        device => line(&sign_in.device, 80),
        place => told(&sign_in.place),
        network => told(&sign_in.network),
    }
}

fn words(switch: Switch) -> &'static str {
    match switch {
        Switch::NewLogin => "alerts about every sign-in",
        Switch::NewDevice => "alerts about sign-ins with a new device",
        Switch::NewLocation => "alerts about sign-ins from a new place",
        Switch::Email => "alerts by e-mail",
        Switch::Push => "alerts on your devices",
        Switch::InApp => "alerts in your inbox on the website",
    }
}
