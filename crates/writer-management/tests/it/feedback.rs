//! Blind until both are in or the window has ended; nothing leaks before.

use chrono::TimeDelta;
use kernel::{Actor, Code, Id, OrderId, Page, Role};
use sea_orm::prelude::Uuid;
use testkit::on_both;
use writer_management::feedback::summary::Span;
use writer_management::feedback::{
    Author, FeedbackService, GiveFeedback, InvitationService, Kind, Point, SummaryService,
};
use writer_management::ports::Stage;
use writer_management::writer::WriterService;

use crate::house::{House, faults, id, rating};

async fn seen(house: &House, actor: &Actor, order: OrderId) -> Vec<Kind> {
    let lists = house
        .feedback
        .feedback_of(actor, &[order])
        .await
        .expect("lists");
    let kinds = lists.values().flatten().map(|feedback| feedback.kind);
    kinds.collect()
}

async fn total(house: &House, asker: &Actor, of: &Actor) -> i32 {
    let summaries = house
        .feedback
        .summaries(asker, &[id(of)], Span::Recent)
        .await
        .expect("summaries");
    summaries[&id(of)].total()
}

on_both! {
    async fn each_side_is_blind_until_both_are_in(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        let (support, admin) = (house.member(Role::Support).await, house.member(Role::Admin).await);
        let order = house.completed(&client, &writer).await;
        house.feedback.invite(&house.db.system(&house.site), order).await.expect("invited");

        let given = house.feedback.submit(&client, &rating(order, Kind::ClientToWriter, 2)).await;
        let given = given.expect("given");
        assert_eq!(given.revealed_at, None);
        assert_eq!(seen(&house, &client, order).await, [Kind::ClientToWriter]);
        assert_eq!(seen(&house, &admin, order).await, [Kind::ClientToWriter], "who audits");
        for blind in [&writer, &support, &house.db.stranger(&house.site)] {
            assert_eq!(seen(&house, blind, order).await, []);
            let by_id = house.feedback.feedback(blind, &[given.id]).await.expect("read");
            assert!(by_id.is_empty());
        }
        for asker in [&writer, &client, &admin] {
            assert_eq!(total(&house, asker, &writer).await, 0);
        }
        let asked = house.feedback.list(&writer, &Page::default()).await.expect("invitations");
        assert_eq!(asked.items.len(), 1, "the own one, unchanged");
        let row = house.writers.writers(&writer, &[id(&writer)]).await.expect("read");
        assert_eq!(row[&id(&writer)].rating_count, 0);
        assert!(house.events("feedback.revealed").await.is_empty());
        for event in house.events("feedback.submitted").await {
            assert!(event.get("overall").is_none(), "{event}");
        }

        let answer = house.feedback.submit(&writer, &rating(order, Kind::WriterToClient, 5)).await;
        assert_eq!(answer.expect("given").revealed_at, Some(house.db.now()));
        let both = [Kind::ClientToWriter, Kind::WriterToClient];
        for sees in [&client, &writer, &support] {
            assert_eq!(seen(&house, sees, order).await, both);
        }
        assert_eq!(total(&house, &client, &writer).await, 1);
        assert_eq!(total(&house, &support, &client).await, 1);
        assert_eq!(total(&house, &writer, &client).await, 0, "a client is not rated in public");
        assert_eq!(house.events("feedback.revealed").await.len(), 2);
    }

    async fn two_first_feedbacks_at_once_are_both_revealed(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        for _ in 0..5 {
            let order = house.completed(&client, &writer).await;
            let give = |actor: &Actor, kind| {
                let (service, actor) = (house.feedback.clone(), actor.clone());
                tokio::spawn(async move { service.submit(&actor, &rating(order, kind, 4)).await })
            };
            let first = give(&client, Kind::ClientToWriter);
            let second = give(&writer, Kind::WriterToClient);
            first.await.expect("joined").expect("given");
            second.await.expect("joined").expect("given");
            let lists = house.feedback.feedback_of(&client, &[order]).await.expect("lists");
            let revealed = lists[&order].iter().filter(|given| given.revealed_at.is_some());
            assert_eq!(revealed.count(), 2);
        }
        assert_eq!(total(&house, &client, &writer).await, 5);
    }

    async fn the_same_feedback_twice_at_once_counts_once(db: Database) {
        let house = House::of(db).await;
        let (editor, writer) = (house.member(Role::Editor).await, house.writer("Ann").await);
        let client = house.member(Role::Client).await;
        let since = Stage::Completed { since: house.db.now() };
        let order = house.order(&client, Some(&writer), Some(&editor), since).await;
        let give = || {
            let (service, actor) = (house.feedback.clone(), editor.clone());
            let command = rating(order, Kind::EditorToWriter, 3);
            tokio::spawn(async move { service.submit(&actor, &command).await })
        };
        let (one, two) = (give(), give());
        let outcomes = [one.await.expect("joined"), two.await.expect("joined")];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        let refused = outcomes.into_iter().find(Result::is_err).expect("a loser");
        assert_eq!(faults(refused), [(Code::WrongState, "kind".to_owned())]);
        assert_eq!(total(&house, &client, &writer).await, 1);
    }

    async fn the_end_of_the_window_reveals_by_the_clock_and_counts_by_the_timer(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        let system = house.db.system(&house.site);
        let order = house.completed(&client, &writer).await;
        house.feedback.submit(&client, &rating(order, Kind::ClientToWriter, 4)).await.expect("ok");
        let end = house.db.now() + TimeDelta::days(14);

        house.db.manual.set(end - TimeDelta::seconds(1));
        house.feedback.close_due(&system, order).await.expect("too early");
        assert_eq!(seen(&house, &writer, order).await, []);

        house.db.manual.set(end + TimeDelta::days(2));
        assert_eq!(seen(&house, &writer, order).await, [Kind::ClientToWriter]);
        let late = house.feedback.submit(&writer, &rating(order, Kind::WriterToClient, 1)).await;
        assert_eq!(faults(late), [(Code::Expired, "orderId".to_owned())]);
        let late = house.feedback.submit(&client, &rating(order, Kind::ClientToWriter, 1)).await;
        assert_eq!(faults(late), [(Code::Expired, "orderId".to_owned())]);
        for _ in 0..2 {
            house.feedback.close_due(&system, order).await.expect("closed");
            assert_eq!(total(&house, &client, &writer).await, 1);
        }
        let lists = house.feedback.feedback_of(&writer, &[order]).await.expect("lists");
        assert_eq!(lists[&order][0].revealed_at, Some(end), "as of the end, however late");
    }

    async fn an_author_amends_until_the_reveal_and_every_version_is_kept(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        let order = house.completed(&client, &writer).await;
        let mut command = rating(order, Kind::ClientToWriter, 2);
        command.key = Some(Uuid::from_u128(1));
        let first = house.feedback.submit(&client, &command).await.expect("given");
        let repeat = house.feedback.submit(&client, &command).await.expect("the same");
        assert_eq!((repeat.id, repeat.version), (first.id, 1), "a repeat is no amendment");
        let misused = GiveFeedback { overall: 3, ..command.clone() };
        let misused = house.feedback.submit(&client, &misused).await;
        assert_eq!(faults(misused), [(Code::Conflict, "idempotencyKey".to_owned())]);

        let better = GiveFeedback {
            key: Some(Uuid::from_u128(2)),
            comment: Some("On reflection".to_owned()),
            ..rating(order, Kind::ClientToWriter, 4)
        };
        let amended = house.feedback.submit(&client, &better).await.expect("amended");
        assert_eq!((amended.id, amended.version, amended.overall), (first.id, 2, 4));

        house.feedback.submit(&writer, &rating(order, Kind::WriterToClient, 5)).await.expect("ok");
        let late = house.feedback.submit(&client, &rating(order, Kind::ClientToWriter, 1)).await;
        assert_eq!(faults(late), [(Code::WrongState, "kind".to_owned())]);
        let summaries = house.feedback.summaries(&client, &[id(&writer)], Span::Recent).await.expect("ok");
        assert_eq!(summaries[&id(&writer)].all.stars, [0, 0, 0, 1, 0]);
        let versions = versions(&house, first.id).await;
        assert_eq!(versions, [2, 4]);
    }

    async fn only_a_party_of_a_finished_order_gives_feedback(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        let (editor, admin) = (house.member(Role::Editor).await, house.member(Role::Admin).await);
        let done = house.completed(&client, &writer).await;
        let running = house.order(&client, Some(&writer), None, Stage::Running).await;
        let cancelled = house.order(&client, None, None, Stage::Cancelled).await;
        let other = house.db.website("quill").await;
        let foreign = house.db.member(&other, Role::Client).await;
        let submit = |actor: &Actor, order, kind| {
            let (service, actor) = (house.feedback.clone(), actor.clone());
            async move { faults(service.submit(&actor, &rating(order, kind, 4)).await) }
        };
        let at = |code, field: &str| vec![(code, field.to_owned())];
        let unknown = OrderId::mint(&*house.db.manual);
        for (actor, order) in [
            (&client, unknown),
            (&foreign, done),
            (&house.member(Role::Client).await, done),
            (&house.writer("Bob").await, done),
        ] {
            let refused = submit(actor, order, Kind::ClientToWriter).await;
            assert_eq!(refused, at(Code::NotFound, "orderId"));
        }
        for (actor, kind) in [
            (&client, Kind::WriterToClient),
            (&writer, Kind::ClientToWriter),
            (&admin, Kind::ClientToWriter),
            (&editor, Kind::EditorToWriter),
        ] {
            assert_eq!(submit(actor, done, kind).await, at(Code::Forbidden, ""));
        }
        for order in [running, cancelled] {
            let refused = submit(&client, order, Kind::ClientToWriter).await;
            assert_eq!(refused, at(Code::WrongState, "orderId"));
        }
        let refused = submit(&client, done, Kind::ClientToEditor).await;
        assert_eq!(refused, at(Code::WrongState, "kind"), "no editor worked on it");
        let since = house.db.now();
        house.change(running, |work| work.stage = Stage::CancelledAfterDelivery { since });
        let command = rating(running, Kind::ClientToWriter, 1);
        house.feedback.submit(&client, &command).await.expect("cancelled after a delivery");
    }

    async fn every_fault_is_told_at_once_and_nothing_is_stored(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        let order = house.completed(&client, &writer).await;
        let point = |section: &str| Point {
            section: section.to_owned(),
            issue: "Thin".to_owned(),
            suggestion: "Expand".to_owned(),
        };
        let wrong = GiveFeedback {
            quality: Some(0),
            comment: Some("x".repeat(5_001)),
            points: vec![point("Intro"), point(" ")],
            ..rating(order, Kind::ClientToWriter, 6)
        };
        let all = [
            (Code::TooLarge, "overallRating".to_owned()),
            (Code::TooSmall, "qualityRating".to_owned()),
            (Code::TooLong, "comment".to_owned()),
            (Code::Required, "points.1.section".to_owned()),
        ];
        assert_eq!(faults(house.feedback.submit(&client, &wrong).await), all);
        let wrong = GiveFeedback { order: OrderId::mint(&*house.db.manual), ..wrong };
        let mut more = all.to_vec();
        more.push((Code::NotFound, "orderId".to_owned()));
        assert_eq!(faults(house.feedback.submit(&client, &wrong).await), more);
        assert_eq!(seen(&house, &client, order).await, []);
        assert!(house.events("feedback.submitted").await.is_empty());
        assert!(house.events("feedback.round_due").await.is_empty());
    }

    async fn both_sides_are_asked_once(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        let system = house.db.system(&house.site);
        let order = house.completed(&client, &writer).await;
        let due = house.db.now() + TimeDelta::days(14);
        let asked = house.feedback.invite(&system, order).await.expect("asked");
        let told: Vec<_> = asked.iter().map(|row| (row.kind, row.member_id, row.due_at)).collect();
        let client_side = (Kind::ClientToWriter, id(&client), due);
        assert_eq!(told, [client_side, (Kind::WriterToClient, id(&writer), due)]);
        assert!(house.feedback.invite(&system, order).await.expect("again").is_empty());
        assert_eq!(house.events("feedback.invited").await.len(), 2);
        for timer in ["feedback.round_due", "feedback.window_closing"] {
            assert_eq!(house.events(timer).await.len(), 1, "{timer}");
        }
        let open = house.feedback.unanswered(&system, order).await.expect("open");
        assert_eq!(open.len(), 2);
        house.feedback.submit(&client, &rating(order, Kind::ClientToWriter, 4)).await.expect("ok");
        let open = house.feedback.unanswered(&system, order).await.expect("open");
        assert_eq!(open.iter().map(|row| row.kind).collect::<Vec<_>>(), [Kind::WriterToClient]);

        for (actor, count) in [(&client, 1), (&writer, 1), (&system, 0)] {
            assert_eq!(house.feedback.count(actor).await.expect("counted"), count);
        }
        let other = house.feedback.invitations(&writer, &[asked[0].id]).await.expect("read");
        assert!(other.is_empty(), "somebody else's");
        assert_eq!(faults(house.feedback.invite(&client, order).await), [(
            Code::Forbidden,
            String::new()
        )]);
        let running = house.order(&client, Some(&writer), None, Stage::Running).await;
        assert!(house.feedback.invite(&system, running).await.expect("nobody").is_empty());
    }

    async fn switched_off_nobody_is_asked_and_nothing_is_taken(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        let order = house.completed(&client, &writer).await;
        let mut site = (*house.site).clone();
        site.toggles = kernel::site::Toggles::new([(kernel::Toggle::WriterFeedback, false)]);
        let site = std::sync::Arc::new(site);
        let system = house.db.system(&site);
        assert!(house.feedback.invite(&system, order).await.expect("nobody").is_empty());
        let who = client.who().clone();
        let client = Actor::new(who, site, client.session(), client.request());
        let refused = house.feedback.submit(&client, &rating(order, Kind::ClientToWriter, 4)).await;
        assert_eq!(faults(refused), [(Code::FeatureDisabled, String::new())]);
    }

    async fn without_a_counterpart_it_is_revealed_at_once_and_stays(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        let editor = house.member(Role::Editor).await;
        let since = Stage::Completed { since: house.db.now() };
        let order = house.order(&client, Some(&writer), Some(&editor), since).await;
        for (actor, kind) in [(&editor, Kind::EditorToWriter), (&client, Kind::ClientToEditor)] {
            let given = house.feedback.submit(actor, &rating(order, kind, 4)).await.expect("ok");
            assert_eq!(given.revealed_at, Some(house.db.now()));
            let again = house.feedback.submit(actor, &rating(order, kind, 5)).await;
            assert_eq!(faults(again), [(Code::WrongState, "kind".to_owned())]);
        }
        assert_eq!(seen(&house, &writer, order).await, [Kind::EditorToWriter]);
        assert_eq!(total(&house, &client, &writer).await, 1);
    }

    async fn an_author_is_named_to_nobody_who_should_not_know(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        let (editor, support) = (house.member(Role::Editor).await, house.member(Role::Support).await);
        let admin = house.member(Role::Admin).await;
        let order = house.completed(&client, &writer).await;
        let anonymous =
            GiveFeedback { is_anonymous: true, ..rating(order, Kind::WriterToClient, 3) };
        house.feedback.submit(&writer, &anonymous).await.expect("given");
        house.db.manual.advance(TimeDelta::seconds(1));
        house.feedback.submit(&client, &rating(order, Kind::ClientToWriter, 5)).await.expect("ok");
        let lists = house.feedback.feedback_of(&admin, &[order]).await.expect("lists");
        let [by_writer, by_client] = lists[&order].as_slice() else { panic!("two") };
        for (asker, client_named, writer_named) in [
            (&client, true, false),
            (&writer, false, true),
            (&editor, false, false),
            (&support, true, false),
            (&admin, true, true),
            (&house.db.superadmin(&house.site), true, true),
        ] {
            assert_eq!(by_client.author_for(asker).is_some(), client_named, "{asker:?}");
            assert_eq!(by_writer.author_for(asker).is_some(), writer_named, "{asker:?}");
        }
    }

    async fn a_writer_is_known_to_clients_by_the_pen_name_alone(db: Database) {
        let house = House::of(db).await;
        let (client, writer) = (house.member(Role::Client).await, house.writer("Ann").await);
        let support = house.member(Role::Support).await;
        let order = house.completed(&client, &writer).await;
        let given = rating(order, Kind::WriterToClient, 3);
        let given = house.feedback.submit(&writer, &given).await.expect("given");
        assert_eq!(given.author_for(&client), Some(Author::Writer(id(&writer))));
        for asker in [&writer, &support] {
            assert_eq!(given.author_for(asker), Some(Author::Person(id(&writer))));
        }
    }
}

async fn versions(house: &House, feedback: kernel::FeedbackId) -> Vec<i64> {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
    use writer_management::feedback::version::{Column, Entity};
    #[expect(clippy::disallowed_methods, reason = "a test looks into the history")]
    let select = Entity::find().filter(Column::FeedbackId.eq(feedback));
    let rows = select
        .order_by_asc(Column::Version)
        .all(&house.db.conn)
        .await
        .expect("versions");
    rows.iter()
        .filter_map(|row| row.content["overall"].as_i64())
        .collect()
}
