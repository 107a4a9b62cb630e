//! An order from its placing to the revealed feedback, through every flow it sets off.

use chrono::TimeDelta;
use kernel::{Consent, OrderId};
use orders::order::Status;
use orders::revision::{NewItem, RequestRevision, StartRevision};
use testkit::{Mood, on_both};
use writer_management::feedback::{GiveFeedback, Kind};

use crate::town::{Cast, Town, member};

fn rating(order: OrderId, kind: Kind) -> GiveFeedback {
    GiveFeedback {
        order,
        kind,
        overall: 2,
        quality: None,
        communication: None,
        timeliness: None,
        professionalism: None,
        strengths: None,
        areas_for_improvement: None,
        comment: Some("An unrevealed opinion".to_owned()),
        points: Vec::new(),
        is_public: true,
        is_anonymous: false,
        private_note: None,
        key: None,
    }
}

fn request(order: OrderId) -> RequestRevision {
    RequestRevision {
        order,
        title: "Simpler".to_owned(),
        description: "Please.".to_owned(),
        severity: None,
        priority: None,
        items: vec![NewItem {
            section: "Start".to_owned(),
            issue: "Technical".to_owned(),
            request: "Explain".to_owned(),
            severity: None,
            quoted_passage: None,
        }],
        requested_deadline: None,
        client_notes: None,
        is_urgent: false,
        key: None,
    }
}

/// Whether any mail so far says what nobody but its author may know yet.
fn leaks(town: &Town) -> bool {
    let words = [
        "Secret client",
        "Secret writer",
        "unrevealed",
        "secret topic",
    ];
    town.server.taken().iter().any(|mail| {
        let own = format!(
            "Hello Secret {},",
            mail.to.concat().replace("@example.test", "")
        );
        let body = mail.body().replace(&own, "");
        words.iter().any(|word| body.contains(word))
    })
}

async fn completed(town: &Town, cast: &Cast) -> i32 {
    let writer = member(&cast.writer);
    let found = town.services.writers.writers(&cast.editor, &[writer]).await;
    found.expect("read")[&writer].completed_orders
}

