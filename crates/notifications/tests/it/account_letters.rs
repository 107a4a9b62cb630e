//! The letters about how somebody comes in: where their links lead, until when, and what to do when
//! it was somebody else.

use chrono::TimeDelta;
use kernel::Page;
use notifications::ports::Brand;
use notifications::{AccountLetter, Mailbox, MailboxService, PostService};
use testkit::on_both;

use crate::{ann, event, local, post};

on_both! {
    async fn every_letter_says_where_until_when_and_what_if_not(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let post = post(&db, local(&db), Brand::default());
        let mut to = ann();
        to.zone = Some(chrono_tz::Asia::Tokyo);
        let token = || "svl_t0ken".to_owned();
        let (at, until) = (db.now(), db.now() + TimeDelta::minutes(15));
        let told = "Monday, 23 November 2026, 21:15 (Asia/Tokyo)";
        let when = "Monday, 23 November 2026, 21:00 (Asia/Tokyo)";
        for (letter, subject, says) in [
            (
                AccountLetter::MagicLink { token: token(), until },
                "Your link to sign in",
                vec!["https://atlas.test/magic-link#token=svl_t0ken", told, "works once",
                    "If it was not you, do nothing"],
            ),
            (
                AccountLetter::PasswordReset { token: token(), until },
                "Set a new password",
                vec!["https://atlas.test/reset-password#token=svl_t0ken", told, "works once",
                    "All your sessions end", "If it was not you, do nothing"],
            ),
            (
                AccountLetter::ConfirmEmail { token: token(), until },
                "Confirm your new e-mail address",
                vec!["https://atlas.test/confirm-email#token=svl_t0ken", told, "works once",
                    "If it was not you, do nothing"],
            ),
            (
                AccountLetter::EmailChanged { token: token(), at, until },
                "Your account has another e-mail address",
                vec!["https://atlas.test/undo-email#token=svl_t0ken", told, when, "works once",
                    "If it was not"],
            ),
            (
                AccountLetter::EmailTaken,
                "This e-mail address has an account already",
                vec!["https://atlas.test/sign-in", "nothing was changed", "If it was not you"],
            ),
            (
                AccountLetter::PasswordChanged { at, by_link: true },
                "Your password was changed",
                vec!["https://atlas.test/forgot-password", when, "All your sessions have ended",
                    "If it was not"],
            ),
            (
                AccountLetter::PasswordChanged { at, by_link: false },
                "Your password was changed",
                vec!["https://atlas.test/forgot-password", when,
                    "All your other sessions have ended", "If it was not"],
            ),
        ] {
            let letter = letter.into();
            post.mail(&house, event(&db), &to, &letter).await.expect("kept");
            let mailbox = Mailbox::new(db.conn.clone());
            let mails = mailbox.list(&house, &Page::first(1)).await.expect("read");
            let mail = &mails.items[0].1;
            assert_eq!(mail.subject, subject);
            let html = mail.html.replace("&#x2f;", "/");
            for words in says {
                assert!(mail.text.contains(words), "{words} in {}", mail.text);
                assert!(html.contains(words), "{words} in {html}");
            }
            assert!(mail.text.contains("Hello Ann,"));
            db.manual.advance(TimeDelta::microseconds(1));
        }
    }
}
