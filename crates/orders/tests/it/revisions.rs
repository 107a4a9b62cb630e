//! Clients ask for changes, in rounds and in time.

use chrono::TimeDelta;
use kernel::{Code, Id, Instant, Page, RevisionId, Role};
use orders::order::{self, DeliveryService, Party, Status as OrderStatus};
use orders::revision::{
    Answer, NewItem, RequestRevision, Revised, RevisionService, Severity, StartRevision, Status,
};
use orders::{Error, OrderEvent};
use sea_orm::prelude::Uuid;
use testkit::on_both;

use crate::house::{House, fault, faults, submission, wishes};

fn start(revision: RevisionId) -> StartRevision {
    StartRevision {
        revision,
        agreed_deadline: None,
    }
}

/// One whole round: asked for, begun, answered, delivered.
async fn round(house: &House, order: kernel::OrderId, answer: Answer) -> order::Model {
    let revision = house.revise(order).await.revision;
    house
        .orders
        .start(&house.writer, start(revision.id))
        .await
        .expect("begun");
    let answers = house.answers(&revision, answer).await;
    house.deliver(order, answers).await
}

async fn latest(house: &House, order: kernel::OrderId) -> orders::revision::Model {
    let mut pages = house
        .orders
        .revisions_of(&house.client, &[order], &Page::default())
        .await
        .expect("pages");
    pages.remove(&order).expect("revisions").items.remove(0).1
}

