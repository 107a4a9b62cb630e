//! `doctor` says what is wrong and what to do next, and changes nothing.

use sea_orm::ConnectionTrait;
use testkit::{Database, Engine, Mood, SmtpServer, on_both};

use crate::process::Place;

on_both! {
    async fn a_sound_house_is_sound(db: Database) {
        let place = Place::of(&db.url);
        place.init().await;
        let doctor = place.run(&["doctor"]).await;
        assert!(doctor.ok(), "{doctor:?}");
        for what in [
            "settings", "database", "migrations", "mail", "push", "address", "websites", "sign-ins",
            "outbox", "nights", "audit trail", "clock",
        ] {
            assert!(doctor.said("ok", what).is_some(), "{what}\n{}", doctor.out);
        }
        assert!(!doctor.out.contains("fail"), "{}", doctor.out);
    }

    async fn what_was_given_up_is_told_with_the_way_to_try_it_again(db: Database) {
        let place = Place::of(&db.url);
        place.init().await;
        let park = "UPDATE outbox_events SET parked_at = recorded_at, settled_at = recorded_at,
            last_error = 'the mail server is on fire'";
        db.conn.execute_unprepared(park).await.expect("parked");
        let doctor = place.run(&["doctor"]).await;
        assert!(doctor.ok(), "{doctor:?}");
        assert!(doctor.said("warn", "given up").is_some(), "{}", doctor.out);
        assert!(doctor.out.contains("scriptorium outbox retry"), "{}", doctor.out);
        let parked = place.run(&["outbox", "parked"]).await;
        assert!(parked.ok() && parked.out.contains("on fire"), "{parked:?}");
        let retried = place.run(&["outbox", "retry"]).await;
        assert!(retried.ok() && !retried.out.starts_with("0 "), "{retried:?}");
        let doctor = place.run(&["doctor"]).await;
        assert!(doctor.said("warn", "given up").is_none(), "{}", doctor.out);
    }

    async fn a_database_that_is_behind_is_told(db: Database) {
        let forget = "DELETE FROM seaql_migrations WHERE version =
            (SELECT MAX(version) FROM seaql_migrations)";
        db.conn.execute_unprepared(forget).await.expect("forgotten");
        let doctor = Place::of(&db.url).run(&["doctor"]).await;
        assert_eq!(doctor.code, Some(1), "{doctor:?}");
        assert!(doctor.said("fail", "migrations").is_some(), "{}", doctor.out);
        assert!(doctor.out.contains("scriptorium migrate"), "{}", doctor.out);
    }

    async fn the_mail_server_is_asked_and_no_mail_is_sent_unless_it_is_wanted(db: Database) {
        let server = SmtpServer::start(Mood::Up).await;
        let place = Place::of(&db.url)
            .with("SMTP_URL", &server.url())
            .with("MAIL_FROM", "House <house@example.org>");
        place.init().await;
        let doctor = place.run(&["doctor"]).await;
        assert!(doctor.ok() && doctor.said("ok", "mail").is_some(), "{doctor:?}");
        assert!(server.taken().is_empty());
        let doctor = place.run(&["doctor", "--mail-to", "me@example.org"]).await;
        assert!(doctor.ok(), "{doctor:?}");
        let taken = server.taken();
        assert_eq!((taken.len(), taken[0].to.clone()), (1, vec!["me@example.org".to_owned()]));

        server.set(Mood::Down);
        let doctor = place.run(&["doctor"]).await;
        assert_eq!(doctor.code, Some(1), "{doctor:?}");
        assert!(doctor.said("fail", "mail").is_some(), "{}", doctor.out);
    }

    async fn settings_that_do_not_fit_the_websites_are_told(db: Database) {
        let place = Place::of(&db.url);
        place.init().await;
        let place = place
            .with("PUBLIC_URL", "https://www.example.org")
            .with("DEFAULT_WEBSITE", "quill");
        let doctor = place.run(&["doctor"]).await;
        for what in ["TRUSTED_PROXIES", "DEFAULT_WEBSITE is quill", "answers on www.example.org"] {
            assert!(doctor.said("warn", what).is_some(), "{what}\n{}", doctor.out);
        }
        // Without mails nobody gets in.
        assert!(doctor.said("fail", "SMTP_URL").is_some(), "{}", doctor.out);
        assert_eq!(doctor.code, Some(1));
    }
}

fn anywhere(case: impl AsyncFnOnce()) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(case());
}

#[test]
fn every_wrong_setting_is_named() {
    anywhere(async || {
        let place = Place::nowhere()
            .with("LISTEN", "nowhere")
            .with("WORKER", "maybe");
        place.file(
            "scriptorium.toml",
            "colour = 'blue'\nsmtp_url = 'smtp://u:secret@'",
        );
        let doctor = place.run(&["doctor"]).await;
        assert_eq!(doctor.code, Some(1), "{doctor:?}");
        for what in ["LISTEN", "WORKER", "colour", "smtp_url"] {
            assert!(
                doctor.said("fail", what).is_some(),
                "{what}\n{}",
                doctor.out
            );
        }
        assert!(!format!("{doctor:?}").contains("secret"), "{doctor:?}");
    });
}

#[test]
fn before_the_first_start_there_is_nothing_to_find_and_nothing_is_made() {
    anywhere(async || {
        let place = Place::nowhere();
        let doctor = place.run(&["doctor"]).await;
        assert!(doctor.ok(), "{doctor:?}");
        assert!(doctor.said("warn", "database").is_some(), "{}", doctor.out);
        let again = place.run(&["doctor"]).await;
        assert_eq!(again.out, doctor.out);
    });
}

#[test]
fn a_database_that_does_not_answer_and_files_that_are_no_use_are_told() {
    anywhere(async || {
        let place = Place::of("postgres://nobody@127.0.0.1:1/nowhere");
        let geoip = place.file("places.mmdb", "no places");
        let doctor = place.with("GEOIP_FILE", &geoip).run(&["doctor"]).await;
        assert_eq!(doctor.code, Some(1), "{doctor:?}");
        assert!(doctor.said("fail", "database").is_some(), "{}", doctor.out);
        assert!(
            doctor.said("fail", "GEOIP_FILE").is_some(),
            "{}",
            doctor.out
        );
    });
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    testkit::run(Engine::Sqlite, async |db: Database| {
        drop(db);
        // Not even root writes here.
        let doctor = Place::of("sqlite:///proc/self/scriptorium.db?mode=rwc")
            .run(&["doctor"])
            .await;
        assert_eq!(doctor.code, Some(1), "{doctor:?}");
        assert!(
            doctor.said("fail", "cannot be written").is_some(),
            "{}",
            doctor.out
        );
    });
}