on_both! {
    async fn everybody_hears_in_turn_what_concerns_them_and_nothing_else(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let cast = Cast::of(&town).await;
        let order = cast.place(&town).await;
        assert!(town.deliver().await.is_empty());
        let consents = town.services.portfolios.consents(&cast.client, &[order]).await;
        assert_eq!(consents.expect("read").get(&order), Some(&Consent::Full));
        let found = town.services.orders.orders(&cast.client, &[order]).await.expect("read");
        let number = found[&order].number.clone();
        let told = |who: &str, what: &str| {
            (format!("{who}@example.test"), what.replace('#', &number))
        };

        cast.assign(&town, order).await;
        assert_eq!(town.deliver().await, [told("writer", "Order # is yours")]);
        cast.release(&town, order).await;
        assert_eq!(town.deliver().await, [told("client", "Order # is ready for you")]);
        let link = format!("https://atlas.test/orders/{order}");
        assert!(town.server.taken()[1].body().contains(&link));

        town.advance(TimeDelta::hours(1));
        let revised = town.services.revisions.request(&cast.client, request(order)).await;
        let revision = revised.expect("requested").revision.id;
        let changes = told("writer", "Changes are asked for in order #");
        assert_eq!(town.deliver().await, [changes]);
        let start = StartRevision { revision, agreed_deadline: None };
        town.services.revisions.start(&cast.writer, start).await.expect("started");
        assert!(town.deliver().await.is_empty());
        cast.release(&town, order).await;
        assert_eq!(town.deliver().await, [told("client", "Order # is ready for you")]);

        cast.approve(&town, order).await;
        assert_eq!(completed(&town, &cast).await, 1);
        let mut asked = town.deliver().await;
        asked.sort();
        let how = "How was order #?";
        assert_eq!(asked, [told("client", how), told("writer", how)]);

        let given = rating(order, Kind::ClientToWriter);
        town.services.feedback.submit(&cast.client, &given).await.expect("given");
        assert!(town.deliver().await.is_empty(), "hidden: nobody is told");
        assert!(!leaks(&town));
    }

    async fn a_delivery_nobody_objects_to_is_accepted_by_time(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let cast = Cast::of(&town).await;
        let order = cast.place(&town).await;
        cast.assign(&town, order).await;
        cast.release(&town, order).await;
        town.deliver().await;
        town.advance(TimeDelta::days(7) - TimeDelta::seconds(1));
        town.deliver().await;
        assert_eq!(cast.status(&town, order).await, Status::Delivered);
        town.advance(TimeDelta::seconds(1));
        assert_eq!(town.deliver().await.len(), 2, "both are asked for feedback");
        assert_eq!(cast.status(&town, order).await, Status::Completed);
    }

    async fn a_delivery_that_was_objected_to_is_not_accepted_by_time(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let cast = Cast::of(&town).await;
        let order = cast.place(&town).await;
        cast.assign(&town, order).await;
        cast.release(&town, order).await;
        town.services.revisions.request(&cast.client, request(order)).await.expect("requested");
        town.advance(TimeDelta::days(7));
        town.deliver().await;
        assert_eq!(cast.status(&town, order).await, Status::RevisionRequested);
    }

    async fn whoever_has_not_answered_is_reminded_and_time_reveals(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let cast = Cast::of(&town).await;
        let order = cast.place(&town).await;
        cast.assign(&town, order).await;
        cast.release(&town, order).await;
        cast.approve(&town, order).await;
        town.deliver().await;
        let given = rating(order, Kind::ClientToWriter);
        town.services.feedback.submit(&cast.client, &given).await.expect("given");

        town.advance(TimeDelta::days(11));
        let reminded = town.deliver().await;
        assert_eq!(reminded.len(), 1, "{reminded:?}");
        assert_eq!(reminded[0].0, "writer@example.test");
        assert!(!leaks(&town));

        let orders = [order];
        let seen = || town.services.feedback.feedback_of(&cast.writer, &orders);
        assert!(seen().await.expect("read").is_empty());
        town.advance(TimeDelta::days(3));
        assert!(town.deliver().await.is_empty());
        let revealed = seen().await.expect("read");
        assert!(revealed[&order][0].revealed_at.is_some());
        assert!(town.deliver().await.is_empty());
    }

    async fn a_reopened_order_counts_no_longer_and_asks_nobody_again(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let cast = Cast::of(&town).await;
        let order = cast.place(&town).await;
        cast.assign(&town, order).await;
        cast.release(&town, order).await;
        cast.approve(&town, order).await;
        assert_eq!(town.deliver().await.len(), 4);
        let revised = town.services.revisions.request(&cast.client, request(order)).await;
        let revision = revised.expect("reopened").revision.id;
        assert_eq!(completed(&town, &cast).await, 0);
        let start = StartRevision { revision, agreed_deadline: None };
        town.services.revisions.start(&cast.writer, start).await.expect("started");
        cast.release(&town, order).await;
        cast.approve(&town, order).await;
        assert_eq!(completed(&town, &cast).await, 1);
        let told: Vec<_> = town.deliver().await.into_iter().map(|(_, subject)| subject).collect();
        assert_eq!(told.len(), 2, "the request and the new delivery: {told:?}");
    }

    async fn a_dispatcher_killed_between_sending_and_noting_repeats_the_same_mail(db: Database) {
        let town = Town::of(db, Mood::Up).await;
        let cast = Cast::of(&town).await;
        let order = cast.place(&town).await;
        cast.assign(&town, order).await;
        let lost = kernel::outbox::claim(&town.db.conn, town.db.now(), 16).await;
        assert!(!lost.expect("claimed").is_empty());
        assert!(town.deliver().await.is_empty(), "leased by the dead one");
        town.advance(TimeDelta::seconds(61));
        assert_eq!(town.deliver().await.len(), 1);
        assert!(town.deliver().await.is_empty());
    }
}
