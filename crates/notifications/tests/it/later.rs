//! Quiet hours and digests, with the timers that end them.

use chrono::TimeDelta;
use kernel::{Field, Instant, Role};
use notifications::delivery::entity::{Cause, Channel, State};
use notifications::preference::{Digest, UpdatePreferences};
use notifications::{InboxService, Kind, MailboxService, PreferenceService, Recipient};
use testkit::{Database, Mood, SmtpServer, on_both};

use crate::teller::{Teller, assigned, delivered, person};
use crate::{event, smtp};

fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

async fn daily(teller: &Teller, who: &kernel::Actor) {
    let update = UpdatePreferences {
        digest: Field::Set(Digest::Daily),
        ..UpdatePreferences::default()
    };
    teller
        .preferences
        .update(who, update)
        .await
        .expect("chosen");
}

const HELD: State = State::Held;

async fn email_of(
    teller: &Teller,
    db: &Database,
    house: &kernel::Actor,
    event: kernel::EventId,
) -> (State, Option<Cause>) {
    let outcome = teller.outcome(db, house, event).await;
    let mail = outcome
        .into_iter()
        .find(|(channel, ..)| *channel == Channel::Email);
    mail.map(|(_, state, cause)| (state, cause))
        .expect("a note")
}

on_both! {
    async fn what_comes_in_quiet_hours_comes_when_they_end_once(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &site, Role::Client).await;
        let to = Recipient { zone: Some(chrono_tz::Europe::Berlin), ..to };
        teller.rest(&ann, "22:00", "07:00").await;
        teller.choose(&ann, &[
            (Kind::OrderDelivered, Channel::Push, true),
            (Kind::OrderAssigned, Channel::Push, true),
        ]).await;
        db.manual.set(at("2026-11-23T22:30:00Z"));
        let (calm, urgent) = (event(&db), event(&db));
        for _ in 0..2 {
            teller.tell(&house, calm, &to, &delivered(&db, "A-1")).await.expect("held");
            teller.tell(&house, urgent, &to, &assigned(&db, "A-2")).await.expect("told");
        }
        // The inbox keeps silent, and a mail about work with a deadline does not wait.
        assert_eq!(teller.inbox.unread(&ann).await.expect("counted"), 2);
        assert_eq!(teller.subjects(&house).await, ["Order A-2 is yours"]);
        assert!(teller.devices.taken().is_empty());
        assert_eq!(teller.outcome(&db, &house, calm).await, [
            (Channel::Email, HELD, None),
            (Channel::InApp, State::Sent, None),
            (Channel::Push, HELD, None),
        ]);
        db.manual.set(at("2026-11-24T05:59:59Z"));
        assert_eq!(teller.ring(&db, &house, Some(&to)).await, 0);
        db.manual.set(at("2026-11-24T06:00:00Z"));
        assert!(teller.ring(&db, &house, Some(&to)).await > 0);
        while teller.ring(&db, &house, Some(&to)).await > 0 {}
        let subjects = teller.subjects(&house).await;
        assert_eq!(subjects, ["Order A-2 is yours", "Order A-1 is ready for you"]);
        let pushed: Vec<_> = teller.devices.taken().into_iter().map(|note| note.title).collect();
        assert_eq!(pushed.len(), 2, "{pushed:?}");
        // The flow that told it comes again, very late: nothing is told twice.
        teller.tell(&house, calm, &to, &delivered(&db, "A-1")).await.expect("settled");
        assert_eq!(teller.subjects(&house).await.len(), 2);
        assert_eq!(teller.devices.taken().len(), 2);
    }

    async fn a_timer_that_comes_twice_or_fails_half_way_tells_once(db: Database) {
        let site = db.website("atlas").await;
        let (house, event) = (db.system(&site), event(&db));
        let server = SmtpServer::start(Mood::Down).await;
        let teller = Teller::with(&db, smtp(&db, server.url()));
        let (ann, to) = person(&db, &site, Role::Client).await;
        teller.rest(&ann, "11:00", "13:00").await;
        teller.tell(&house, event, &to, &delivered(&db, "A-1")).await.expect("held");
        db.manual.set(at("2026-11-23T13:00:00Z"));
        let due = kernel::outbox::claim(&db.conn, db.now(), 10).await.expect("claimed");
        assert_eq!(due.len(), 1);
        assert!(teller.fire(&house, &due[0], Some(&to)).await.is_err());
        server.set(Mood::Up);
        for _ in 0..3 {
            teller.fire(&house, &due[0], Some(&to)).await.expect("told");
        }
        assert_eq!(server.taken().len(), 1);
        assert_eq!(email_of(&teller, &db, &house, event).await, (State::Sent, None));
    }

    async fn who_changed_their_mind_or_is_gone_is_spared(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &site, Role::Client).await;
        teller.rest(&ann, "11:00", "13:00").await;
        let (unwanted, gone) = (event(&db), event(&db));
        teller.tell(&house, unwanted, &to, &delivered(&db, "A-1")).await.expect("held");
        teller.choose(&ann, &[(Kind::OrderDelivered, Channel::Email, false)]).await;
        db.manual.set(at("2026-11-23T13:00:00Z"));
        teller.ring(&db, &house, Some(&to)).await;
        let outcome = email_of(&teller, &db, &house, unwanted).await;
        assert_eq!(outcome, (State::Suppressed, Some(Cause::Preference)));

        teller.choose(&ann, &[(Kind::OrderDelivered, Channel::Email, true)]).await;
        db.manual.set(at("2026-11-24T12:00:00Z"));
        teller.tell(&house, gone, &to, &delivered(&db, "A-2")).await.expect("held");
        db.manual.set(at("2026-11-24T13:00:00Z"));
        teller.ring(&db, &house, None).await;
        let outcome = email_of(&teller, &db, &house, gone).await;
        assert_eq!(outcome, (State::Suppressed, Some(Cause::Gone)));
        assert!(teller.subjects(&house).await.is_empty());
    }

    async fn what_a_day_brings_comes_as_one_mail_in_the_morning(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &site, Role::Client).await;
        let to = Recipient { zone: Some(chrono_tz::America::New_York), ..to };
        let (_, to_bob) = person(&db, &site, Role::Client).await;
        daily(&teller, &ann).await;
        let mut events = Vec::new();
        for number in ["A-1", "A-2", "A-3"] {
            db.manual.advance(TimeDelta::hours(3));
            let event = event(&db);
            teller.tell(&house, event, &to, &delivered(&db, number)).await.expect("kept");
            events.push(event);
        }
        teller.tell(&house, event(&db), &to_bob, &delivered(&db, "B-1")).await.expect("told");
        db.manual.advance(TimeDelta::seconds(1));
        teller.tell(&house, event(&db), &to, &assigned(&db, "A-9")).await.expect("told");
        let now = ["Order B-1 is ready for you", "Order A-9 is yours"];
        assert_eq!(teller.subjects(&house).await, now);
        assert_eq!(teller.inbox.unread(&ann).await.expect("counted"), 4);
        assert_eq!(email_of(&teller, &db, &house, events[0]).await, (HELD, None));

        // Eight in the morning in New York, three of them were kept before it: A-1 at ten, local.
        db.manual.set(at("2026-11-24T12:59:59Z"));
        assert_eq!(teller.ring(&db, &house, Some(&to)).await, 0);
        db.manual.set(at("2026-11-24T13:00:00Z"));
        assert_eq!(teller.ring(&db, &house, Some(&to)).await, 1);
        let mails = teller.mailbox.list(&house, &kernel::Page::first(1)).await.expect("read");
        let mail = &mails.items[0].1;
        assert_eq!(mail.subject, "3 notices for you");
        for number in ["A-1", "A-2", "A-3"] {
            assert_eq!(mail.text.matches(number).count(), 1, "{}", mail.text);
            assert_eq!(mail.html.matches(number).count(), 1, "{}", mail.html);
        }
        assert!(mail.text.contains("https://atlas.test/orders/ord_"), "{}", mail.text);
        assert!(mail.unsubscribe_url.is_some());
        for event in events {
            assert_eq!(email_of(&teller, &db, &house, event).await, (State::Sent, None));
        }
        db.manual.advance(TimeDelta::days(3));
        assert_eq!(teller.ring(&db, &house, Some(&to)).await, 0);
    }

    async fn a_digest_is_sent_once_however_often_its_timer_comes(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let server = SmtpServer::start(Mood::Down).await;
        let teller = Teller::with(&db, smtp(&db, server.url()));
        let (ann, to) = person(&db, &site, Role::Client).await;
        daily(&teller, &ann).await;
        let first = event(&db);
        teller.tell(&house, first, &to, &delivered(&db, "A-1")).await.expect("kept");
        db.manual.set(at("2026-11-24T08:00:00Z"));
        let due = kernel::outbox::claim(&db.conn, db.now(), 10).await.expect("claimed");
        assert_eq!(due.len(), 1);
        assert!(teller.fire(&house, &due[0], Some(&to)).await.is_err());
        // Meanwhile something comes that was planned before eight: it goes with the next one.
        let late = event(&db);
        let plan = notifications::Plan {
            email: notifications::Way::Digest(at("2026-11-24T08:00:00Z")),
            ..notifications::Plan::MANDATORY
        };
        let letter = delivered(&db, "A-2");
        notifications::NoticeService::tell(&teller.notices, &house, late, &to, &letter, plan)
            .await.expect("kept");
        server.set(Mood::Up);
        for _ in 0..3 {
            teller.fire(&house, &due[0], Some(&to)).await.expect("told");
        }
        let taken = server.taken();
        assert_eq!(taken.len(), 1);
        assert!(taken[0].body().contains("A-1") && !taken[0].body().contains("A-2"));
        assert_eq!(email_of(&teller, &db, &house, first).await, (State::Sent, None));
        assert_eq!(email_of(&teller, &db, &house, late).await, (HELD, None));

        due[0].finish(&db.conn, db.now()).await.expect("settled");
        db.manual.set(at("2026-11-25T08:00:00Z"));
        assert_eq!(teller.ring(&db, &house, Some(&to)).await, 1);
        let taken = server.taken();
        assert_eq!(taken.len(), 2);
        assert!(taken[1].body().contains("A-2") && !taken[1].body().contains("A-1"));
        assert_ne!(taken[0].header("Message-ID"), taken[1].header("Message-ID"));
    }

    async fn fifty_at_once_are_all_in_one_digest(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &site, Role::Client).await;
        daily(&teller, &ann).await;
        let letters: Vec<_> = (0..50)
            .map(|number| (event(&db), delivered(&db, &format!("N{number:02}"))))
            .collect();
        let told = letters.iter().map(|(event, letter)| teller.tell(&house, *event, &to, letter));
        for told in futures_util::future::join_all(told).await {
            told.expect("kept");
        }
        db.manual.set(at("2026-11-24T08:00:00Z"));
        assert_eq!(teller.ring(&db, &house, Some(&to)).await, 1);
        assert_eq!(teller.subjects(&house).await, ["50 notices for you"]);
        let mails = teller.mailbox.list(&house, &kernel::Page::first(1)).await.expect("read");
        for number in 0..50 {
            let number = format!("Order N{number:02} ");
            assert_eq!(mails.items[0].1.text.matches(&number).count(), 1, "{number}");
        }
    }

    async fn a_digest_leaves_out_what_is_no_longer_wanted(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &site, Role::Client).await;
        daily(&teller, &ann).await;
        let event = event(&db);
        teller.tell(&house, event, &to, &delivered(&db, "A-1")).await.expect("kept");
        teller.choose(&ann, &[(Kind::OrderDelivered, Channel::Email, false)]).await;
        db.manual.set(at("2026-11-24T08:00:00Z"));
        assert_eq!(teller.ring(&db, &house, Some(&to)).await, 1);
        assert!(teller.subjects(&house).await.is_empty());
        let outcome = email_of(&teller, &db, &house, event).await;
        assert_eq!(outcome, (State::Suppressed, Some(Cause::Preference)));
    }

    async fn what_was_told_meanwhile_is_not_told_again(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &site, Role::Client).await;
        daily(&teller, &ann).await;
        let (told, other) = (event(&db), event(&db));
        for event in [told, other] {
            teller.tell(&house, event, &to, &delivered(&db, "A-1")).await.expect("kept");
        }
        let post = crate::post(&db, crate::local(&db), notifications::ports::Brand::default());
        let letter = delivered(&db, "A-1");
        let mailed = notifications::PostService::mail(&post, &house, told, &to, &letter).await;
        mailed.expect("mailed");
        db.manual.set(at("2026-11-24T08:00:00Z"));
        assert_eq!(teller.ring(&db, &house, Some(&to)).await, 1);
        let subjects = teller.subjects(&house).await;
        assert_eq!(subjects, ["Order A-1 is ready for you", "1 notice for you"]);
    }

    async fn a_digests_link_stops_the_mails_that_can_wait(db: Database) {
        let site = db.website("atlas").await;
        let house = db.system(&site);
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &site, Role::Client).await;
        daily(&teller, &ann).await;
        teller.tell(&house, event(&db), &to, &delivered(&db, "A-1")).await.expect("kept");
        db.manual.set(at("2026-11-24T08:00:00Z"));
        teller.ring(&db, &house, Some(&to)).await;
        let mails = teller.mailbox.list(&house, &kernel::Page::first(1)).await.expect("read");
        let url = mails.items[0].1.unsubscribe_url.clone().expect("a link");
        let (_, token) = url.split_once("token=").expect("a token");
        let stopped = teller.preferences.unsubscribe(&db.stranger(&site), token).await;
        let waiting = [Kind::OrderDelivered, Kind::FeedbackInvited, Kind::FeedbackReminder];
        assert_eq!(stopped.expect("stopped"), waiting);
        let chosen = teller.preferences.chosen(&ann).await.expect("read");
        for entry in chosen.entries.iter().filter(|entry| entry.channel == Channel::Email) {
            assert_eq!(entry.enabled, !waiting.contains(&entry.kind), "{entry:?}");
        }
    }
}
