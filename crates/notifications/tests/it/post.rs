use kernel::Role;
use notifications::delivery::entity::{Cause, State};
use notifications::ports::Brand;
use notifications::{Error, Kind, PostService, Recipient};
use testkit::{Mood, SmtpServer, on_both};

use crate::{ann, email, event, joined, post, smtp, try_mail};

on_both! {
    async fn a_mail_is_sent_once_and_noted(db: Database) {
        let site = db.website("atlas").await;
        let (house, event) = (db.system(&site), event(&db));
        let server = SmtpServer::start(Mood::Up).await;
        let post = post(&db, smtp(&db, server.url()), Brand::default());
        assert!(post.awaits(&house, event, "acc_ann").await.expect("asked"));
        for _ in 0..3 {
            assert!(try_mail(&post, &house, event).await);
        }
        assert!(!post.awaits(&house, event, "acc_ann").await.expect("asked"));

        let taken = server.taken();
        assert_eq!(taken.len(), 1);
        assert_eq!(taken[0].to, ["ann@example.test"]);
        let id = format!("<{event}.acc_ann@atlas.test>");
        assert_eq!(taken[0].header("Message-ID"), Some(id));
        let notes = post.deliveries(&house, &[event]).await.expect("read");
        let note = &notes[&event][0];
        assert_eq!((note.state, note.cause, note.attempts), (State::Sent, None, 1));
        assert_eq!((note.kind, note.recipient.as_str()), (Kind::AlreadyRegistered, "acc_ann"));
    }

    async fn a_mail_waits_for_the_server_and_comes_once(db: Database) {
        let site = db.website("atlas").await;
        let (house, event) = (db.system(&site), event(&db));
        let server = SmtpServer::start(Mood::Down).await;
        let post = post(&db, smtp(&db, server.url()), Brand::default());
        for attempts in 1..=2 {
            let failed = post.mail(&house, event, &ann(), &joined()).await;
            assert!(matches!(failed, Err(Error::NotTaken(_))), "{failed:?}");
            let notes = post.deliveries(&house, &[event]).await.expect("read");
            let note = &notes[&event][0];
            assert_eq!((note.state, note.cause), (State::Failed, Some(Cause::Unreachable)));
            assert_eq!(note.attempts, attempts);
            assert!(note.last_error.is_some());
        }
        assert!(post.awaits(&house, event, "acc_ann").await.expect("asked"));

        server.set(Mood::Up);
        assert!(try_mail(&post, &house, event).await);
        assert!(try_mail(&post, &house, event).await);
        assert_eq!(server.taken().len(), 1);
        let notes = post.deliveries(&house, &[event]).await.expect("read");
        let note = &notes[&event][0];
        assert_eq!((note.state, note.attempts, note.last_error.as_ref()), (State::Sent, 3, None));
    }

    async fn a_mail_refused_for_good_is_not_tried_again(db: Database) {
        let site = db.website("atlas").await;
        let (house, event) = (db.system(&site), event(&db));
        let server = SmtpServer::start(Mood::Refusing("550 5.1.1 nobody of that name")).await;
        let post = post(&db, smtp(&db, server.url()), Brand::default());
        let state = post.mail(&house, event, &ann(), &joined()).await;
        assert_eq!(state.expect("settled"), State::Failed);
        server.set(Mood::Up);
        let state = post.mail(&house, event, &ann(), &joined()).await;
        assert_eq!(state.expect("settled"), State::Failed);
        assert!(server.taken().is_empty());
    }

    async fn a_busy_or_locked_server_is_tried_again(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let server = SmtpServer::start(Mood::Up).await;
        let post = post(&db, smtp(&db, server.url()), Brand::default());
        for answer in ["451 4.3.0 later", "535 5.7.8 wrong credentials"] {
            let event = event(&db);
            server.set(Mood::Refusing(answer));
            assert!(!try_mail(&post, &house, event).await, "{answer}");
            server.set(Mood::Up);
            assert!(try_mail(&post, &house, event).await, "{answer}");
        }
        assert_eq!(server.taken().len(), 2);
    }

    async fn what_is_suppressed_is_never_sent(db: Database) {
        let site = db.website("atlas").await;
        let (house, event) = (db.system(&site), event(&db));
        let server = SmtpServer::start(Mood::Up).await;
        let post = post(&db, smtp(&db, server.url()), Brand::default());
        let kind = Kind::AlreadyRegistered;
        post.suppress(&house, event, "acc_ann", kind, Cause::Preference).await.expect("noted");
        let state = post.mail(&house, event, &ann(), &joined()).await;
        assert_eq!(state.expect("settled"), State::Suppressed);
        assert!(server.taken().is_empty());
    }

    async fn two_people_get_one_mail_each_about_one_event(db: Database) {
        let site = db.website("atlas").await;
        let (house, event) = (db.system(&site), event(&db));
        let server = SmtpServer::start(Mood::Up).await;
        let post = post(&db, smtp(&db, server.url()), Brand::default());
        let bob = Recipient {
            id: "acc_bob".to_owned(),
            address: email("bob@example.test"),
            ..ann()
        };
        for to in [ann(), bob.clone(), ann(), bob] {
            post.mail(&house, event, &to, &joined()).await.expect("sent");
        }
        let ids: Vec<_> = server.taken().iter().map(|mail| mail.header("Message-ID")).collect();
        assert_eq!(ids.len(), 2);
        assert_ne!(ids[0], ids[1]);
    }

    async fn only_the_house_writes_and_only_staff_sees(db: Database) {
        let (atlas, quill) = (db.website("atlas").await, db.website("quill").await);
        let event = event(&db);
        let server = SmtpServer::start(Mood::Up).await;
        let post = post(&db, smtp(&db, server.url()), Brand::default());
        assert!(try_mail(&post, &db.system(&atlas), event).await);
        for actor in [
            db.stranger(&atlas),
            db.member(&atlas, Role::Client).await,
            db.member(&atlas, Role::Admin).await,
        ] {
            let denied = post.mail(&actor, event, &ann(), &joined()).await;
            assert!(matches!(denied, Err(Error::Denied(_))));
        }
        let client = db.member(&atlas, Role::Client).await;
        assert!(matches!(post.deliveries(&client, &[event]).await, Err(Error::Denied(_))));
        for (site, seen) in [(&atlas, 1), (&quill, 0)] {
            let staff = db.member(site, Role::Support).await;
            let notes = post.deliveries(&staff, &[event]).await.expect("read");
            assert_eq!(notes.len(), seen);
        }
    }
}
