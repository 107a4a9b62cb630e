//! Writes letters on the brand's paper.

use std::fmt::Write;

use chrono_tz::Tz;
use kernel::{EventId, OrderId, Site};
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, ErrorKind, Template, UndefinedBehavior, Value, context};

use super::links::Opens;
use super::words::{colour, ink, line, lines, time};
use super::{Letter, Links, Reason, SignIn, Told};
use crate::Result;
use crate::ports::Brand;

/// How many notices of a day one mail names.
const DAY: usize = 50;

/// Where a brand names no colour.
const BLUE: &str = "#1d4ed8";

macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),+]
    };
}

/// Every template: a layout for each form, and subject, text and HTML of each kind. What is written
/// into a file that ends in `.html` is escaped.
const TEMPLATES: &[(&str, &str)] = templates![
    "layout.txt",
    "layout.html",
    "verify_registration/subject.txt",
    "verify_registration/text.txt",
    "verify_registration/page.html",
    "already_registered/subject.txt",
    "already_registered/text.txt",
    "already_registered/page.html",
    "magic_link/subject.txt",
    "magic_link/text.txt",
    "magic_link/page.html",
    "password_reset/subject.txt",
    "password_reset/text.txt",
    "password_reset/page.html",
    "password_changed/subject.txt",
    "password_changed/text.txt",
    "password_changed/page.html",
    "confirm_email/subject.txt",
    "confirm_email/text.txt",
    "confirm_email/page.html",
    "email_taken/subject.txt",
    "email_taken/text.txt",
    "email_taken/page.html",
    "email_changed/subject.txt",
    "email_changed/text.txt",
    "email_changed/page.html",
    "member_invited/subject.txt",
    "member_invited/text.txt",
    "member_invited/page.html",
    "role_changed/subject.txt",
    "role_changed/text.txt",
    "role_changed/page.html",
    "role_changed/notice.txt",
    "member_suspended/subject.txt",
    "member_suspended/text.txt",
    "member_suspended/page.html",
    "member_suspended/notice.txt",
    "member_reinstated/subject.txt",
    "member_reinstated/text.txt",
    "member_reinstated/page.html",
    "member_reinstated/notice.txt",
    "impersonated/subject.txt",
    "impersonated/text.txt",
    "impersonated/page.html",
    "impersonated/notice.txt",
    "login_alert/subject.txt",
    "login_alert/text.txt",
    "login_alert/page.html",
    "login_alert/notice.txt",
    "login_digest/subject.txt",
    "login_digest/text.txt",
    "login_digest/page.html",
    "login_digest/notice.txt",
    "alerts_switched_off/subject.txt",
    "alerts_switched_off/text.txt",
    "alerts_switched_off/page.html",
    "alerts_switched_off/notice.txt",
    "sign_in_disowned/subject.txt",
    "sign_in_disowned/text.txt",
    "sign_in_disowned/page.html",
    "sign_in_disowned/notice.txt",
    "feedback_invited/subject.txt",
    "feedback_invited/text.txt",
    "feedback_invited/page.html",
    "feedback_invited/notice.txt",
    "feedback_reminder/subject.txt",
    "feedback_reminder/text.txt",
    "feedback_reminder/page.html",
    "feedback_reminder/notice.txt",
    "order_assigned/subject.txt",
    "order_assigned/text.txt",
    "order_assigned/page.html",
    "order_assigned/notice.txt",
    "order_delivered/subject.txt",
    "order_delivered/text.txt",
    "order_delivered/page.html",
    "order_delivered/notice.txt",
    "revision_requested/subject.txt",
    "revision_requested/text.txt",
    "revision_requested/page.html",
    "revision_requested/notice.txt",
    "digest/subject.txt",
    "digest/text.txt",
    "digest/page.html",
];

