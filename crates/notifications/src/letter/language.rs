//! The languages that the house writes in: each is a folder of `templates/`.

use chrono::{Datelike, Timelike, Weekday};
use chrono_tz::Tz;
use kernel::{Instant, Role};
use serde::Deserialize;

use super::Reason;
use crate::Result;
use crate::alert::Switch;

/// A folder of templates, as it is compiled in: a letter that is missing does not compile.
pub(super) struct Folder {
    /// The language as a BCP 47 tag.
    pub tag: &'static str,
    words: &'static str,
    /// The letters: one file for each kind, with its name.
    pub letters: &'static [(&'static str, &'static str)],
}

macro_rules! folder {
    ($tag:literal) => {
        folder!($tag:
            "verify_registration", "already_registered", "magic_link", "password_reset",
            "password_changed", "second_factor_on", "second_factor_off", "recovery_codes_renewed",
            "confirm_email", "email_taken", "email_changed", "member_invited", "role_changed",
            "member_suspended", "member_reinstated", "impersonated", "login_alert", "login_digest",
            "alerts_switched_off", "sign_in_disowned", "feedback_invited", "feedback_reminder",
            "order_assigned", "order_delivered", "revision_requested", "digest")
    };
    ($tag:literal: $($kind:literal),+) => {
        Folder {
            tag: $tag,
            words: include_str!(concat!("../../templates/", $tag, "/words.json")),
            letters: &[$((
                concat!($tag, "/", $kind, ".txt"),
                include_str!(concat!("../../templates/", $tag, "/", $kind, ".txt")),
            )),+],
        }
    };
}

/// Every language; the first is for whoever reads none of them.
pub(super) const FOLDERS: &[Folder] = &[folder!("en"), folder!("de")];

/// One language and its words.
#[derive(Debug)]
pub(super) struct Language {
    /// The language as a BCP 47 tag.
    pub tag: &'static str,
    /// Words that are in no letter.
    pub words: Words,
}

/// Words that are in no letter: those that all letters share, and those that facts are told in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    hello: String,
    /// Above the bare address of the button.
    pub button_fails: String,
    /// What stops mails of a kind.
    pub stop: String,
    time: String,
    weekdays: [String; 7],
    months: [String; 12],
    roles: Roles,
    reasons: Reasons,
    switches: Switches,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    client: String,
    writer: String,
    editor: String,
    support: String,
    admin: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_field_names,
    reason = "they are called as what they say"
)]
struct Reasons {
    new_login: String,
    new_device: String,
    new_location: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Switches {
    new_login: String,
    new_device: String,
    new_location: String,
    email: String,
    push: String,
    in_app: String,
}

impl Folder {
    pub(super) fn read(&self) -> Result<Language> {
        Ok(Language {
            tag: self.tag,
            words: serde_json::from_str(self.words)?,
        })
    }
}

/// The first of `known` that is wished for; a wish for `de-AT` is one for `de`, too. Without any,
/// the first of all.
pub(super) fn choose<'a, T>(
    known: &'a [T],
    tag: impl Fn(&T) -> &str,
    wishes: &[Option<&str>],
) -> Option<&'a T> {
    let found = wishes.iter().flatten().find_map(|wish| {
        let wider = std::iter::successors(Some(*wish), |tag| Some(tag.rsplit_once('-')?.0));
        let named = |wish: &str| known.iter().find(|one| tag(one).eq_ignore_ascii_case(wish));
        wider.into_iter().find_map(named)
    });
    found.or(known.first())
}

impl Words {
    /// How a letter begins.
    pub(super) fn hello(&self, name: &str) -> String {
        self.hello.replace("{name}", name)
    }

    /// The instant as people in `zone` say it, with the zone.
    pub(super) fn time(&self, at: Instant, zone: Tz) -> String {
        let local = at.with_timezone(&zone);
        let [mon, tue, wed, thu, fri, sat, sun] = &self.weekdays;
        let weekday = match local.weekday() {
            Weekday::Mon => mon,
            Weekday::Tue => tue,
            Weekday::Wed => wed,
            Weekday::Thu => thu,
            Weekday::Fri => fri,
            Weekday::Sat => sat,
            Weekday::Sun => sun,
        };
        let month = usize::try_from(local.month0()).ok();
        let month = month.and_then(|month| self.months.get(month));
        let month = month.map_or("", String::as_str);
        let (hour, minute) = (local.hour(), local.minute());
        self.time
            .replace("{weekday}", weekday)
            .replace("{day}", &local.day().to_string())
            .replace("{month}", month)
            .replace("{year}", &local.year().to_string())
            .replace("{time}", &format!("{hour:02}:{minute:02}"))
            .replace("{zone}", zone.name())
    }

    /// What somebody does on a website.
    pub(super) fn role(&self, role: Role) -> &str {
        match role {
            Role::Client => &self.roles.client,
            Role::Writer => &self.roles.writer,
            Role::Editor => &self.roles.editor,
            Role::Support => &self.roles.support,
            Role::Admin => &self.roles.admin,
        }
    }

    /// Why somebody is told of a sign-in.
    pub(super) fn reason(&self, reason: Reason) -> &str {
        match reason {
            Reason::NewLogin => &self.reasons.new_login,
            Reason::NewDevice => &self.reasons.new_device,
            Reason::NewLocation => &self.reasons.new_location,
        }
    }

    /// What was switched off.
    pub(super) fn switch(&self, switch: Switch) -> &str {
        match switch {
            Switch::NewLogin => &self.switches.new_login,
            Switch::NewDevice => &self.switches.new_device,
            Switch::NewLocation => &self.switches.new_location,
            Switch::Email => &self.switches.email,
            Switch::Push => &self.switches.push,
            Switch::InApp => &self.switches.in_app,
        }
    }
}

