//! Work goes from the writer over the editor to the client.

use chrono::TimeDelta;
use kernel::site::EditingRule;
use kernel::{Code, Field, Instant, Page, Tx};
use orders::draft::DraftFields;
use orders::order::timeline::Kind;
use orders::order::{
    ApproveReview, DeliveryService, OrderService, Status, SubmitDelivery, delivery,
};
use orders::revision::{Answer, ItemAnswer};
use orders::{Engagements, OrderEvent};
use sea_orm::prelude::Uuid;
use testkit::on_both;

use crate::house::{House, fault, faults, id, submission, where_site};

async fn deliveries(
    house: &House,
    actor: &kernel::Actor,
    order: kernel::OrderId,
) -> Vec<delivery::Model> {
    let pages = house
        .orders
        .deliveries_of(actor, &[order], &Page::default())
        .await;
    let page = pages.expect("deliveries").remove(&order);
    page.map(|page| page.items.into_iter().map(|(_, row)| row).collect())
        .unwrap_or_default()
}

/// The timers that are due by then.
async fn timers(house: &House, by: Instant) -> Vec<OrderEvent> {
    let timer = |event: &OrderEvent| matches!(event, OrderEvent::AutoApproveDue { .. });
    house.events(by).await.into_iter().filter(timer).collect()
}

