//! Letters in the language of their reader.

use std::collections::HashSet;
use std::fmt::Write;
use std::sync::Arc;

use chrono::TimeDelta;
use kernel::{Actor, OrderId, Page, Role, Site};
use notifications::delivery::entity::Channel;
use notifications::mailbox::entity::Model as Mail;
use notifications::{InboxService, Kind, Letter, Mailbox, MailboxService, PostService, Recipient};
use sea_orm::Iterable;
use testkit::{Database, on_both};

use crate::samples::letters;
use crate::teller::{Teller, assigned, person};
use crate::templates::atlas;
use crate::{ann, event, local, post};

const LANGUAGES: [&str; 2] = ["en", "de"];

fn reader(locale: &str) -> Recipient {
    Recipient {
        locale: Some(locale.to_owned()),
        zone: Some(chrono_tz::Europe::Berlin),
        ..ann()
    }
}

fn order() -> OrderId {
    "ord_00000000000000000000000000".parse().expect("an id")
}

fn samples(db: &Database) -> Vec<Letter> {
    letters("Ænne's “words”", db.now() + TimeDelta::days(1), order())
}

/// What reaches `to` of each letter, in the letters' order.
async fn mailed(db: &Database, house: &Actor, to: &Recipient, letters: &[Letter]) -> Vec<Mail> {
    let (post, mailbox) = (post(db, local(db), atlas()), Mailbox::new(db.conn.clone()));
    let mut mails = Vec::new();
    for letter in letters {
        db.manual.advance(TimeDelta::microseconds(1));
        post.mail(house, event(db), to, letter).await.expect("kept");
        let newest = mailbox.list(house, &Page::first(1)).await.expect("read");
        mails.extend(newest.items.into_iter().map(|(_, mail)| mail));
    }
    mails
}

fn speaking(site: &Arc<Site>, locale: &str) -> Arc<Site> {
    Arc::new(Site {
        locale: locale.to_owned(),
        ..(**site).clone()
    })
}

on_both! {
    async fn every_kind_is_written_in_every_language(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let samples = samples(&db);
        let kinds: HashSet<_> = samples.iter().map(Letter::kind).collect();
        assert_eq!(kinds, Kind::iter().collect(), "a kind without a sample proves nothing");
        let english = mailed(&db, &house, &reader("en"), &samples).await;
        for language in LANGUAGES {
            let mails = mailed(&db, &house, &reader(language), &samples).await;
            assert_eq!(mails.len(), samples.len());
            for ((mail, letter), other) in mails.iter().zip(&samples).zip(&english) {
                let kind = letter.kind();
                let lang = format!("<html lang=\"{language}\">");
                assert!(mail.html.contains(&lang), "{kind:?}: {}", mail.html);
                assert!(!mail.subject.trim_start_matches("[Atlas]").trim().is_empty());
                if language != "en" {
                    assert_ne!(mail.subject, other.subject, "{kind:?}");
                    assert_ne!(mail.text, other.text, "{kind:?}");
                    let told: HashSet<_> = mail.text.lines().filter(|line| is_told(line)).collect();
                    let same = other.text.lines().find(|line| told.contains(line));
                    assert_eq!(same, None, "{kind:?} in {language} and in English");
                }
            }
        }
    }

    async fn what_the_house_writes_can_be_read_through(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        for language in LANGUAGES {
            let mut all = String::new();
            for mail in mailed(&db, &house, &reader(language), &samples(&db)).await {
                let (text, _) = mail.text.split_once("\n--\n").expect("a footer");
                let mut few: Vec<_> = text.lines().collect();
                few.dedup();
                few.truncate(30);
                writeln!(all, "=== {}\n{}\n", mail.subject, few.join("\n")).expect("written");
            }
            insta::assert_snapshot!(format!("letters_{language}"), all);
        }
        let delivered = Letter::OrderDelivered {
            order: order(),
            number: "A-1".to_owned(),
            approved_at: Some(db.now()),
        };
        let page = mailed(&db, &house, &reader("de"), &[delivered]).await.remove(0);
        insta::assert_snapshot!("order_delivered_de_html", page.html);
        insta::assert_snapshot!("order_delivered_de_text", page.text);
    }

    async fn the_reader_is_asked_first_and_the_website_next(db: Database) {
        let site = db.website("atlas").await;
        let letter = [Letter::AlreadyRegistered { token: None }];
        let (english, german) = ("You already have an account", "Sie haben bereits ein Konto");
        for (own, website, subject) in [
            (Some("de"), "en", german),
            (Some("de-AT"), "en-GB", german),
            (Some("en-GB"), "de", english),
            (None, "de-CH", german),
            (Some("fr"), "de", german),
            (None, "fr", english),
            (Some("fr-CA"), "ja", english),
        ] {
            let house = db.system(&speaking(&site, website));
            let to = Recipient { locale: own.map(str::to_owned), ..ann() };
            let mail = mailed(&db, &house, &to, &letter).await.remove(0);
            assert_eq!(mail.subject, format!("[Atlas] {subject}"), "{own:?} on {website}");
        }
    }

    async fn inbox_and_devices_speak_the_readers_language_too(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let teller = Teller::over(&db);
        let (who, to) = person(&db, &site, Role::Writer).await;
        let to = Recipient { locale: Some("de".to_owned()), ..to };
        teller.choose(&who, &[(Kind::OrderAssigned, Channel::Push, true)]).await;
        let letter = assigned(&db, "A-1");
        teller.tell(&house, event(&db), &to, &letter).await.expect("told");
        let told = ("Auftrag A-1 gehört Ihnen", "Das Briefing wartet auf Sie.");
        let note = teller.devices.taken().remove(0);
        assert_eq!((note.title.as_str(), note.body.as_str()), told);
        let page = Page::first(1);
        let mut inbox = teller.inbox.list(&who, false, &page).await.expect("read").items;
        let row = inbox.remove(0).1;
        assert_eq!((row.title.as_str(), row.body.as_str()), told);
    }
}

/// Whether words stand on the line, and not only an address, a name or another person's words.
fn is_told(line: &str) -> bool {
    let words = line.split_whitespace().count();
    words > 3 && !line.contains("https://") && !line.contains("Ænne's")
}
