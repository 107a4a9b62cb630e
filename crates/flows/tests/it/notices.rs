//! Notices through the dispatcher: inboxes, quiet hours, digests, and those who are told nothing.

use chrono::TimeDelta;
use kernel::{Actor, Field, Instant, Page, Role};
use notifications::Kind;
use notifications::preference::{Digest, NewQuietHours, UpdatePreferences};
use testkit::{Mood, on_both};

use crate::town::{Cast, Town, member};

/// The kinds in somebody's inbox, oldest first.
async fn inbox(town: &Town, who: &Actor) -> Vec<Kind> {
    let list = town
        .services
        .inbox
        .list(who, false, &Page::first(100))
        .await;
    let items = list.expect("read").items.into_iter().rev();
    items.map(|(_, row)| row.kind).collect()
}

async fn choose(town: &Town, who: &Actor, update: UpdatePreferences) {
    let chosen = town.services.preferences.update(who, update).await;
    chosen.expect("chosen");
}

fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

on_both! {
    async fn whoever_is_mailed_finds_it_in_their_inbox(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let cast = Cast::of(&town).await;
        let order = cast.place(&town).await;
        for step in 0..3 {
            town.advance(TimeDelta::hours(1));
            match step {
                0 => cast.assign(&town, order).await,
                1 => cast.release(&town, order).await,
                _ => cast.approve(&town, order).await,
            }
            town.deliver().await;
        }
        assert_eq!(inbox(&town, &cast.writer).await, [Kind::OrderAssigned, Kind::FeedbackInvited]);
        assert_eq!(inbox(&town, &cast.client).await, [Kind::OrderDelivered, Kind::FeedbackInvited]);
        assert!(inbox(&town, &cast.editor).await.is_empty());
        let list = town.services.inbox.list(&cast.client, false, &Page::default()).await;
        for (_, row) in list.expect("read").items {
            assert_eq!(row.subject, Some(order.to_string()));
            assert_eq!(row.path, format!("/orders/{order}"));
            for word in ["Secret", "secret"] {
                assert!(!row.title.contains(word) && !row.body.contains(word), "{row:?}");
            }
        }
    }

    async fn a_dead_mail_server_delays_the_mail_and_not_the_inbox(db: Database) {
        let town = Town::of(db, Mood::Down).await;
        let cast = Cast::of(&town).await;
        let order = cast.place(&town).await;
        cast.assign(&town, order).await;
        for _ in 0..3 {
            assert!(town.deliver().await.is_empty());
            town.advance(TimeDelta::hours(2));
        }
        assert_eq!(inbox(&town, &cast.writer).await, [Kind::OrderAssigned]);
        town.server.set(Mood::Up);
        assert_eq!(town.deliver().await.len(), 1);
        town.advance(TimeDelta::hours(2));
        assert!(town.deliver().await.is_empty());
        assert_eq!(inbox(&town, &cast.writer).await, [Kind::OrderAssigned]);
    }

    async fn who_is_kept_out_is_told_nothing(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let cast = Cast::of(&town).await;
        let order = cast.place(&town).await;
        cast.assign(&town, order).await;
        town.deliver().await;
        let admin = town.enrol("admin", Role::Admin, None).await;
        let client = member(&cast.client);
        let kept_out = town.services.members.suspend(&admin, client, "Unpaid").await;
        kept_out.expect("suspended");
        town.deliver().await;
        let before = inbox(&town, &cast.client).await;
        cast.release(&town, order).await;
        assert!(town.deliver().await.is_empty());
        assert_eq!(inbox(&town, &cast.client).await, before);
    }

    async fn the_night_of_their_own_zone_is_quiet(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let cast = Cast::of(&town).await;
        let night = NewQuietHours { start: "21:00".to_owned(), end: "07:00".to_owned() };
        let update = UpdatePreferences {
            quiet_hours: Field::Set(night),
            ..UpdatePreferences::default()
        };
        choose(&town, &cast.client, update).await;
        let order = cast.place(&town).await;
        cast.assign(&town, order).await;
        // Noon in the test is nine in the evening in Tokyo.
        cast.release(&town, order).await;
        let told: Vec<_> = town.deliver().await.into_iter().map(|(to, _)| to).collect();
        assert_eq!(told, ["writer@example.test"]);
        assert_eq!(inbox(&town, &cast.client).await, [Kind::OrderDelivered]);
        town.db.manual.set(at("2026-11-23T21:59:59Z"));
        assert!(town.deliver().await.is_empty());
        town.db.manual.set(at("2026-11-23T22:00:00Z"));
        assert_eq!(town.deliver().await.len(), 1);
        town.advance(TimeDelta::days(1));
        assert!(town.deliver().await.is_empty());
    }

    async fn a_day_comes_as_one_mail_unless_they_are_kept_out(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let cast = Cast::of(&town).await;
        let update = UpdatePreferences {
            digest: Field::Set(Digest::Daily),
            ..UpdatePreferences::default()
        };
        choose(&town, &cast.client, update).await;
        for _ in 0..2 {
            let order = cast.place(&town).await;
            cast.assign(&town, order).await;
            cast.release(&town, order).await;
        }
        let told: Vec<_> = town.deliver().await.into_iter().map(|(to, _)| to).collect();
        assert_eq!(told, ["writer@example.test", "writer@example.test"]);
        town.db.manual.set(at("2026-11-23T22:59:59Z"));
        assert!(town.deliver().await.is_empty());
        town.db.manual.set(at("2026-11-23T23:00:00Z"));
        let mail = ("client@example.test".to_owned(), "2 notices for you".to_owned());
        assert_eq!(town.deliver().await, [mail]);

        let order = cast.place(&town).await;
        cast.assign(&town, order).await;
        cast.release(&town, order).await;
        let admin = town.enrol("admin", Role::Admin, None).await;
        let client = member(&cast.client);
        let kept_out = town.services.members.suspend(&admin, client, "Unpaid").await;
        kept_out.expect("suspended");
        town.deliver().await;
        town.db.manual.set(at("2026-11-24T23:00:00Z"));
        assert!(town.deliver().await.is_empty());
    }
}
