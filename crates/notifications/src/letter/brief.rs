//! A letter in two lines: for the inbox, for devices, and for the day's digest.

use chrono_tz::Tz;
use kernel::Site;
use minijinja::context;

use super::stationery::{Stationery, folder};
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
    /// The letter in two lines, with times as people in `zone` say them.
    pub fn brief(&self, letter: &Letter, site: &Site, zone: Tz) -> Result<Brief> {
        let facts = self.facts(letter, site, zone);
        let context = context! { website => line(&site.name, 100), ..facts };
        let render = |form: &str| {
            let template = self.template(&format!("{}/{form}", folder(letter)))?;
            Ok::<_, minijinja::Error>(template.map(|template| template.render(&context)))
        };
        let title = render("subject.txt")?.transpose()?.unwrap_or_default();
        let body = render("notice.txt")?.transpose()?.unwrap_or_default();
        Ok(Brief {
            title: line(&title, 200),
            body: line(&body, 500),
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
