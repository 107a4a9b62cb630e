//! Every letter, written for two brands, with names that mean harm.

use kernel::{Id, OrderId, Page};
use notifications::ports::Brand;
use notifications::{Letter, Mailbox, MailboxService, PostService, Reason, Recipient, SignIn};
use testkit::{Mood, SmtpServer, on_both};

use crate::samples::letters;
use crate::{email, event, local, post, smtp};

const HOSTILE: &str = "<script>alert(1)</script>\r\nBcc: all@example.test\u{202e}\" onload=\"x";

pub fn atlas() -> Brand {
    Brand {
        subject_prefix: Some("[Atlas]".to_owned()),
        reply_to: Some(email("help@atlas.test")),
        header_colour: Some("#0f172a".to_owned()),
        primary_colour: Some("#b91c1c".to_owned()),
        logo_url: Some("/brand/logo.png".to_owned()),
        footer_text: Some("Atlas Writing\n1 Hill Road".to_owned()),
        ..Brand::default()
    }
}

/// A brand whose every field means harm.
fn quill() -> Brand {
    Brand {
        from_name: Some(HOSTILE.to_owned()),
        from_address: Some(email("post@quill.test")),
        subject_prefix: Some(HOSTILE.to_owned()),
        header_colour: Some("#fff;background:url(//evil.test)".to_owned()),
        primary_colour: Some("red".to_owned()),
        logo_url: Some("javascript:alert(1)".to_owned()),
        footer_text: Some(HOSTILE.replace("\r\n", " ")),
        ..Brand::default()
    }
}

on_both! {
    async fn no_word_of_others_breaks_out_of_its_place(db: Database) {
        for (slug, brand) in [("atlas", atlas()), ("quill", quill())] {
            let site = db.website(slug).await;
            let house = db.system(&site);
            let post = post(&db, local(&db), brand);
            let to = Recipient {
                id: HOSTILE.to_owned(),
                account: None,
                member: None,
                address: email("ann@example.test"),
                name: Some(HOSTILE.to_owned()),
                locale: None,
                zone: Some(chrono_tz::Asia::Tokyo),
            };
            let letters = letters(HOSTILE, db.now(), OrderId::mint(&*db.manual));
            let count = letters.len();
            for letter in &letters {
                post.mail(&house, event(&db), &to, letter).await.expect("written");
            }
            let mailbox = Mailbox::new(db.conn.clone());
            let mails = mailbox.list(&house, &Page::first(100)).await.expect("read");
            assert_eq!(mails.items.len(), count);
            for (_, mail) in mails.items {
                for head in [&mail.subject, &mail.sender, &mail.message_id] {
                    assert!(!head.contains(['\r', '\n', '\u{202e}']), "{head:?}");
                }
                assert!(!mail.html.contains("<script"), "{}", mail.html);
                assert!(!mail.html.contains("javascript:"), "{}", mail.html);
                assert!(!mail.html.contains("evil.test"), "{}", mail.html);
                assert!(!mail.html.contains("\" onload"), "{}", mail.html);
                assert!(!mail.text.contains("\nBcc"), "{}", mail.text);
                assert!(!mail.text.contains("{{") && !mail.html.contains("{{"));
                let home = format!("https://{slug}.test/");
                assert!(mail.text.contains(&home), "{}", mail.text);
            }
        }
    }

    async fn a_login_alert_tells_all_in_the_readers_zone_and_the_brands_look(db: Database) {
        let site = db.website("atlas").await;
        let server = SmtpServer::start(Mood::Up).await;
        let post = post(&db, smtp(&db, server.url()), atlas());
        let to = Recipient {
            id: "acc_ann".to_owned(),
            account: None,
            member: None,
            address: email("ann@example.test"),
            name: Some("Änn".to_owned()),
            locale: None,
            zone: Some(chrono_tz::Asia::Tokyo),
        };
        let letter = Letter::LoginAlert(SignIn {
            at: db.now(),
            device: Some("Firefox on Linux".to_owned()),
            place: None,
            network: Some("192.0.2.0/24".to_owned()),
            reasons: vec![Reason::NewLogin, Reason::NewDevice, Reason::NewLocation],
            session: None,
            answer: Some("scr_t0ken".to_owned()),
        });
        post.mail(&db.system(&site), event(&db), &to, &letter).await.expect("sent");
        let taken = server.taken().remove(0);
        assert_eq!(taken.header("Subject").as_deref(), Some("[Atlas] New sign-in to your account"));
        assert_eq!(taken.header("Reply-To").as_deref(), Some("help@atlas.test"));
        assert_eq!(taken.header("From").as_deref(), Some("ATLAS <no-reply@scriptorium.localhost>"));
        assert_eq!(taken.header("Auto-Submitted").as_deref(), Some("auto-generated"));
        let kind = taken.header("Content-Type").expect("a type");
        assert!(kind.starts_with("multipart/alternative"), "{kind}");
        let body = taken.body();
        for told in [
            "Hello Änn,",
            "Monday, 23 November 2026, 21:00 (Asia/Tokyo)",
            "Firefox on Linux",
            "192.0.2.0/24",
            "- Place: unknown",
            "- this device has not signed in",
            "- nobody has signed in to your account from this place",
            "- you want to be told of every sign-in",
            "https://atlas.test/was-it-you#token=scr_t0ken",
            "https://atlas.test/security",
            "background:#0f172a;color:#ffffff",
            "background:#b91c1c",
            "Atlas Writing\n1 Hill Road",
        ] {
            assert!(body.contains(told), "{told} in {body}");
        }
        let logo = body.contains("<img src=\"https:&#x2f;&#x2f;atlas.test&#x2f;brand&#x2f;logo.png\"");
        assert!(logo, "{body}");
    }

    async fn a_link_stands_behind_the_hash_on_the_records_own_host(db: Database) {
        let site = db.website("quill").await;
        let post = post(&db, local(&db), Brand::default());
        let to = Recipient {
            id: "reg_1".to_owned(),
            account: None,
            member: None,
            address: email("ann@example.test"),
            name: None,
            locale: None,
            zone: None,
        };
        let letter = Letter::VerifyRegistration {
            token: "scr_t0ken".to_owned(),
            until: db.now(),
        };
        let house = db.system(&site);
        post.mail(&house, event(&db), &to, &letter).await.expect("kept");
        let mailbox = Mailbox::new(db.conn.clone());
        let mail = mailbox.list(&house, &Page::first(1)).await.expect("read").items.remove(0).1;
        let lines: Vec<_> = mail.text.lines().collect();
        assert!(lines.contains(&"https://quill.test/verify#token=scr_t0ken"), "{lines:?}");
        assert!(!mail.text.contains("Hello"), "nobody has proved to own the address");
    }
}