on_both! {
    async fn a_round_goes_from_the_request_to_acceptance(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await;
        let Revised { revision, order } = house.revise(order.id).await;
        assert_eq!((revision.status, revision.round), (Status::Pending, 1));
        assert_eq!((revision.severity, revision.priority), (Severity::Moderate, 5));
        assert_eq!(order.status, OrderStatus::RevisionRequested);
        let current = house.orders.current_of(&house.writer, &[order.id]).await.expect("current");
        assert_eq!(current[&order.id].id, revision.id);
        // Sixteen working hours from Monday noon: Wednesday noon.
        assert_eq!(revision.due_at(), house.db.now() + TimeDelta::hours(48));
        let begun = house.orders.start(&house.writer, start(revision.id)).await.expect("begun");
        assert_eq!(begun.order.status, OrderStatus::RevisionInProgress);
        assert_eq!(begun.revision.agreed_deadline, Some(revision.due_at()));
        let command = orders::order::SubmitDelivery {
            item_answers: house.answers(&revision, Answer::Done).await,
            ..submission(order.id)
        };
        let delivered = house.orders.submit(&house.writer, command).await.expect("handed in");
        let submitted = delivered.revision.expect("the revision");
        assert_eq!((submitted.id, submitted.status), (revision.id, Status::Submitted));
        assert_eq!(delivered.delivery.number, 2);
        let turn = submitted.timeline(delivered.order.status, house.db.now()).whose_turn;
        assert_eq!(turn, Party::Editor);
        let command = order::ApproveReview { order: order.id, quality_score: None, note: None };
        house.orders.approve_review(&house.editor, command).await.expect("released");
        house.orders.approve(&house.client, order.id).await.expect("completed");
        let accepted = latest(&house, order.id).await;
        assert_eq!(accepted.status, Status::Accepted);
        assert_eq!(accepted.accepted_at, Some(house.db.now()));
        assert!(house.orders.current_of(&house.writer, &[order.id]).await.expect("none").is_empty());
    }

    async fn every_fault_of_a_request_is_told_at_once(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await.id;
        let item = NewItem {
            section: String::new(),
            issue: "x".repeat(2_001),
            request: " ".to_owned(),
            severity: None,
            quoted_passage: None,
        };
        let command = RequestRevision {
            title: " ".to_owned(),
            description: String::new(),
            priority: Some(11),
            items: vec![item],
            requested_deadline: Some(house.db.now()),
            ..wishes(order)
        };
        let refused = faults(house.orders.request(&house.client, command).await);
        let expected = [
            (Code::TooLarge, "priority"),
            (Code::Required, "title"),
            (Code::Required, "description"),
            (Code::Required, "items.0.section"),
            (Code::TooLong, "items.0.issue"),
            (Code::Required, "items.0.request"),
            (Code::Invalid, "requestedDeadline"),
        ];
        assert_eq!(refused, expected.map(|(code, path)| (code, path.to_owned())));
        let command = RequestRevision { items: Vec::new(), ..wishes(order) };
        let refused = house.orders.request(&house.client, command).await;
        assert_eq!(faults(refused), fault(Code::Required, "items"));
        let read = house.orders.revisions_of(&house.client, &[order], &Page::default()).await;
        assert!(read.expect("none").is_empty());
    }

    async fn support_asks_on_behalf_and_others_do_not(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await.id;
        for actor in [&house.writer, &house.editor] {
            let refused = house.orders.request(actor, wishes(order)).await;
            assert_eq!(faults(refused), fault(Code::Forbidden, ""));
        }
        let other = house.db.member(&house.site, Role::Client).await;
        let refused = house.orders.request(&other, wishes(order)).await;
        assert_eq!(faults(refused), fault(Code::NotFound, "orderId"));
        let revision = house.orders.request(&house.support, wishes(order)).await.expect("asked");
        assert_eq!(revision.revision.requested_by, house.support.who().to_string());
        let refused = house.orders.start(&house.client, start(revision.revision.id)).await;
        assert_eq!(faults(refused), fault(Code::Forbidden, ""));
        let unknown = RevisionId::mint(&*house.db.manual);
        let refused = house.orders.start(&house.writer, start(unknown)).await;
        assert_eq!(faults(refused), fault(Code::NotFound, "revisionRequestId"));
    }

    async fn parallel_requests_open_one_round(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await.id;
        let tasks: Vec<_> = (0..10).map(|_| {
            let (orders, client) = (house.orders.clone(), house.client.clone());
            tokio::spawn(async move { orders.request(&client, wishes(order)).await })
        }).collect();
        let mut opened = 0;
        for task in tasks {
            match task.await.expect("no panic") {
                Ok(_) => opened += 1,
                refused => assert_eq!(faults(refused), fault(Code::WrongState, "orderId")),
            }
        }
        assert_eq!(opened, 1);
    }

    async fn the_same_key_asks_once(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await.id;
        let command = RequestRevision { key: Some(Uuid::from_u128(4)), ..wishes(order) };
        let first = house.orders.request(&house.client, command.clone()).await.expect("asked");
        let again = house.orders.request(&house.client, command.clone()).await.expect("the same");
        assert_eq!(first, again);
        let other = RequestRevision { is_urgent: true, ..command };
        let misused = house.orders.request(&house.client, other).await;
        assert_eq!(faults(misused), fault(Code::Conflict, "idempotencyKey"));
    }

    async fn the_severity_decides_when_it_is_due(db: Database) {
        let house = House::open(db).await;
        let cases = [
            (Severity::Critical, "2026-11-23T16:00:00Z"),
            (Severity::Minor, "2026-11-24T12:00:00Z"),
            (Severity::Major, "2026-11-26T12:00:00Z"),
        ];
        for (severity, due) in cases {
            let order = house.delivered(&house.client).await.id;
            let command = RequestRevision { severity: Some(severity), ..wishes(order) };
            let revision = house.orders.request(&house.client, command).await.expect("asked").revision;
            let due: Instant = due.parse().expect("an instant");
            assert_eq!(revision.due_at(), due, "{severity:?}");
            let items = house.orders.items_of(&house.client, &[revision.id]).await.expect("items");
            assert_eq!(items[&revision.id][0].severity, severity);
        }
        // Never more than half of the time the order itself had: two days of four.
        let fields = orders::draft::DraftFields {
            deadline: kernel::Field::Set(house.db.now() + TimeDelta::hours(60)),
            ..house.fields()
        };
        let quoted = house.quoted(&house.client, fields).await;
        let order = house.convert(&house.client, &quoted).await.expect("placed").order;
        house.assign(&house.editor, &order, &house.writer, None).await.expect("assigned");
        house.deliver(order.id, Vec::new()).await;
        let revision = house.revise(order.id).await.revision;
        assert_eq!(revision.due_at(), house.db.now() + TimeDelta::hours(30));
    }

    async fn the_writer_may_agree_on_another_time(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await.id;
        let wish = house.db.now() + TimeDelta::hours(10);
        let command = RequestRevision { requested_deadline: Some(wish), ..wishes(order) };
        let revision = house.orders.request(&house.client, command).await.expect("asked").revision;
        assert_eq!(revision.due_at(), wish);
        let past = StartRevision { agreed_deadline: Some(house.db.now()), ..start(revision.id) };
        let refused = house.orders.start(&house.writer, past).await;
        assert_eq!(faults(refused), fault(Code::Invalid, "agreedDeadline"));
        let later = house.db.now() + TimeDelta::hours(12);
        let agreed = StartRevision { agreed_deadline: Some(later), ..start(revision.id) };
        let begun = house.orders.start(&house.writer, agreed.clone()).await.expect("begun");
        assert_eq!(begun.revision.due_at(), later);
        let again = house.orders.start(&house.writer, agreed).await;
        assert_eq!(faults(again), fault(Code::WrongState, "revisionRequestId"));
    }

    async fn unanswered_items_keep_the_delivery_back(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await.id;
        let mut command = wishes(order);
        command.items.push(NewItem { section: "End".to_owned(), ..command.items[0].clone() });
        let revision = house.orders.request(&house.client, command).await.expect("asked").revision;
        house.orders.start(&house.writer, start(revision.id)).await.expect("begun");
        let mut answers = house.answers(&revision, Answer::Done).await;
        let end = answers.pop().expect("two answers");
        answers[0].answer = Answer::Declined;
        answers[0].note = None;
        answers.push(orders::revision::ItemAnswer {
            item: kernel::ChangeItemId::mint(&*house.db.manual),
            ..end.clone()
        });
        let command = orders::order::SubmitDelivery { item_answers: answers, ..submission(order) };
        let refused = faults(house.orders.submit(&house.writer, command).await);
        let expected = [
            (Code::Required, "itemAnswers.0.note"),
            (Code::NotFound, "itemAnswers.1.itemId"),
            (Code::Incomplete, "itemAnswers"),
        ];
        assert_eq!(refused, expected.map(|(code, path)| (code, path.to_owned())));
        let twice = vec![end.clone(), end];
        let command = orders::order::SubmitDelivery { item_answers: twice, ..submission(order) };
        let refused = faults(house.orders.submit(&house.writer, command).await);
        assert_eq!(refused[0], (Code::Invalid, "itemAnswers.1.itemId".to_owned()));
    }

    async fn asking_again_supersedes_and_copies_what_is_unresolved(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await.id;
        round(&house, order, Answer::Declined).await;
        let revision = house.revise(order).await.revision;
        assert_eq!(revision.round, 2);
        let items = house.orders.items_of(&house.writer, &[revision.id]).await.expect("items");
        let items = &items[&revision.id];
        assert_eq!(items.len(), 2);
        assert_eq!((items[0].position, items[1].position), (1, 2));
        assert!(items.iter().all(|item| item.answer.is_none()));
        let pages = house.orders.revisions_of(&house.client, &[order], &Page::default()).await;
        let states: Vec<_> = pages.expect("pages")[&order]
            .items.iter().map(|(_, row)| (row.round, row.status)).collect();
        assert_eq!(states, [(2, Status::Pending), (1, Status::Superseded)]);
    }

    async fn rounds_and_the_window_are_limited(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await.id;
        for _ in 0..3 {
            round(&house, order, Answer::Done).await;
        }
        let refused = house.orders.request(&house.client, wishes(order)).await;
        assert_eq!(faults(refused), fault(Code::LimitReached, "orderId"));
        let other = house.delivered(&house.client).await;
        let end = other.released_at.expect("released") + TimeDelta::days(14);
        house.db.manual.set(end + TimeDelta::microseconds(1));
        let refused = house.orders.request(&house.client, wishes(other.id)).await;
        assert_eq!(faults(refused), fault(Code::Expired, "orderId"));
        house.db.manual.set(end);
        house.orders.request(&house.client, wishes(other.id)).await.expect("the last moment");
    }

    async fn a_completed_order_opens_again_and_completes_silently(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await.id;
        let first = house.orders.approve(&house.client, order).await.expect("completed");
        house.db.manual.advance(TimeDelta::days(1));
        let reopened = house.revise(order).await.order;
        assert_eq!(reopened.status, OrderStatus::RevisionRequested);
        assert!(house.neighbours.completed.lock().expect("completed").is_empty());
        let revision = latest(&house, order).await;
        house.orders.start(&house.writer, start(revision.id)).await.expect("begun");
        let answers = house.answers(&revision, Answer::Done).await;
        house.deliver(order, answers).await;
        let second = house.orders.approve(&house.client, order).await.expect("completed again");
        assert_eq!(second.completed_at, first.completed_at);
        assert_eq!(house.neighbours.completed.lock().expect("completed").len(), 1);
        let mut firsts = Vec::new();
        let mut reopenings = 0;
        for event in house.events(house.db.now()).await {
            match event {
                OrderEvent::Completed { first, .. } => firsts.push(first),
                OrderEvent::Reopened { .. } => reopenings += 1,
                _ => {}
            }
        }
        assert_eq!((firsts, reopenings), (vec![true, false], 1));
    }

    async fn a_revision_waits_for_a_delivery(db: Database) {
        let house = House::open(db).await;
        let order = house.assigned(&house.client).await.id;
        let refused = house.orders.request(&house.client, wishes(order)).await;
        let expected = OrderStatus::InProgress;
        assert!(matches!(refused, Err(Error::WrongStep { from, .. }) if from == expected));
    }
}