/// The one who reads the letter.
#[derive(Clone, Copy, Debug)]
pub struct Addressee<'a> {
    /// What they are called, if they may be called anything.
    pub name: Option<&'a str>,
    /// The zone in which times are told.
    pub zone: Tz,
    /// The address that stops mails like this one, where they may be stopped.
    pub unsubscribe: Option<&'a str>,
}

/// A letter on the brand's paper.
#[derive(Clone, Debug)]
pub struct Written {
    pub from_name: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// The house's templates and its links.
pub struct Stationery {
    templates: Environment<'static>,
    links: Links,
}

impl Stationery {
    /// Reads all templates.
    pub fn try_new(links: Links) -> Result<Self> {
        let mut templates = Environment::new();
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?;
        templates.set_syntax(syntax);
        for (name, source) in TEMPLATES {
            templates.add_template(name, source)?;
        }
        Ok(Self { templates, links })
    }

    /// Writes `letter` in the name of the website.
    pub fn write(
        &self,
        letter: &Letter,
        site: &Site,
        brand: &Brand,
        to: &Addressee<'_>,
    ) -> Result<Written> {
        let facts = self.facts(letter, site, to.zone);
        let context = context! { ..self.paper(site, brand, to), ..facts };
        let folder = folder(letter);
        let render = |form: &str| {
            let template = self.templates.get_template(&format!("{folder}/{form}"))?;
            template.render(context.clone())
        };
        let subject = render("subject.txt")?;
        let prefix = brand.subject_prefix.as_deref().unwrap_or_default();
        Ok(Written {
            from_name: line(brand.from_name.as_deref().unwrap_or(&site.name), 100),
            subject: line(&format!("{prefix} {subject}"), 200),
            text: render("text.txt")?,
            html: render("page.html")?,
        })
    }

    /// What every letter has: the brand and the reader.
    fn paper(&self, site: &Site, brand: &Brand, to: &Addressee<'_>) -> Value {
        let header = colour(brand.header_colour.as_deref(), BLUE);
        let button = colour(brand.primary_colour.as_deref(), BLUE);
        let logo = brand
            .logo_url
            .as_deref()
            .and_then(|url| self.logo(site, url));
        context! {
            website => line(&site.name, 100),
            home => self.links.to(site, "/"),
            language => site.locale.as_str(),
            header => header,
            header_ink => ink(header),
            button => button,
            button_ink => ink(button),
            logo => logo,
            footer => brand.footer_text.as_deref().map(|text| lines(text, 500)),
            name => to.name.map(|name| line(name, 80)),
            unsubscribe => to.unsubscribe,
        }
    }

    /// A picture that a mail may show: on an encrypted address, or on the website itself.
    fn logo(&self, site: &Site, url: &str) -> Option<String> {
        if url.starts_with('/') && !url.starts_with("//") {
            return Some(self.links.to(site, url));
        }
        url.starts_with("https://").then(|| url.to_owned())
    }

