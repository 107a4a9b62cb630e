//! What the house says about sign-ins, besides the alert about a single one.

use kernel::{Instant, Site};
use minijinja::{Value, context};

use super::language::Reader;
use super::links::Links;
use super::words::line;
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

    pub(super) fn facts(&self, links: &Links, site: &Site, reader: Reader<'_>) -> Value {
        let security = links.to(site, "/security");
        match self {
            Self::HeldBack { sign_ins } => {
                let named = sign_ins.iter().take(NAMED).map(|one| facts(one, reader));
                context! {
                    link => security,
                    count => sign_ins.len(),
                    more => sign_ins.len().saturating_sub(NAMED),
                    sign_ins => named.collect::<Vec<_>>(),
                }
            }
            Self::SwitchedOff { off, at } => {
                let off = off
                    .iter()
                    .map(|switch| Value::from(reader.words.switch(*switch)));
                context! {
                    link => security,
                    at => reader.time(*at),
                    off => off.collect::<Vec<_>>(),
                }
            }
            Self::Disowned { sign_in, at } => context! {
                link => links.to(site, "/forgot-password"),
                said_at => reader.time(*at),
                ..facts(sign_in, reader)
            },
        }
    }
}

/// A sign-in as its reader is told of it.
pub(super) fn facts(sign_in: &SignIn, reader: Reader<'_>) -> Value {
    let told = |text: &Option<String>| text.as_deref().map(|text| line(text, 100));
    context! {
        at => reader.time(sign_in.at),
        device => sign_in.device.as_deref().map(|label| line(label, 80)),
        place => told(&sign_in.place),
        network => told(&sign_in.network),
    }
}
