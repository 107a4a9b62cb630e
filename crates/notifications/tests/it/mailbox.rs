use chrono::TimeDelta;
use kernel::{Page, Role};
use notifications::ports::Brand;
use notifications::{Error, Mailbox, MailboxService, PostService};
use testkit::on_both;

use crate::{ann, event, joined, local, post};

on_both! {
    async fn without_a_mail_server_mails_stay_here_newest_first(db: Database) {
        let (atlas, quill) = (db.website("atlas").await, db.website("quill").await);
        let post = post(&db, local(&db), Brand::default());
        for site in [&atlas, &atlas, &quill] {
            db.manual.advance(TimeDelta::seconds(1));
            let sent = post.mail(&db.system(site), event(&db), &ann(), &joined()).await;
            sent.expect("kept");
        }
        let mailbox = Mailbox::new(db.conn.clone());
        let house = db.system(&atlas);
        let mails = mailbox.list(&house, &Page::first(10)).await.expect("read");
        let mails: Vec<_> = mails.items.into_iter().map(|(_, mail)| mail).collect();
        assert_eq!(mails.len(), 2);
        assert!(mails[0].created_at > mails[1].created_at);
        assert_eq!(mails[0].recipient, "ann@example.test");

        let found = mailbox.find_mail(&house, mails[1].id).await.expect("read");
        assert_eq!(found.as_ref(), Some(&mails[1]));
        let foreign = mailbox.find_mail(&db.system(&quill), mails[1].id).await;
        assert_eq!(foreign.expect("read"), None);
    }

    async fn the_same_mail_is_kept_once(db: Database) {
        let site = db.website("atlas").await;
        let (house, mailer) = (db.system(&site), local(&db));
        let post = post(&db, local(&db), Brand::default());
        post.mail(&house, event(&db), &ann(), &joined()).await.expect("kept");
        let mailbox = Mailbox::new(db.conn.clone());
        let kept = mailbox.list(&house, &Page::first(1)).await.expect("read");
        let kept = kept.items[0].1.clone();
        let again = notifications::Mail {
            website: kept.website_id,
            message_id: kept.message_id,
            from: notifications::Sender { name: "A".to_owned(), address: "a@b.test".to_owned() },
            to: ann().address,
            reply_to: None,
            unsubscribe: None,
            subject: kept.subject,
            text: kept.text,
            html: kept.html,
            at: db.now(),
        };
        mailer.send(&again).await.expect("taken as the same");
        let mails = mailbox.list(&house, &Page::first(10)).await.expect("read");
        assert_eq!(mails.items.len(), 1);
    }

    async fn nobody_signed_in_reads_the_mailbox(db: Database) {
        let site = db.website("atlas").await;
        let mailbox = Mailbox::new(db.conn.clone());
        for actor in [
            db.stranger(&site),
            db.member(&site, Role::Admin).await,
            db.superadmin(&site),
        ] {
            let denied = mailbox.list(&actor, &Page::default()).await;
            assert!(matches!(denied, Err(Error::Denied(_))));
        }
    }
}
