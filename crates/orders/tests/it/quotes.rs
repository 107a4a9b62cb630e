//! Previews cost nothing, quotes hold for a while.

use chrono::TimeDelta;
use kernel::{BasisPoints, Code, Field, Id, Minor, Page};
use orders::Error;
use orders::catalog::{CatalogService, Kind};
use orders::draft::{DraftFields, DraftService, QuoteDraft, UpdateDraft};
use orders::ports::{PreferredState, Standing};
use orders::quote::LineKind::{Base, Multiplier, PreferredWriter, Service, Tax};
use orders::quote::{Inputs, QuoteService, Status, Warning};
use sea_orm::prelude::Uuid;
use testkit::on_both;

use crate::house::{House, fault, faults, id, where_site};

fn again(draft: &orders::draft::Model) -> QuoteDraft {
    QuoteDraft {
        draft: draft.id,
        expected_version: None,
        key: None,
    }
}

on_both! {
    async fn anybody_may_preview_and_sees_every_fault(db: Database) {
        let house = House::open(db).await;
        let stranger = house.db.stranger(&house.site);
        let preview = house.orders.preview(&stranger, &house.inputs()).await.expect("a preview");
        assert_eq!(preview.total, Some(Minor(7_200)));
        assert_eq!(preview.price_book_version, 1);
        assert_eq!(preview.earliest_deadline, Some(house.db.now() + TimeDelta::hours(5)));
        assert!(preview.faults.is_empty());
        let inputs = Inputs {
            deadline: Some(house.db.now() + TimeDelta::hours(4)),
            subject: Some(house.item(Kind::TypeOfWork, "Essay")),
            services: vec![kernel::ServiceId::mint(&*house.db.manual)],
            ..house.inputs()
        };
        let preview = house.orders.preview(&stranger, &inputs).await.expect("a preview");
        let found: Vec<_> =
            preview.faults.iter().map(|fault| (fault.code, fault.field.join("."))).collect();
        let expected = [
            (Code::NotFound, "subjectId"),
            (Code::NotFound, "additionalServiceIds.0"),
            (Code::TooSmall, "deadline"),
        ];
        assert_eq!(found, expected.map(|(code, path)| (code, path.to_owned())));
        assert_eq!(preview.total, None);
        assert_eq!(preview.earliest_deadline, Some(house.db.now() + TimeDelta::hours(5)));
        let none = house.orders.preview(&stranger, &Inputs::default()).await.expect("a preview");
        assert_eq!(none.faults.iter().count(), 2);
    }

    async fn a_quote_is_itemised_numbered_and_kept(db: Database) {
        let house = House::open(db).await;
        let taxed = where_site(&house.client, |site| site.policies.tax_rate = BasisPoints(1_900));
        let fields = DraftFields {
            services: Field::Set(vec![house.service()]),
            preferred_writer: Field::Set(id(&house.writer)),
            subject: Field::Set(house.item(Kind::Subject, "Engineering")),
            ..house.fields()
        };
        let first = house.quoted(&taxed, fields).await;
        let kinds: Vec<_> = first.quote.lines.0.iter().map(|line| line.kind).collect();
        assert_eq!(
            kinds,
            [Base, Multiplier, Multiplier, Multiplier, Multiplier, Service, PreferredWriter, Tax]
        );
        let sum: Minor = first.quote.lines.0.iter().map(|line| line.amount).sum();
        assert_eq!(sum, first.quote.total);
        let second = house.orders.quote(&taxed, again(&first.draft)).await.expect("another");
        assert_eq!((first.quote.number, second.quote.number), (1, 2));
        assert_eq!(second.quote.total, first.quote.total);
        let page = house.orders.quotes_of(&taxed, &[first.draft.id], &Page::default()).await;
        let quotes = page.expect("a page").remove(&first.draft.id).expect("its quotes").items;
        let found: Vec<_> =
            quotes.iter().map(|(_, quote)| (quote.number, quote.status(house.db.now()))).collect();
        assert_eq!(found, [(2, Status::Current), (1, Status::Superseded)]);
    }

    async fn a_quote_holds_to_the_end_of_the_seventh_day(db: Database) {
        let house = House::open(db).await;
        let fields = DraftFields {
            deadline: Field::Set(house.db.now() + TimeDelta::days(60)),
            ..house.fields()
        };
        let quote = house.quoted(&house.client, fields).await.quote;
        let end = "2026-12-01T00:00:00Z".parse().expect("an instant");
        assert_eq!(quote.valid_until, end);
        assert_eq!(quote.status(end - TimeDelta::microseconds(1)), Status::Current);
        assert_eq!(quote.status(end), Status::Expired);
    }

    async fn a_quote_ends_where_its_deadline_becomes_dearer(db: Database) {
        let house = House::open(db).await;
        let deadline = house.db.now() + TimeDelta::hours(80);
        let fields = DraftFields { deadline: Field::Set(deadline), ..house.fields() };
        let quoted = house.quoted(&house.client, fields).await;
        assert_eq!(quoted.quote.valid_until, deadline - TimeDelta::hours(72));
        house.db.manual.set(quoted.quote.valid_until);
        let dearer = house.orders.quote(&house.client, again(&quoted.draft)).await.expect("a quote");
        assert!(dearer.quote.total > quoted.quote.total);
    }

    async fn what_is_missing_for_a_price_is_told_at_once(db: Database) {
        let house = House::open(db).await;
        let draft = house.draft(&house.client, DraftFields::default()).await;
        let refused = house.orders.quote(&house.client, again(&draft)).await;
        assert_eq!(
            faults(refused),
            [(Code::Incomplete, "id.pages".to_owned()), (Code::Incomplete, "id.deadline".to_owned())]
        );
        let estimates = house.orders.estimates(&house.client, std::slice::from_ref(&draft)).await;
        assert_eq!(estimates.expect("estimates")[&draft.id].total, None);
    }

    async fn a_draft_edited_since_is_not_quoted(db: Database) {
        let house = House::open(db).await;
        let draft = house.draft(&house.client, house.fields()).await;
        let command = UpdateDraft { draft: draft.id, expected_version: 1, fields: house.fields() };
        house.orders.update(&house.client, command).await.expect("saved");
        let command = QuoteDraft { expected_version: Some(1), ..again(&draft) };
        let refused = house.orders.quote(&house.client, command).await;
        assert!(matches!(refused, Err(Error::StaleDraft(present)) if present.version == 2));
    }

    async fn the_same_key_gives_the_same_quote(db: Database) {
        let house = House::open(db).await;
        let draft = house.draft(&house.client, house.fields()).await;
        let command = QuoteDraft { key: Some(Uuid::from_u128(3)), ..again(&draft) };
        let first = house.orders.quote(&house.client, command.clone()).await.expect("a quote");
        let second = house.orders.quote(&house.client, command.clone()).await.expect("the quote");
        assert_eq!(first, second);
        let other = QuoteDraft { expected_version: Some(1), ..command };
        let misused = house.orders.quote(&house.client, other).await;
        assert_eq!(faults(misused), fault(Code::Conflict, "idempotencyKey"));
    }

    async fn parallel_quotes_leave_one_current(db: Database) {
        let house = House::open(db).await;
        let draft = house.draft(&house.client, house.fields()).await;
        let tasks: Vec<_> = (0..10).map(|_| {
            let (orders, client, command) =
                (house.orders.clone(), house.client.clone(), again(&draft));
            tokio::spawn(async move { orders.quote(&client, command).await })
        }).collect();
        for task in tasks {
            task.await.expect("no panic").expect("a quote");
        }
        let page = Page::first(100);
        let mut pages = house.orders.quotes_of(&house.client, &[draft.id], &page).await.expect("ok");
        let quotes = pages.remove(&draft.id).expect("quotes").items;
        let numbers: Vec<_> = quotes.iter().map(|(_, quote)| quote.number).collect();
        assert_eq!(numbers, (1..=10).rev().collect::<Vec<_>>());
        let current = quotes.iter().filter(|(_, q)| q.status(house.db.now()) == Status::Current);
        assert_eq!(current.count(), 1);
    }

    async fn the_desk_warns_beside_the_price(db: Database) {
        let house = House::open(db).await;
        *house.neighbours.standing.lock().expect("standing") =
            Standing { preferred: Some(PreferredState::Away), any_eligible: false };
        let fields =
            DraftFields { preferred_writer: Field::Set(id(&house.writer)), ..house.fields() };
        let quote = house.quoted(&house.client, fields).await.quote;
        assert_eq!(quote.warnings.0, [Warning::NoEligibleWriter, Warning::PreferredWriterAway]);
    }

    async fn a_new_price_book_changes_no_quote(db: Database) {
        let house = House::open(db).await;
        let quoted = house.quoted(&house.client, house.fields()).await;
        let mut rules = house.orders.price_book(&house.admin).await.expect("rules").rules;
        rules.page = Minor(9_900);
        house.orders.publish_price_book(&house.admin, rules).await.expect("published");
        let quotes = house.orders.quotes(&house.client, &[quoted.quote.id]).await.expect("quotes");
        assert_eq!(quotes[&quoted.quote.id], quoted.quote);
        let fresh = house.orders.quote(&house.client, again(&quoted.draft)).await.expect("a quote");
        assert_eq!(fresh.quote.price_book_version, 2);
        assert!(fresh.quote.total > quoted.quote.total);
    }
}
