//! Writes letters on the brand's paper.

use std::fmt::Write;

use chrono_tz::Tz;
use kernel::{EventId, OrderId, Site};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::merge_maps;
use minijinja::{Environment, ErrorKind, UndefinedBehavior, Value, context};
use sea_orm::ActiveEnum;

use super::language::{FOLDERS, Folder, Language, Reader, choose};
use super::links::Opens;
use super::prose::parts;
use super::words::{colour, ink, line, lines};
use super::{Letter, Links, SignIn, Told};
use crate::Result;
use crate::ports::Brand;

/// How many notices of a day one mail names.
const DAY: usize = 50;

/// Where a brand names no colour.
const BLUE: &str = "#1d4ed8";

/// The two forms of every letter, in all languages. What is written into a file that ends in
/// `.html` is escaped.
const LAYOUTS: [(&str, &str); 2] = [
    ("layout.txt", include_str!("../../templates/layout.txt")),
    ("layout.html", include_str!("../../templates/layout.html")),
];

/// The one who reads the letter.
#[derive(Clone, Copy, Debug)]
pub struct Addressee<'a> {
    /// What they are called, if they may be called anything.
    pub name: Option<&'a str>,
    /// The language they read, if they said so.
    pub locale: Option<&'a str>,
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

/// What a letter says, in the reader's language and as plain text.
pub(super) struct Sheet {
    pub subject: String,
    /// A sentence or two, for where there is no room for the body.
    pub notice: String,
    body: String,
    /// What the link of the letter is called; empty where there is none.
    button: String,
    /// The small print.
    small: String,
    /// What the link to the reader's settings is called; empty where there is none.
    settings: String,
    facts: Value,
}

/// The house's templates and its links.
pub struct Stationery {
    templates: Environment<'static>,
    languages: Vec<Language>,
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
        let letters = FOLDERS.iter().flat_map(|folder| folder.letters);
        for (name, source) in LAYOUTS.iter().chain(letters) {
            templates.add_template(name, source)?;
        }
        let languages = FOLDERS.iter().map(Folder::read);
        Ok(Self {
            templates,
            languages: languages.collect::<Result<_>>()?,
            links,
        })
    }

    /// Writes `letter` in the name of the website.
    pub fn write(
        &self,
        letter: &Letter,
        site: &Site,
        brand: &Brand,
        to: &Addressee<'_>,
    ) -> Result<Written> {
        let language = self.language(site, to)?;
        let sheet = self.sheet(letter, site, to)?;
        let paper = self.paper(site, brand, to, language);
        let context = context! {
            subject => line(&sheet.subject, 200),
            body => parts(&sheet.body),
            button => line(&sheet.button, 100),
            small => parts(&sheet.small),
            settings => line(&sheet.settings, 100),
            ..merge_maps([paper, sheet.facts])
        };
        let render = |form| self.templates.get_template(form)?.render(&context);
        let prefix = brand.subject_prefix.as_deref().unwrap_or_default();
        Ok(Written {
            from_name: line(brand.from_name.as_deref().unwrap_or(&site.name), 100),
            subject: line(&format!("{prefix} {}", sheet.subject), 200),
            text: render("layout.txt")?,
            html: render("layout.html")?,
        })
    }

    /// What the letter says to this reader.
    pub(super) fn sheet(&self, letter: &Letter, site: &Site, to: &Addressee<'_>) -> Result<Sheet> {
        let language = self.language(site, to)?;
        let reader = Reader {
            words: &language.words,
            zone: to.zone,
        };
        let facts = self.facts(letter, site, reader);
        let context = context! { website => line(&site.name, 100), ..facts.clone() };
        let name = format!("{}/{}.txt", language.tag, letter.kind().to_value());
        let template = self.templates.get_template(&name)?;
        let mut written = template.render_captured(context)?;
        let sheet = written.with_state_mut(|state| {
            let mut block = |name| match state.render_block(name) {
                Err(error) if error.kind() == ErrorKind::UnknownBlock => Ok(String::new()),
                rendered => rendered,
            };
            Ok::<_, minijinja::Error>(Sheet {
                subject: block("subject")?,
                notice: block("notice")?,
                body: block("body")?,
                button: block("button")?,
                small: block("small")?,
                settings: block("settings")?,
                facts,
            })
        });
        Ok(sheet?)
    }

    /// The reader's language, else the website's, else the house's.
    fn language(&self, site: &Site, to: &Addressee<'_>) -> Result<&Language> {
        let wishes = [to.locale, Some(site.locale.as_str())];
        let chosen = choose(&self.languages, |language| language.tag, &wishes);
        let error = || minijinja::Error::from(ErrorKind::TemplateNotFound);
        Ok(chosen.ok_or_else(error)?)
    }

    /// What every letter has: the brand and the reader.
    fn paper(&self, site: &Site, brand: &Brand, to: &Addressee<'_>, language: &Language) -> Value {
        let header = colour(brand.header_colour.as_deref(), BLUE);
        let button = colour(brand.primary_colour.as_deref(), BLUE);
        let logo = brand
            .logo_url
            .as_deref()
            .and_then(|url| self.logo(site, url));
        let words = &language.words;
        context! {
            website => line(&site.name, 100),
            home => self.links.to(site, "/"),
            language => language.tag,
            button_fails => words.button_fails.as_str(),
            stop => words.stop.as_str(),
            header => header,
            header_ink => ink(header),
            button_colour => button,
            button_ink => ink(button),
            logo => logo,
            footer => brand.footer_text.as_deref().map(|text| lines(text, 500)),
            hello => to.name.map(|name| words.hello(&line(name, 80))),
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

    /// The address of `path` on the website.
    pub fn link(&self, site: &Site, path: &str) -> String {
        self.links.to(site, path)
    }

    fn facts(&self, letter: &Letter, site: &Site, reader: Reader<'_>) -> Value {
        let order = |order: &OrderId| self.links.to(site, &format!("/orders/{order}"));
        match letter {
            Letter::VerifyRegistration { token, until } => context! {
                link => self.links.opening(site, Opens::Registration, token),
                until => reader.time(*until),
            },
            Letter::AlreadyRegistered { token } => context! {
                link => match token {
                    Some(token) => self.links.opening(site, Opens::Registration, token),
                    None => self.links.to(site, "/sign-in"),
                },
                opens => token.is_some(),
            },
            Letter::Account(letter) => letter.facts(&self.links, site, reader),
            Letter::Membership(letter) => letter.facts(&self.links, site, reader),
            Letter::LoginAlert(sign_in) => self.login(sign_in, site, reader),
            Letter::Alert(letter) => letter.facts(&self.links, site, reader),
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
                until => reader.time(*until),
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
                due => due.map(|due| reader.time(due)),
            },
        }
    }
}

impl Stationery {
    /// A sign-in: its link asks whether it was the reader, where the mail may carry one.
    fn login(&self, sign_in: &SignIn, site: &Site, reader: Reader<'_>) -> Value {
        let reasons = sign_in.reasons.iter();
        let reasons = reasons.map(|reason| Value::from(reader.words.reason(*reason)));
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
            ..super::alert::facts(sign_in, reader)
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
