//! Drafts are made, saved and protected.

use chrono::TimeDelta;
use kernel::site::Toggles;
use kernel::{Actor, Code, Field, Id, MemberId, Page, Role, Toggle};
use orders::Error;
use orders::catalog::{Kind, item};
use orders::draft::{
    CreateDraft, DraftFields, DraftFilter, DraftOrder, DraftService, Missing, StyleFields,
    UpdateDraft,
};
use orders::quote::{QuoteService, Status};
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use testkit::on_both;

use crate::house::{House, fault, faults, id, where_site};

fn save(draft: &orders::draft::Model, fields: DraftFields) -> UpdateDraft {
    UpdateDraft {
        draft: draft.id,
        expected_version: draft.version,
        fields,
    }
}

async fn retire(house: &House, kind: Kind, name: &str) {
    let wanted = house.item(kind, name);
    let item = house
        .catalog
        .items
        .iter()
        .find(|item| item.id == wanted)
        .expect("an entry");
    let mut row: item::ActiveModel = item.clone().into_active_model();
    row.is_active = Set(false);
    row.update(&house.db.conn).await.expect("retired");
}

on_both! {
    async fn a_client_makes_a_draft_of_anything_and_completes_it(db: Database) {
        let house = House::open(db).await;
        let draft = house.draft(&house.client, DraftFields::default()).await;
        let completeness = draft.completeness(None, house.db.now());
        assert_eq!((completeness.percent, completeness.missing.len()), (0, 8));
        let fields = DraftFields { references: Field::Set(3), ..house.fields() };
        let saved = house.orders.update(&house.client, save(&draft, fields)).await.expect("saved");
        assert_eq!((saved.version, saved.reference_count), (2, Some(3)));
        let completeness = saved.completeness(None, house.db.now());
        assert_eq!((completeness.percent, completeness.missing), (87, vec![Missing::Quote]));
        let read = house.orders.drafts(&house.client, &[draft.id]).await.expect("drafts");
        assert_eq!(read[&draft.id], saved);
    }

    async fn absent_keeps_and_null_clears(db: Database) {
        let house = House::open(db).await;
        let style = StyleFields { tone: Field::Set("dry".to_owned()), ..StyleFields::default() };
        let fields = DraftFields { style, services: Field::Set(vec![house.service()]), ..house.fields() };
        let draft = house.draft(&house.client, fields).await;
        let fields = DraftFields {
            topic: Field::Clear,
            pages: Field::Set(2),
            services: Field::Clear,
            ..DraftFields::default()
        };
        let saved = house.orders.update(&house.client, save(&draft, fields)).await.expect("saved");
        assert_eq!((saved.topic, saved.pages), (None, Some(2)));
        assert_eq!(saved.instructions, draft.instructions);
        assert_eq!(saved.tone.as_deref(), Some("dry"));
        assert!(saved.additional_service_ids.0.is_empty());
    }

    async fn a_stale_save_gets_the_present_draft(db: Database) {
        let house = House::open(db).await;
        let draft = house.draft(&house.client, house.fields()).await;
        let title = |text: &str| DraftFields {
            title: Field::Set(text.to_owned()),
            ..DraftFields::default()
        };
        let first = house.orders.update(&house.client, save(&draft, title("one"))).await;
        let first = first.expect("saved");
        let second = house.orders.update(&house.client, save(&draft, title("two"))).await;
        let Err(Error::StaleDraft(present)) = second else { panic!("{second:?}") };
        assert_eq!(*present, first);
        let again = house.orders.update(&house.client, save(&draft, title("two"))).await;
        assert_eq!(faults(again), fault(Code::Conflict, "expectedVersion"));
    }

    async fn parallel_saves_of_one_version_give_one_success(db: Database) {
        let house = House::open(db).await;
        let draft = house.draft(&house.client, house.fields()).await;
        let saves = (0..50).map(|pages| {
            let (orders, client) = (house.orders.clone(), house.client.clone());
            let fields = DraftFields { pages: Field::Set(pages), ..DraftFields::default() };
            let command = save(&draft, fields);
            tokio::spawn(async move { orders.update(&client, command).await })
        });
        let mut saved = 0;
        for task in saves.collect::<Vec<_>>() {
            match task.await.expect("no panic") {
                Ok(_) => saved += 1,
                Err(error) => assert!(matches!(error, Error::StaleDraft(_)), "{error:?}"),
            }
        }
        assert_eq!(saved, 1);
    }

    async fn every_fault_comes_at_once_and_nothing_is_stored(db: Database) {
        let house = House::open(db).await;
        retire(&house, Kind::TypeOfWork, "Report").await;
        let quill = house.db.website("quill").await;
        let stranger = house.db.member(&quill, Role::Writer).await;
        let twice = vec![house.service(), house.service()];
        let fields = DraftFields {
            title: Field::Set("x".repeat(256)),
            pages: Field::Set(-1),
            deadline: Field::Set(house.db.now()),
            // A type of work is no subject.
            subject: Field::Set(house.item(Kind::TypeOfWork, "Essay")),
            type_of_work: Field::Set(house.item(Kind::TypeOfWork, "Report")),
            services: Field::Set(twice),
            preferred_writer: Field::Set(id(&stranger)),
            ..DraftFields::default()
        };
        let command = CreateDraft { fields, ..CreateDraft::default() };
        let refused = faults(house.orders.create(&house.client, command).await);
        let expected = [
            (Code::TooSmall, "fields.pages"),
            (Code::TooLong, "fields.title"),
            (Code::Invalid, "fields.deadline"),
            (Code::NotFound, "fields.subjectId"),
            (Code::Invalid, "fields.typeOfWorkId"),
            (Code::Invalid, "fields.additionalServiceIds.1"),
            (Code::NotFound, "fields.preferredWriterId"),
        ];
        assert_eq!(refused, expected.map(|(code, path)| (code, path.to_owned())));
        let filter = DraftFilter::default();
        assert_eq!(house.orders.count(&house.admin, &filter).await.expect("a count"), 0);
    }

    async fn a_preferred_writer_is_a_writer_of_the_website(db: Database) {
        let house = House::open(db).await;
        let prefer = |actor: &Actor| CreateDraft {
            fields: DraftFields { preferred_writer: Field::Set(id(actor)), ..DraftFields::default() },
            ..CreateDraft::default()
        };
        house.orders.create(&house.client, prefer(&house.writer)).await.expect("a draft");
        let refused = house.orders.create(&house.client, prefer(&house.editor)).await;
        assert_eq!(faults(refused), fault(Code::NotFound, "fields.preferredWriterId"));
    }

    async fn staff_make_drafts_for_a_client_and_the_draft_says_so(db: Database) {
        let house = House::open(db).await;
        let make = |actor: &Actor, client: Option<MemberId>| {
            let (orders, actor) = (house.orders.clone(), actor.clone());
            async move {
                orders.create(&actor, CreateDraft { client, ..CreateDraft::default() }).await
            }
        };
        let client = Some(id(&house.client));
        for staff in [&house.support, &house.admin] {
            let draft = make(staff, client).await.expect("a draft");
            assert_eq!(draft.client_id, id(&house.client));
            assert_eq!(draft.created_by, id(staff).to_string());
            let found = house.orders.drafts(&house.client, &[draft.id]).await.expect("drafts");
            assert!(found.contains_key(&draft.id));
        }
        assert_eq!(faults(make(&house.support, None).await), fault(Code::Required, "clientId"));
        let writer = Some(id(&house.writer));
        assert_eq!(faults(make(&house.admin, writer).await), fault(Code::NotFound, "clientId"));
        for actor in [&house.writer, &house.editor] {
            assert_eq!(faults(make(actor, client).await), fault(Code::Forbidden, ""));
        }
        let other = house.db.member(&house.site, Role::Client).await;
        assert_eq!(faults(make(&other, client).await), fault(Code::Forbidden, ""));
        let stranger = house.db.stranger(&house.site);
        assert_eq!(faults(make(&stranger, None).await), fault(Code::Unauthenticated, ""));
    }

    async fn nobody_else_sees_or_saves_a_draft(db: Database) {
        let house = House::open(db).await;
        let draft = house.draft(&house.client, house.fields()).await;
        let other = house.db.member(&house.site, Role::Client).await;
        for actor in [&other, &house.writer, &house.editor] {
            assert!(house.orders.drafts(actor, &[draft.id]).await.expect("none").is_empty());
            let saved = house.orders.update(actor, save(&draft, DraftFields::default())).await;
            assert_eq!(faults(saved), fault(Code::NotFound, "id"));
        }
        let saved = house.orders.update(&house.support, save(&draft, DraftFields::default())).await;
        assert_eq!(saved.expect("support may").version, 2);
    }

    async fn switched_off_drafts_stay_readable(db: Database) {
        let house = House::open(db).await;
        let quoted = house.quoted(&house.client, house.fields()).await;
        let off = where_site(&house.client, |site| {
            site.toggles = Toggles::new([(Toggle::OrderDrafts, false)]);
        });
        let refusals = [
            faults(house.orders.create(&off, CreateDraft::default()).await),
            faults(house.orders.update(&off, save(&quoted.draft, house.fields())).await),
            faults(house.orders.quote(&off, orders::draft::QuoteDraft {
                draft: quoted.draft.id, expected_version: None, key: None,
            }).await),
            faults(house.convert(&off, &quoted).await),
        ];
        for refusal in refusals {
            assert_eq!(refusal, fault(Code::FeatureDisabled, ""));
        }
        let page = Page::default();
        let list = house.orders.list(&off, &DraftFilter::default(), DraftOrder::default(), &page).await;
        assert_eq!(list.expect("readable").items.len(), 1);
    }

    async fn the_same_key_makes_one_draft(db: Database) {
        let house = House::open(db).await;
        let key = Some(Uuid::from_u128(7));
        let command = CreateDraft { fields: house.fields(), key, client: None };
        let first = house.orders.create(&house.client, command.clone()).await.expect("a draft");
        let again = house.orders.create(&house.client, command.clone()).await.expect("the draft");
        assert_eq!(first, again);
        let other = CreateDraft { fields: DraftFields::default(), ..command };
        let misused = house.orders.create(&house.client, other).await;
        assert_eq!(faults(misused), fault(Code::Conflict, "idempotencyKey"));
    }

    async fn only_an_edit_of_the_price_supersedes_the_quote(db: Database) {
        let house = House::open(db).await;
        let quoted = house.quoted(&house.client, house.fields()).await;
        // The whole form is sent again, with another title.
        let fields = DraftFields { title: Field::Set("New".to_owned()), ..house.fields() };
        let saved = house.orders.update(&house.client, save(&quoted.draft, fields)).await.expect("ok");
        assert_eq!(saved.current_quote_id, Some(quoted.quote.id));
        let status = || async {
            let quotes = house.orders.quotes(&house.client, &[quoted.quote.id]).await;
            quotes.expect("quotes")[&quoted.quote.id].status(house.db.now())
        };
        assert_eq!(status().await, Status::Current);
        let fields = DraftFields { pages: Field::Set(7), ..DraftFields::default() };
        let saved = house.orders.update(&house.client, save(&saved, fields)).await.expect("ok");
        assert_eq!(saved.current_quote_id, None);
        assert_eq!(status().await, Status::Superseded);
    }

    async fn a_deadline_keeps_what_both_databases_can_hold(db: Database) {
        let house = House::open(db).await;
        let fine = house.db.now() + TimeDelta::days(3) + TimeDelta::nanoseconds(1_234_567);
        let fields = DraftFields { deadline: Field::Set(fine), ..DraftFields::default() };
        let draft = house.draft(&house.client, fields).await;
        let read = house.orders.drafts(&house.client, &[draft.id]).await.expect("drafts");
        assert_eq!(read[&draft.id].deadline, draft.deadline);
    }

    async fn an_unknown_draft_is_not_found(db: Database) {
        let house = House::open(db).await;
        let draft = kernel::DraftId::mint(&*house.db.manual);
        let fields = DraftFields::default();
        let command = UpdateDraft { draft, expected_version: 1, fields };
        let refused = house.orders.update(&house.client, command).await;
        assert_eq!(faults(refused), fault(Code::NotFound, "id"));
    }
}
