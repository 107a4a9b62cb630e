//! A draft becomes an order: complete, priced, once.

use chrono::TimeDelta;
use kernel::{Code, Consent, Field, Id, Minor, Page, QuoteId, Role};
use orders::catalog::{CatalogService, Kind};
use orders::draft::{DraftFields, DraftService, UpdateDraft};
use orders::order::{
    ConvertDraft, OrderFilter, OrderService, PlacementService, Purpose, Status,
    timeline::Kind as StepKind,
};
use orders::quote::{QuoteService, Status as QuoteStatus};
use orders::{Error, OrderEvent};
use sea_orm::prelude::Uuid;
use testkit::on_both;

use crate::house::{House, conversion, fault, faults, id};

on_both! {
    async fn an_order_carries_what_its_draft_and_quote_said(db: Database) {
        let house = House::open(db).await;
        let fields = DraftFields {
            services: Field::Set(vec![house.service()]),
            preferred_writer: Field::Set(id(&house.writer)),
            ..house.fields()
        };
        let quoted = house.quoted(&house.client, fields).await;
        let command = ConvertDraft { consent: Some(Consent::Full), ..conversion(&quoted) };
        let placed = house.orders.convert(&house.client, command).await.expect("an order");
        let order = placed.order;
        assert_eq!((order.number.as_str(), order.status), ("A-10001", Status::AwaitingWriter));
        assert_eq!((order.price, order.writer_pay), (quoted.quote.total, quoted.quote.writer_pay));
        assert_eq!(order.title, "The economy of lighthouses");
        assert_eq!(order.additional_service_ids, quoted.draft.additional_service_ids);
        assert_eq!(placed.draft.order_id, Some(order.id));
        let consents = house.neighbours.consents.lock().expect("consents").clone();
        assert_eq!(consents, [(order.id, id(&house.client), Consent::Full)]);
        let quotes = house.orders.quotes(&house.client, &[quoted.quote.id]).await.expect("quotes");
        assert_eq!(quotes[&quoted.quote.id].status(house.db.now()), QuoteStatus::Accepted);
        let page = Page::default();
        let mut steps = house.orders.timeline_of(&house.client, &[order.id], &page).await.expect("ok");
        let steps = steps.remove(&order.id).expect("its history").items;
        assert_eq!(steps.len(), 1);
        assert_eq!((steps[0].1.kind, steps[0].1.from_status), (StepKind::Placed, None));
        let next = house.placed(&house.client).await;
        assert_eq!(next.number, "A-10002");
    }

    async fn placing_is_announced_with_the_order(db: Database) {
        let house = House::open(db).await;
        let order = house.placed(&house.client).await;
        let events = house.events(house.db.now()).await;
        assert!(matches!(events[..], [OrderEvent::Placed { order: placed, .. }] if placed == order.id));
    }

    async fn everything_that_is_missing_is_told_at_once(db: Database) {
        let house = House::open(db).await;
        let draft = house.draft(&house.client, DraftFields::default()).await;
        let command = ConvertDraft {
            draft: draft.id,
            quote: QuoteId::mint(&*house.db.manual),
            acceptable_use_version: None,
            purpose: None,
            consent: None,
            key: None,
        };
        let refused = faults(house.orders.convert(&house.client, command).await);
        let missing =
            ["topic", "instructions", "pages", "deadline", "subjectId", "typeOfWorkId",
             "academicLevelId"];
        let mut expected: Vec<_> =
            missing.iter().map(|field| (Code::Incomplete, format!("id.{field}"))).collect();
        expected.push((Code::NotFound, "quoteId".to_owned()));
        assert_eq!(refused, expected);
        assert!(house.orders.drafts(&house.client, &[draft.id]).await.expect("it")[&draft.id]
            .order_id.is_none());
    }

    async fn fifty_parallel_conversions_make_one_order(db: Database) {
        let house = House::open(db).await;
        let quoted = house.quoted(&house.client, house.fields()).await;
        let tasks: Vec<_> = (0..50_u128).map(|number| {
            let (orders, client) = (house.orders.clone(), house.client.clone());
            let key = Some(Uuid::from_u128(number + 1));
            let command = ConvertDraft { key, ..conversion(&quoted) };
            tokio::spawn(async move { orders.convert(&client, command).await })
        }).collect();
        let (mut placed, mut refused) = (Vec::new(), Vec::new());
        for task in tasks {
            match task.await.expect("no panic") {
                Ok(done) => placed.push(done.order.id),
                Err(Error::AlreadyConverted(order)) => refused.push(order.id),
                Err(error) => panic!("{error:?}"),
            }
        }
        assert_eq!((placed.len(), refused.len()), (1, 49));
        assert!(refused.iter().all(|order| *order == placed[0]));
        let filter = OrderFilter::default();
        assert_eq!(OrderService::count(&*house.orders, &house.admin, &filter).await.expect("a count"), 1);
    }

    async fn fifty_parallel_twins_get_the_same_order(db: Database) {
        let house = House::open(db).await;
        let quoted = house.quoted(&house.client, house.fields()).await;
        let command = ConvertDraft { key: Some(Uuid::from_u128(1)), ..conversion(&quoted) };
        let tasks: Vec<_> = (0..50).map(|_| {
            let (orders, client, command) =
                (house.orders.clone(), house.client.clone(), command.clone());
            tokio::spawn(async move { orders.convert(&client, command).await })
        }).collect();
        let mut ids = Vec::new();
        for task in tasks {
            ids.push(task.await.expect("no panic").expect("the order").order.id);
        }
        ids.dedup();
        assert_eq!(ids.len(), 1);
        let other = ConvertDraft { consent: Some(Consent::Never), ..command };
        let misused = house.orders.convert(&house.client, other).await;
        assert_eq!(faults(misused), fault(Code::Conflict, "idempotencyKey"));
    }

    async fn a_converted_draft_changes_no_more(db: Database) {
        let house = House::open(db).await;
        let quoted = house.quoted(&house.client, house.fields()).await;
        let placed = house.convert(&house.client, &quoted).await.expect("an order");
        let again = house.convert(&house.client, &quoted).await;
        assert!(matches!(&again, Err(Error::AlreadyConverted(order)) if order.id == placed.order.id));
        assert_eq!(faults(again), fault(Code::Conflict, "id"));
        let draft = placed.draft;
        let command = UpdateDraft {
            draft: draft.id,
            expected_version: draft.version,
            fields: DraftFields::default(),
        };
        let saved = house.orders.update(&house.client, command).await;
        assert_eq!(faults(saved), fault(Code::WrongState, "id"));
        let command =
            orders::draft::QuoteDraft { draft: draft.id, expected_version: None, key: None };
        let refused = house.orders.quote(&house.client, command).await;
        assert_eq!(faults(refused), fault(Code::WrongState, "id"));
        assert_eq!(draft.completeness(None, house.db.now()).percent, 100);
    }

    async fn the_stored_total_outlives_a_new_price_book(db: Database) {
        let house = House::open(db).await;
        let quoted = house.quoted(&house.client, house.fields()).await;
        let mut rules = house.orders.price_book(&house.admin).await.expect("rules").rules;
        rules.page = Minor(9_900);
        house.orders.publish_price_book(&house.admin, rules).await.expect("published");
        let order = house.convert(&house.client, &quoted).await.expect("an order").order;
        assert_eq!((order.price, order.price_book_version), (quoted.quote.total, 1));
    }

    async fn an_expired_quote_brings_a_fresh_one(db: Database) {
        let house = House::open(db).await;
        let quoted = house.quoted(&house.client, house.fields()).await;
        house.db.manual.set(quoted.quote.valid_until);
        let refused = house.convert(&house.client, &quoted).await;
        let Err(Error::QuoteLapsed { quote: Some(fresh), .. }) = &refused else {
            panic!("{refused:?}")
        };
        assert_eq!(fresh.number, 2);
        let mut again = quoted.clone();
        again.quote = (**fresh).clone();
        assert_eq!(faults(refused), fault(Code::Expired, "quoteId"));
        house.convert(&house.client, &again).await.expect("an order by the fresh quote");
    }

    async fn a_superseded_quote_brings_the_current_one(db: Database) {
        let house = House::open(db).await;
        let first = house.quoted(&house.client, house.fields()).await;
        let command =
            orders::draft::QuoteDraft { draft: first.draft.id, expected_version: None, key: None };
        let second = house.orders.quote(&house.client, command).await.expect("a quote");
        let refused = house.convert(&house.client, &first).await;
        let Err(Error::QuoteLapsed { quote: Some(current), .. }) = &refused else {
            panic!("{refused:?}")
        };
        assert_eq!(current.id, second.quote.id);
    }

    async fn a_deadline_that_cannot_be_met_any_more_brings_no_quote(db: Database) {
        let house = House::open(db).await;
        let quoted = house.quoted(&house.client, house.fields()).await;
        house.db.manual.advance(TimeDelta::days(10));
        let refused = house.convert(&house.client, &quoted).await;
        assert!(matches!(refused, Err(Error::QuoteLapsed { quote: None, .. })), "{refused:?}");
    }

    async fn only_the_client_places(db: Database) {
        let house = House::open(db).await;
        let quoted = house.quoted(&house.client, house.fields()).await;
        for staff in [&house.support, &house.admin] {
            let refused = house.convert(staff, &quoted).await;
            assert_eq!(faults(refused), fault(Code::Forbidden, ""));
        }
        for other in [&house.db.member(&house.site, Role::Client).await, &house.writer, &house.editor] {
            assert_eq!(faults(house.convert(other, &quoted).await), fault(Code::NotFound, "id"));
        }
        let stranger = house.db.stranger(&house.site);
        assert_eq!(faults(house.convert(&stranger, &quoted).await), fault(Code::Unauthenticated, ""));
    }

    async fn a_published_text_has_to_be_accepted(db: Database) {
        let house = House::open(db).await;
        let blocked = vec![house.item(Kind::TypeOfWork, "Essay")];
        let publish = |blocked| {
            house.orders.publish_acceptable_use(&house.admin, "Be good.".to_owned(), blocked)
        };
        publish(blocked).await.expect("version 1");
        let quoted = house.quoted(&house.client, house.fields()).await;
        let refused = faults(house.convert(&house.client, &quoted).await);
        assert_eq!(
            refused,
            [
                (Code::Required, "acceptableUseVersion".to_owned()),
                (Code::Required, "purpose".to_owned()),
                (Code::Invalid, "id.typeOfWorkId".to_owned()),
            ]
        );
        publish(Vec::new()).await.expect("version 2");
        let accept = |version| ConvertDraft {
            acceptable_use_version: Some(version),
            purpose: Some(Purpose::StudyAid),
            ..conversion(&quoted)
        };
        let path = "acceptableUseVersion";
        let old = house.orders.convert(&house.client, accept(1)).await;
        assert_eq!(faults(old), fault(Code::Expired, path));
        let unknown = house.orders.convert(&house.client, accept(3)).await;
        assert_eq!(faults(unknown), fault(Code::Invalid, path));
        let placed = house.orders.convert(&house.client, accept(2)).await.expect("an order").order;
        assert_eq!(placed.acceptable_use_version, Some(2));
        assert_eq!(placed.purpose, Some(Purpose::StudyAid));
    }
}