on_both! {
    async fn a_first_order_goes_through_an_editor(db: Database) {
        let house = House::open(db).await;
        let order = house.assigned(&house.client).await;
        house.db.manual.advance(TimeDelta::hours(1));
        let delivered = house.orders.submit(&house.writer, submission(order.id)).await.expect("in");
        assert_eq!(delivered.order.status, Status::InReview);
        assert_eq!(delivered.order.submitted_at, Some(house.db.now()));
        assert!(deliveries(&house, &house.client, order.id).await.is_empty());
        for actor in [&house.writer, &house.editor, &house.support, &house.admin] {
            assert_eq!(deliveries(&house, actor, order.id).await.len(), 1);
        }
        let hidden = house.orders.deliveries(&house.client, &[delivered.delivery.id]).await;
        assert!(hidden.expect("none").is_empty());
        let command = ApproveReview { order: order.id, quality_score: Some(9), note: None };
        let released = house.orders.approve_review(&house.editor, command).await.expect("released");
        assert_eq!((released.status, released.editor_id), (Status::Delivered, Some(id(&house.editor))));
        assert_eq!(released.released_at, Some(house.db.now()));
        assert_eq!(deliveries(&house, &house.client, order.id).await.len(), 1);
    }

    async fn a_later_small_order_goes_to_the_client_at_once(db: Database) {
        let house = House::open(db).await;
        house.assigned(&house.client).await;
        let second = house.assigned(&house.client).await;
        let delivered = house.orders.submit(&house.writer, submission(second.id)).await.expect("in");
        assert_eq!(delivered.order.status, Status::Delivered);
        assert_eq!(delivered.delivery.released_at, Some(house.db.now()));
        house.neighbours.ratings.lock().expect("ratings").insert(id(&house.writer), 399);
        let third = house.assigned(&house.client).await;
        let delivered = house.orders.submit(&house.writer, submission(third.id)).await.expect("in");
        assert_eq!(delivered.order.status, Status::InReview);
    }

    async fn a_website_may_edit_nothing_and_short_time_goes_before_risk(db: Database) {
        let house = House::open(db).await;
        let order = house.assigned(&house.client).await;
        let never = where_site(&house.writer, |site| site.policies.editing = EditingRule::Never);
        let delivered = house.orders.submit(&never, submission(order.id)).await.expect("in");
        assert_eq!(delivered.order.status, Status::Delivered);
        let other = house.db.member(&house.site, kernel::Role::Client).await;
        let order = house.assigned(&other).await;
        house.db.manual.set(order.deadline - TimeDelta::hours(23));
        let delivered = house.orders.submit(&house.writer, submission(order.id)).await.expect("in");
        assert_eq!(delivered.order.status, Status::Delivered);
    }

    async fn the_client_accepts_and_the_record_says_so(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await;
        house.db.manual.advance(TimeDelta::hours(5));
        let done = house.orders.approve(&house.client, order.id).await.expect("completed");
        assert_eq!((done.status, done.completed_at), (Status::Completed, Some(house.db.now())));
        let completed = house.neighbours.completed.lock().expect("completed").clone();
        assert_eq!(completed.len(), 1);
        assert!(completed[0].on_time);
        assert_eq!(completed[0].writer, id(&house.writer));
        let tx = Tx::begin(&house.db.conn, &house.client, &house.db.clock()).await.expect("a tx");
        let engagement = Engagements::of_in(&tx, order.id).await.expect("read").expect("one");
        drop(tx);
        assert_eq!(engagement.editor, Some(id(&house.editor)));
        assert!(engagement.delivered_ever);
        assert_eq!(engagement.completed_at, done.completed_at);
        let again = house.orders.approve(&house.client, order.id).await;
        assert_eq!(faults(again), fault(Code::WrongState, "orderId"));
    }

    async fn late_work_counts_as_late(db: Database) {
        let house = House::open(db).await;
        let order = house.assigned(&house.client).await;
        house.db.manual.set(order.writer_deadline.expect("a deadline") + TimeDelta::seconds(1));
        house.deliver(order.id, Vec::new()).await;
        house.orders.approve(&house.client, order.id).await.expect("completed");
        assert!(!house.neighbours.completed.lock().expect("completed")[0].on_time);
    }

    async fn nobody_else_hands_in_reviews_or_accepts(db: Database) {
        let house = House::open(db).await;
        let order = house.assigned(&house.client).await.id;
        let forbidden = || fault(Code::Forbidden, "");
        for actor in [&house.client, &house.editor, &house.admin] {
            let refused = house.orders.submit(actor, submission(order)).await;
            assert_eq!(faults(refused), forbidden());
        }
        let other = house.db.member(&house.site, kernel::Role::Writer).await;
        let refused = house.orders.submit(&other, submission(order)).await;
        assert_eq!(faults(refused), fault(Code::NotFound, "orderId"));
        house.orders.submit(&house.writer, submission(order)).await.expect("in");
        for actor in [&house.client, &house.writer, &house.support] {
            let command = ApproveReview { order, quality_score: None, note: None };
            let refused = house.orders.approve_review(actor, command).await;
            assert_eq!(faults(refused), forbidden());
        }
        let command = ApproveReview { order, quality_score: None, note: None };
        house.orders.approve_review(&house.admin, command).await.expect("an admin may");
        for actor in [&house.writer, &house.editor, &house.support, &house.admin] {
            assert_eq!(faults(house.orders.approve(actor, order).await), forbidden());
        }
        let stranger = house.db.stranger(&house.site);
        let refused = house.orders.approve(&stranger, order).await;
        assert_eq!(faults(refused), fault(Code::Unauthenticated, ""));
    }

    async fn steps_out_of_turn_are_refused(db: Database) {
        let house = House::open(db).await;
        let order = house.placed(&house.client).await;
        let wrong = || fault(Code::WrongState, "orderId");
        assert_eq!(faults(house.orders.approve(&house.client, order.id).await), wrong());
        let command = ApproveReview { order: order.id, quality_score: Some(11), note: None };
        let refused = house.orders.approve_review(&house.editor, command.clone()).await;
        assert_eq!(faults(refused), wrong());
        house.places(&house.writer, 9);
        house.assign(&house.editor, &order, &house.writer, None).await.expect("assigned");
        house.orders.submit(&house.writer, submission(order.id)).await.expect("in");
        let refused = house.orders.submit(&house.writer, submission(order.id)).await;
        assert_eq!(faults(refused), wrong());
        let refused = house.orders.approve_review(&house.editor, command).await;
        assert_eq!(faults(refused), fault(Code::TooLarge, "qualityScore"));
    }

    async fn what_is_wrong_with_a_delivery_is_told_at_once(db: Database) {
        let house = House::open(db).await;
        let order = house.assigned(&house.client).await.id;
        let answer = ItemAnswer {
            item: kernel::ChangeItemId::from(Uuid::nil()),
            answer: Answer::Done,
            note: None,
        };
        let command = SubmitDelivery {
            text: None,
            note: Some("x".repeat(2_001)),
            item_answers: vec![answer],
            ..submission(order)
        };
        let refused = house.orders.submit(&house.writer, command).await;
        let expected = [
            (Code::Required, "text"), (Code::TooLong, "note"), (Code::Invalid, "itemAnswers"),
        ];
        assert_eq!(faults(refused), expected.map(|(code, path)| (code, path.to_owned())));
        let command = SubmitDelivery { text: Some("x".repeat(200_001)), ..submission(order) };
        let refused = house.orders.submit(&house.writer, command).await;
        assert_eq!(faults(refused), fault(Code::TooLong, "text"));
    }

    async fn the_same_key_hands_in_once(db: Database) {
        let house = House::open(db).await;
        let order = house.assigned(&house.client).await.id;
        let command = SubmitDelivery { key: Some(Uuid::from_u128(5)), ..submission(order) };
        let first = house.orders.submit(&house.writer, command.clone()).await.expect("in");
        let again = house.orders.submit(&house.writer, command.clone()).await.expect("the same");
        assert_eq!(first, again);
        let other = SubmitDelivery { text: Some("Other.".to_owned()), ..command };
        let misused = house.orders.submit(&house.writer, other).await;
        assert_eq!(faults(misused), fault(Code::Conflict, "idempotencyKey"));
    }

    async fn silence_for_a_week_is_consent(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await;
        let system = house.db.system(&house.site);
        let due = house.db.now() + TimeDelta::days(7);
        assert!(timers(&house, due - TimeDelta::seconds(1)).await.is_empty());
        house.db.manual.set(due);
        let timer = timers(&house, house.db.now()).await.remove(0);
        let OrderEvent::AutoApproveDue { order: timed, delivery } = timer else { panic!() };
        assert_eq!(timed, order.id);
        assert!(house.orders.auto_approve(&system, timed, delivery).await.expect("approved"));
        assert!(!house.orders.auto_approve(&system, timed, delivery).await.expect("once"));
        let orders = house.orders.orders(&house.client, &[order.id]).await.expect("orders");
        assert_eq!(orders[&order.id].status, Status::Completed);
    }

    async fn an_objection_stops_the_timer_of_its_delivery(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await;
        let first = deliveries(&house, &house.client, order.id).await[0].id;
        let system = house.db.system(&house.site);
        let revision = house.revise(order.id).await.revision;
        assert!(!house.orders.auto_approve(&system, order.id, first).await.expect("not now"));
        let start = orders::revision::StartRevision { revision: revision.id, agreed_deadline: None };
        orders::RevisionService::start(&*house.orders, &house.writer, start).await.expect("begun");
        let answers = house.answers(&revision, Answer::Done).await;
        let order = house.deliver(order.id, answers).await;
        assert_eq!(order.status, Status::Delivered);
        assert!(!house.orders.auto_approve(&system, order.id, first).await.expect("not this one"));
        let second = deliveries(&house, &house.client, order.id).await[0].id;
        assert!(house.orders.auto_approve(&system, order.id, second).await.expect("approved"));
    }

    async fn every_step_is_in_the_history(db: Database) {
        let house = House::open(db).await;
        let order = house.delivered(&house.client).await;
        house.orders.approve(&house.client, order.id).await.expect("completed");
        let mut pages = house.orders
            .timeline_of(&house.admin, &[order.id], &Page::default()).await.expect("history");
        let steps = pages.remove(&order.id).expect("its history").items;
        let found: Vec<_> = steps
            .iter()
            .map(|(_, step)| (step.number, step.kind, step.from_status, step.to_status))
            .collect();
        let expected = [
            (1, Kind::Placed, None, Status::AwaitingWriter),
            (2, Kind::Assigned, Some(Status::AwaitingWriter), Status::InProgress),
            (3, Kind::Delivered, Some(Status::InProgress), Status::InReview),
            (4, Kind::Approved, Some(Status::InReview), Status::Delivered),
            (5, Kind::Completed, Some(Status::Delivered), Status::Completed),
        ];
        assert_eq!(found, expected);
    }

    async fn the_history_and_the_deliveries_come_in_pages(db: Database) {
        let house = House::open(db).await;
        let one = house.delivered(&house.client).await.id;
        let two = house.delivered(&house.client).await.id;
        let read = |page: Page| {
            let (orders, admin) = (house.orders.clone(), house.admin.clone());
            async move { orders.timeline_of(&admin, &[one, two], &page).await.expect("history") }
        };
        let pages = read(Page::first(2)).await;
        for order in [one, two] {
            let numbers: Vec<_> = pages[&order].items.iter().map(|(_, row)| row.number).collect();
            assert_eq!(numbers, [1, 2]);
            assert!(pages[&order].has_next);
        }
        let after = Some(pages[&one].items[1].0.seal());
        let arguments = kernel::PageArguments { first: Some(50), after, ..Default::default() };
        let rest = read(Page::parse(arguments).expect("a page")).await;
        let numbers: Vec<_> = rest[&one].items.iter().map(|(_, row)| row.number).collect();
        assert_eq!(numbers, [3, 4]);
        assert!(rest[&one].has_previous && !rest[&one].has_next);
    }

    async fn a_large_order_is_looked_at(db: Database) {
        let house = House::open(db).await;
        house.placed(&house.client).await;
        let fields = DraftFields { pages: Field::Set(40), ..house.fields() };
        let quoted = house.quoted(&house.client, fields).await;
        let order = house.convert(&house.client, &quoted).await.expect("placed").order;
        house.assign(&house.editor, &order, &house.writer, None).await.expect("assigned");
        let delivered = house.orders.submit(&house.writer, submission(order.id)).await.expect("in");
        assert_eq!(delivered.order.status, Status::InReview);
    }
}