/// How facts are told to one reader: in their words, and with the times of their zone.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    /// Their words.
    pub words: &'a Words,
    /// Their zone.
    pub zone: Tz,
}

impl Reader<'_> {
    /// The instant as they say it.
    pub(super) fn time(&self, at: Instant) -> String {
        self.words.time(at, self.zone)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sea_orm::{ActiveEnum, Iterable};

    use super::*;
    use crate::Kind;

    fn language(tag: &str) -> Language {
        let folder = FOLDERS.iter().find(|folder| folder.tag == tag);
        folder.expect("a folder").read().expect("words")
    }

    #[test]
    fn times_are_told_in_the_words_and_the_zone_of_the_reader() {
        let zone = chrono_tz::Europe::Berlin;
        for (tag, at, told) in [
            (
                "en",
                "2026-11-23T23:30:00Z",
                "Tuesday, 24 November 2026, 00:30 (Europe/Berlin)",
            ),
            (
                "de",
                "2026-11-23T23:30:00Z",
                "Dienstag, 24. November 2026, 00:30 Uhr (Europe/Berlin)",
            ),
            (
                "de",
                "2027-03-07T08:05:00Z",
                "Sonntag, 7. März 2027, 09:05 Uhr (Europe/Berlin)",
            ),
        ] {
            let at = at.parse().expect("an instant");
            assert_eq!(language(tag).words.time(at, zone), told);
        }
    }

    #[test]
    fn a_language_is_chosen_from_the_readers_to_the_websites_to_the_houses() {
        let known = ["en", "de", "pt-BR"];
        for (wishes, chosen) in [
            ([Some("de"), Some("en")], "de"),
            ([Some("de-AT"), Some("en")], "de"),
            ([Some("DE-Latn-AT"), Some("en")], "de"),
            ([Some("pt-BR"), Some("en")], "pt-BR"),
            ([Some("pt"), Some("de")], "de"),
            ([Some("fr"), Some("de-CH")], "de"),
            ([None, Some("de")], "de"),
            ([Some("den"), Some("fr")], "en"),
            ([None, None], "en"),
        ] {
            let found = choose(&known, |tag| tag, &wishes);
            assert_eq!(found, Some(&chosen), "{wishes:?}");
        }
    }

    #[test]
    fn no_word_of_a_language_is_one_of_the_first() {
        let said = |folder: &Folder| {
            let Words {
                hello,
                button_fails,
                stop,
                time,
                ..
            } = folder.read().expect("words").words;
            let words = folder.read().expect("words").words;
            let roles = ROLES.map(|role| words.role(role).to_owned());
            let reasons = REASONS.map(|reason| words.reason(reason).to_owned());
            let switches = Switch::ALL.map(|switch| words.switch(switch).to_owned());
            let mut said = vec![hello, button_fails, stop, time];
            said.extend(roles.into_iter().chain(reasons).chain(switches));
            said
        };
        let (first, others) = FOLDERS.split_first().expect("a language");
        let first = said(first);
        for folder in others {
            let repeated: Vec<_> = said(folder)
                .into_iter()
                .filter(|word| first.contains(word))
                .collect();
            assert!(repeated.is_empty(), "{}: {repeated:?}", folder.tag);
        }
    }

    #[test]
    fn a_letter_says_the_same_in_every_language() {
        let (first, others) = FOLDERS.split_first().expect("a language");
        for folder in others {
            for ((name, source), (other, theirs)) in first.letters.iter().zip(folder.letters) {
                assert_eq!(blocks(source), blocks(theirs), "{name} and {other}");
                assert_eq!(variables(source), variables(theirs), "{name} and {other}");
            }
        }
        for (name, source) in FOLDERS.iter().flat_map(|folder| folder.letters) {
            let blocks = blocks(source);
            assert!(blocks.iter().all(|block| BLOCKS.contains(block)), "{name}");
            assert!(
                blocks.contains("subject") && blocks.contains("body"),
                "{name}"
            );
        }
    }

    #[test]
    fn every_folder_of_templates_is_a_language_and_every_file_a_letter() {
        let templates = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
        let names = |path: &str| -> BTreeSet<String> {
            let entries = std::fs::read_dir(path).expect("a folder");
            let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("read").file_name();
            let names = entries.map(|entry| name(entry).into_string().expect("a name"));
            names.collect()
        };
        let mut expected: BTreeSet<_> = FOLDERS.iter().map(|one| one.tag.to_owned()).collect();
        expected.extend(["layout.txt", "layout.html"].map(str::to_owned));
        assert_eq!(names(templates), expected);
        let mut expected: BTreeSet<_> = Kind::iter().map(|kind| kind.to_value() + ".txt").collect();
        expected.insert("words.json".to_owned());
        for folder in FOLDERS {
            let files = names(&format!("{templates}/{}", folder.tag));
            assert_eq!(files, expected, "{}", folder.tag);
        }
    }

    /// What a letter may consist of.
    const BLOCKS: [&str; 6] = ["subject", "notice", "body", "button", "small", "settings"];

    fn blocks(source: &str) -> BTreeSet<&str> {
        let blocks = source.split("{% block ").skip(1);
        blocks.filter_map(|rest| rest.split(' ').next()).collect()
    }

    fn variables(source: &str) -> BTreeSet<String> {
        let environment = minijinja::Environment::new();
        let template = environment.template_from_str(source).expect("a template");
        template.undeclared_variables(true).into_iter().collect()
    }

    const ROLES: [Role; 5] = [
        Role::Client,
        Role::Writer,
        Role::Editor,
        Role::Support,
        Role::Admin,
    ];
    const REASONS: [Reason; 3] = [Reason::NewLogin, Reason::NewDevice, Reason::NewLocation];
}
