//! A letter in two lines: for the inbox, for devices, and for the day's digest.

use kernel::Site;

use super::stationery::{Addressee, Stationery};
use super::words::line;
use super::{Letter, Told};
use crate::Result;

/// A letter in two lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// The headline, on one line.
    pub title: String,
    /// A sentence or two on one line, without markup; empty where the headline says it all.
    pub body: String,
    /// Where more is to be seen, on the website.
    pub path: String,
    /// The id of what it is about.
    pub subject: Option<String>,
}

impl Stationery {
    /// The letter in two lines, as its reader is told it.
    pub fn brief(&self, letter: &Letter, site: &Site, to: &Addressee<'_>) -> Result<Brief> {
        let sheet = self.sheet(letter, site, to)?;
        Ok(Brief {
            title: line(&sheet.subject, 200),
            body: line(&sheet.notice, 500),
            path: path(letter),
            subject: letter.subject(),
        })
    }
}

impl From<Brief> for Told {
    fn from(brief: Brief) -> Self {
        Self {
            title: brief.title,
            body: brief.body,
            path: brief.path,
        }
    }
}

impl Letter {
    /// The id of what it is about, where that is something that can be looked at.
    pub(crate) fn subject(&self) -> Option<String> {
        match self {
            Self::LoginAlert(sign_in) => sign_in.session.map(|session| session.to_string()),
            _ => self.kept().map(|kept| kept.order.to_string()),
        }
    }
}

/// Where more is to be seen: nothing that holds a secret.
fn path(letter: &Letter) -> String {
    match (letter, letter.kept()) {
        (_, Some(kept)) => format!("/orders/{}", kept.order),
        (Letter::LoginAlert(_) | Letter::Alert(_), _) => "/security".to_owned(),
        (Letter::Membership(letter), _) => letter.path().to_owned(),
        (Letter::Digest { .. }, _) => "/notifications".to_owned(),
        _ => "/".to_owned(),
    }
}
