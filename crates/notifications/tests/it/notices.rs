use kernel::live::{Heard, Live, Signal, Topic};
use kernel::{Page, Role};
use notifications::delivery::entity::{Cause, Channel, State};
use notifications::ports::{PushFailure, Pushed};
use notifications::{
    Error, InboxService, Kind, Letter, MailboxService, NoticeService, Plan, Recipient, Way,
};
use testkit::{Mood, SmtpServer, on_both};

use crate::teller::{Teller, assigned, delivered, person};
use crate::{ann, event, smtp};

const EVERYWHERE: Plan = Plan {
    email: Way::Send,
    in_app: Way::Send,
    push: Way::Send,
};

on_both! {
    async fn a_notice_goes_once_over_every_channel_that_is_wanted(db: Database) {
        let site = db.website("atlas").await;
        let (house, event) = (db.system(&site), event(&db));
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &site, Role::Writer).await;
        teller.choose(&ann, &[(Kind::OrderAssigned, Channel::Push, true)]).await;
        let letter = assigned(&db, "A-7");
        for _ in 0..3 {
            teller.tell(&house, event, &to, &letter).await.expect("told");
        }
        assert_eq!(teller.subjects(&house).await, ["Order A-7 is yours"]);
        let pushed = teller.devices.taken();
        assert_eq!(pushed.len(), 1);
        assert_eq!(pushed[0].title, "Order A-7 is yours");
        assert_eq!(pushed[0].tag, event.to_string());
        let list = teller.inbox.list(&ann, false, &Page::default()).await.expect("read").items;
        assert_eq!(list.len(), 1);
        let row = &list[0].1;
        assert_eq!((row.kind, row.title.as_str()), (Kind::OrderAssigned, "Order A-7 is yours"));
        assert_eq!(row.body, "The brief is waiting for you.");
        assert_eq!(row.path, format!("/orders/{}", row.subject.as_deref().expect("an order")));
        assert_eq!(teller.outcome(&db, &house, event).await, [
            (Channel::Email, State::Sent, None),
            (Channel::InApp, State::Sent, None),
            (Channel::Push, State::Sent, None),
        ]);
    }

    async fn what_nobody_chose_is_mail_and_inbox(db: Database) {
        let site = db.website("atlas").await;
        let (house, event) = (db.system(&site), event(&db));
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &site, Role::Client).await;
        teller.tell(&house, event, &to, &delivered(&db, "A-1")).await.expect("told");
        assert!(teller.devices.taken().is_empty());
        assert_eq!(teller.outcome(&db, &house, event).await, [
            (Channel::Email, State::Sent, None),
            (Channel::InApp, State::Sent, None),
            (Channel::Push, State::Suppressed, Some(Cause::Preference)),
        ]);
        let off = [(Kind::OrderDelivered, Channel::Email, false),
            (Kind::OrderDelivered, Channel::InApp, false)];
        teller.choose(&ann, &off).await;
        let second = crate::event(&db);
        teller.tell(&house, second, &to, &delivered(&db, "A-2")).await.expect("told");
        assert_eq!(teller.subjects(&house).await.len(), 1);
        assert_eq!(teller.inbox.unread(&ann).await.expect("counted"), 1);
        let unwanted = Some(Cause::Preference);
        assert_eq!(teller.outcome(&db, &house, second).await, [
            (Channel::Email, State::Suppressed, unwanted),
            (Channel::InApp, State::Suppressed, unwanted),
            (Channel::Push, State::Suppressed, unwanted),
        ]);
    }

    async fn a_dead_mail_server_keeps_it_from_no_other_channel(db: Database) {
        let site = db.website("atlas").await;
        let (house, event) = (db.system(&site), event(&db));
        let server = SmtpServer::start(Mood::Down).await;
        let teller = Teller::with(&db, smtp(&db, server.url()));
        let (ann, to) = person(&db, &site, Role::Writer).await;
        let letter = assigned(&db, "A-7");
        for _ in 0..2 {
            let told = teller.notices.tell(&house, event, &to, &letter, EVERYWHERE).await;
            assert!(matches!(told, Err(Error::NotTaken(_))), "{told:?}");
        }
        assert_eq!(teller.devices.taken().len(), 1);
        assert_eq!(teller.inbox.unread(&ann).await.expect("counted"), 1);
        let failed = (Channel::Email, State::Failed, Some(Cause::Unreachable));
        assert_eq!(teller.outcome(&db, &house, event).await[0], failed);

        server.set(Mood::Up);
        for _ in 0..2 {
            let told = teller.notices.tell(&house, event, &to, &letter, EVERYWHERE).await;
            told.expect("told");
        }
        assert_eq!(server.taken().len(), 1);
        assert_eq!(teller.devices.taken().len(), 1);
        assert_eq!(teller.inbox.unread(&ann).await.expect("counted"), 1);
    }

    async fn devices_that_fail_are_tried_again_and_hold_nothing_up(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let teller = Teller::over(&db);
        let (_, to) = person(&db, &site, Role::Writer).await;
        let down = || Err(PushFailure::Temporary("down".to_owned()));
        for (answer, retried, state, cause) in [
            (down(), true, State::Failed, Some(Cause::Unreachable)),
            (Err(PushFailure::Permanent("no".to_owned())), false, State::Failed,
                Some(Cause::Refused)),
            (Ok(Pushed::NotSetUp), false, State::Suppressed, Some(Cause::NotSetUp)),
        ] {
            let event = event(&db);
            teller.devices.answer(answer);
            let letter = assigned(&db, "A-7");
            let told = teller.notices.tell(&house, event, &to, &letter, EVERYWHERE).await;
            assert_eq!(told.is_err(), retried);
            let outcome = teller.outcome(&db, &house, event).await;
            assert_eq!(outcome[0], (Channel::Email, State::Sent, None));
            assert_eq!(outcome[2], (Channel::Push, state, cause));
            teller.devices.answer(Ok(Pushed::Taken));
            let before = teller.devices.taken().len();
            let told = teller.notices.tell(&house, event, &to, &letter, EVERYWHERE).await;
            told.expect("told");
            assert_eq!(teller.devices.taken().len() - before, usize::from(retried));
        }
        assert_eq!(teller.subjects(&house).await.len(), 3);
    }

    async fn whoever_looks_hears_of_it_once(db: Database) {
        let site = db.website("atlas").await;
        let (house, event) = (db.system(&site), event(&db));
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &site, Role::Client).await;
        let account = ann.account().expect("an account");
        let mut listener = teller.live.listen(Topic::Account(account));
        for _ in 0..2 {
            teller.tell(&house, event, &to, &delivered(&db, "A-1")).await.expect("told");
        }
        let row = teller.inbox.list(&ann, true, &Page::default()).await.expect("read");
        let id = row.items[0].1.id;
        let signal = Signal::Notification { website: site.id, account, id };
        assert_eq!(listener.waiting(), Some(Heard::Signal(signal)));
        assert_eq!(listener.waiting(), None);
    }

    async fn without_an_account_there_is_no_inbox(db: Database) {
        let site = db.website("atlas").await;
        let (house, event) = (db.system(&site), event(&db));
        let teller = Teller::over(&db);
        teller.tell(&house, event, &ann(), &delivered(&db, "A-1")).await.expect("told");
        let nowhere = (Channel::InApp, State::Suppressed, Some(Cause::NotSetUp));
        assert_eq!(teller.outcome(&db, &house, event).await[1], nowhere);
    }

    async fn nobody_of_another_website_gets_into_an_inbox_here(db: Database) {
        let (atlas, quill) = (db.website("atlas").await, db.website("quill").await);
        let teller = Teller::over(&db);
        let (bob, to) = person(&db, &quill, Role::Client).await;
        let letter = delivered(&db, "A-1");
        let told = teller.tell(&db.system(&atlas), event(&db), &to, &letter).await;
        assert!(matches!(told, Err(Error::Store(_))), "{told:?}");
        assert_eq!(teller.inbox.unread(&bob).await.expect("counted"), 0);
    }

    async fn only_the_house_tells(db: Database) {
        let site = db.website("atlas").await;
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &site, Role::Admin).await;
        let letter = delivered(&db, "A-1");
        let told = teller.notices.tell(&ann, event(&db), &to, &letter, EVERYWHERE).await;
        assert!(matches!(told, Err(Error::Denied(_))));
        let planned = teller.notices.plan(&ann, &to, letter.kind()).await;
        assert!(matches!(planned, Err(Error::Denied(_))));
    }

    async fn names_with_line_breaks_break_no_header_and_no_line(db: Database) {
        const HOSTILE: &str = "A-1\r\nBcc: all@example.test\r\n\r\n<script>alert(1)</script>";
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let server = SmtpServer::start(Mood::Up).await;
        let teller = Teller::with(&db, smtp(&db, server.url()));
        let (ann, to) = person(&db, &site, Role::Writer).await;
        let to = Recipient { name: Some(HOSTILE.to_owned()), ..to };
        let letter = assigned(&db, HOSTILE);
        teller.notices.tell(&house, event(&db), &to, &letter, EVERYWHERE).await.expect("told");
        let taken = server.taken().remove(0);
        assert_eq!(taken.to, ["ann@example.test"]);
        assert_eq!(taken.header("Bcc"), None);
        let row = teller.inbox.list(&ann, false, &Page::default()).await.expect("read");
        let row = &row.items[0].1;
        let pushed = teller.devices.taken().remove(0);
        for text in [&row.title, &row.body, &row.path, &pushed.title, &pushed.body] {
            assert!(!text.contains(['\r', '\n']), "{text:?}");
        }
    }

    async fn a_mail_that_may_be_stopped_says_how(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let server = SmtpServer::start(Mood::Up).await;
        let teller = Teller::with(&db, smtp(&db, server.url()));
        let (_, to) = person(&db, &site, Role::Client).await;
        teller.tell(&house, event(&db), &to, &delivered(&db, "A-1")).await.expect("told");
        let mandatory = Letter::AlreadyRegistered { token: None };
        teller.tell(&house, event(&db), &to, &mandatory).await.expect("told");
        let taken = server.taken();
        let stop = taken[0].header("List-Unsubscribe").expect("a way to stop it");
        let address = stop.trim_start_matches('<').trim_end_matches('>');
        assert!(address.starts_with("https://atlas.test/unsubscribe?token=sun_"), "{stop}");
        let one_click = taken[0].header("List-Unsubscribe-Post");
        assert_eq!(one_click.as_deref(), Some("List-Unsubscribe=One-Click"));
        assert!(taken[0].body().contains(address), "people see it, too");
        for name in ["List-Unsubscribe", "List-Unsubscribe-Post"] {
            assert_eq!(taken[1].header(name), None);
        }
        assert!(!taken[1].body().contains("unsubscribe"));
    }

    async fn the_local_mailbox_keeps_how_a_mail_is_stopped(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let teller = Teller::over(&db);
        let (_, to) = person(&db, &site, Role::Client).await;
        teller.tell(&house, event(&db), &to, &delivered(&db, "A-1")).await.expect("told");
        let mail = teller.mailbox.list(&house, &Page::first(1)).await.expect("read");
        let stop = mail.items[0].1.unsubscribe_url.as_deref().expect("a link");
        assert!(stop.starts_with("https://atlas.test/unsubscribe?token="), "{stop}");
    }
}