    /// The template of this name, if the house has it.
    pub(super) fn template(
        &self,
        name: &str,
    ) -> Result<Option<Template<'_, '_>>, minijinja::Error> {
        match self.templates.get_template(name) {
            Ok(template) => Ok(Some(template)),
            Err(error) if error.kind() == ErrorKind::TemplateNotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The address of `path` on the website.
    pub fn link(&self, site: &Site, path: &str) -> String {
        self.links.to(site, path)
    }

    pub(super) fn facts(&self, letter: &Letter, site: &Site, zone: Tz) -> Value {
        let order = |order: &OrderId| self.links.to(site, &format!("/orders/{order}"));
        match letter {
            Letter::VerifyRegistration { token, until } => context! {
                link => self.links.opening(site, Opens::Registration, token),
                until => time(*until, zone),
            },
            Letter::AlreadyRegistered { token } => context! {
                link => match token {
                    Some(token) => self.links.opening(site, Opens::Registration, token),
                    None => self.links.to(site, "/sign-in"),
                },
                opens => token.is_some(),
            },
            Letter::Account(letter) => letter.facts(&self.links, site, zone),
            Letter::Membership(letter) => letter.facts(&self.links, site, zone),
            Letter::LoginAlert(sign_in) => self.login(sign_in, site, zone),
            Letter::Alert(letter) => letter.facts(&self.links, site, zone),
            Letter::Digest { notices } => self.day(notices, site),
            Letter::FeedbackInvited {
                order: id,
                number,
                until,
            }
            | Letter::FeedbackReminder {
                order: id,
                number,
                until,
            } => context! {
                link => order(id),
                number => line(number, 40),
                until => time(*until, zone),
            },
            Letter::OrderAssigned {
                order: id,
                number,
                due,
            }
            | Letter::RevisionRequested {
                order: id,
                number,
                due,
            }
            | Letter::OrderDelivered {
                order: id,
                number,
                approved_at: due,
            } => context! {
                link => order(id),
                number => line(number, 40),
                due => due.map(|due| time(due, zone)),
            },
        }
    }
}

impl Stationery {
    /// A sign-in: its link asks whether it was the reader, where the mail may carry one.
    fn login(&self, sign_in: &SignIn, site: &Site, zone: Tz) -> Value {
        let reasons = sign_in.reasons.iter().map(|reason| reason_words(*reason));
        let security = self.links.to(site, "/security");
        let link = match &sign_in.answer {
            Some(token) => self.links.opening(site, Opens::WasItYou, token),
            None => security.clone(),
        };
        context! {
            link => link,
            security => security,
            answers => sign_in.answer.is_some(),
            reasons => reasons.collect::<Vec<_>>(),
            ..super::alert::facts(sign_in, zone)
        }
    }

    /// What a day brought: as much of it as a mail can hold, and how much more there is.
    fn day(&self, notices: &[Told], site: &Site) -> Value {
        let told = notices.iter().take(DAY).map(|one| {
            context! {
                title => line(&one.title, 200),
                body => line(&one.body, 500),
                link => self.links.to(site, &one.path),
            }
        });
        context! {
            link => self.links.to(site, "/notifications"),
            count => notices.len(),
            notices => told.collect::<Vec<_>>(),
            more => notices.len().saturating_sub(DAY),
        }
    }
}

fn reason_words(reason: Reason) -> &'static str {
    match reason {
        Reason::NewLogin => "you are told of every sign-in",
        Reason::NewDevice => "this device has not signed in to your account before",
        Reason::NewLocation => "nobody has signed in to your account from this place before",
    }
}

pub(super) fn folder(letter: &Letter) -> &'static str {
    match letter {
        Letter::VerifyRegistration { .. } => "verify_registration",
        Letter::AlreadyRegistered { .. } => "already_registered",
        Letter::Account(letter) => letter.folder(),
        Letter::Membership(letter) => letter.folder(),
        Letter::LoginAlert(_) => "login_alert",
        Letter::Alert(letter) => letter.folder(),
        Letter::FeedbackInvited { .. } => "feedback_invited",
        Letter::FeedbackReminder { .. } => "feedback_reminder",
        Letter::OrderAssigned { .. } => "order_assigned",
        Letter::OrderDelivered { .. } => "order_delivered",
        Letter::RevisionRequested { .. } => "revision_requested",
        Letter::Digest { .. } => "digest",
    }
}

/// The Message-ID of the mail about `event` to `recipient`: the same whenever it is made.
pub fn message_id(event: EventId, recipient: &str, host: &str) -> String {
    let mut safe = String::new();
    for c in recipient.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            safe.push(c);
        } else {
            let _ = write!(safe, "-{:x}", u32::from(c));
        }
    }
    format!("<{event}.{safe}@{host}>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_id_holds_nothing_but_itself() {
        let event = "evt_00000000000000000000000000".parse().expect("an id");
        let id = message_id(event, "acc_1\r\n> b", "atlas.test");
        let expected = "<evt_00000000000000000000000000.acc_1-d-a-3e-20b@atlas.test>";
        assert_eq!(id, expected);
    }
}
