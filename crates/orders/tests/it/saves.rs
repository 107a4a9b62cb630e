//! Saves that concern no price: many at once, from many people.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use kernel::audit::{self, entity::Model as Line};
use kernel::{Actor, Code, Field, Page, Role};
use orders::Error;
use orders::catalog::Kind;
use orders::draft::{self, DraftFields, DraftService, StyleFields, UpdateDraft};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};
use testkit::{Database, on_both};

use crate::house::{House, fault, faults};

fn title(draft: &draft::Model, text: &str) -> UpdateDraft {
    UpdateDraft {
        draft: draft.id,
        expected_version: draft.version,
        fields: DraftFields {
            title: Field::Set(text.to_owned()),
            ..DraftFields::default()
        },
    }
}

/// The lines that saves of the draft left.
async fn lines(db: &Database, actor: &Actor, draft: &draft::Model) -> Vec<Line> {
    let object = draft.id.to_string();
    let lines = audit::trail(&db.conn, actor.website(), &object, &Page::default()).await;
    let lines = lines.expect("a trail").items.into_iter();
    let lines = lines.map(|(_, line)| line);
    lines.filter(|line| line.action == "draft.saved").collect()
}

on_both! {
    async fn every_field_without_a_price_is_saved_kept_and_cleared(db: Database) {
        let house = House::open(db).await;
        let draft = house.draft(&house.client, house.fields()).await;
        let text = |text: &str| Field::Set(text.to_owned());
        let english = house.item(Kind::EnglishType, "British English");
        let style = house.item(Kind::FormattingStyle, "APA 7th edition");
        let save = |draft: &draft::Model, fields| UpdateDraft {
            draft: draft.id,
            expected_version: draft.version,
            fields,
        };
        let said = DraftFields {
            title: text("title"),
            topic: text("topic"),
            instructions: text("instructions"),
            references: Field::Set(7),
            english_type: Field::Set(english),
            formatting_style: Field::Set(style),
            client_notes: text("notes"),
            style: StyleFields {
                tone: text("tone"),
                writing_style: text("writing"),
                formatting: text("formatting"),
                referencing: text("referencing"),
            },
            ..DraftFields::default()
        };
        house.db.manual.advance(chrono::TimeDelta::minutes(1));
        let saved = house.orders.update(&house.client, save(&draft, said)).await.expect("saved");
        let expected = draft::Model {
            version: 2,
            updated_at: house.db.now(),
            title: Some("title".to_owned()),
            topic: Some("topic".to_owned()),
            instructions: Some("instructions".to_owned()),
            reference_count: Some(7),
            english_type_id: Some(english),
            formatting_style_id: Some(style),
            client_notes: Some("notes".to_owned()),
            tone: Some("tone".to_owned()),
            writing_style: Some("writing".to_owned()),
            formatting: Some("formatting".to_owned()),
            referencing: Some("referencing".to_owned()),
            ..draft.clone()
        };
        assert_eq!(saved, expected);
        let kept = house.orders.update(&house.client, save(&saved, DraftFields::default())).await;
        assert_eq!(kept.expect("saved"), draft::Model { version: 3, ..expected.clone() });
        let cleared = DraftFields {
            title: Field::Clear,
            topic: Field::Clear,
            instructions: Field::Clear,
            references: Field::Clear,
            english_type: Field::Clear,
            formatting_style: Field::Clear,
            client_notes: Field::Clear,
            style: StyleFields::cleared(),
            ..DraftFields::default()
        };
        let kept = draft::Model { version: 3, ..expected };
        let cleared = house.orders.update(&house.client, save(&kept, cleared)).await;
        let expected = draft::Model {
            version: 4,
            updated_at: house.db.now(),
            title: None,
            topic: None,
            instructions: None,
            ..draft.clone()
        };
        assert_eq!(cleared.expect("saved"), expected);
        let read = house.orders.drafts(&house.client, &[draft.id]).await.expect("drafts");
        assert_eq!(read[&draft.id], expected);
    }

    async fn everybody_saves_their_own_and_leaves_one_line(db: Database) {
        let house = House::open(db).await;
        let other = house.db.member(&house.site, Role::Client).await;
        let mut saves = Vec::new();
        for place in 0..30 {
            let client = if place % 2 == 0 { &house.client } else { &other };
            let by = if place % 3 == 0 { &house.support } else { client };
            saves.push((house.draft(client, house.fields()).await, by, format!("No. {place}")));
        }
        let all = saves.iter().map(|(draft, by, text)| house.orders.update(by, title(draft, text)));
        for ((draft, by, text), saved) in saves.iter().zip(join_all(all).await) {
            let saved = saved.expect("saved");
            assert_eq!((saved.id, saved.version, saved.title.as_ref()), (draft.id, 2, Some(text)));
            let [line] = lines(&house.db, by, draft).await.try_into().expect("one line");
            let line: Line = line;
            assert_eq!(line.actor, by.who().to_string());
            assert_eq!((line.at, line.website_id), (house.db.now(), by.website()));
            assert_eq!((line.request_id, line.detail, line.on_behalf_of), (by.request(), None, None));
        }
        if house.db.conn.get_database_backend() == DbBackend::Postgres {
            let transactions = "SELECT count(DISTINCT xmin::text) AS n FROM audit_entries
                WHERE action = 'draft.saved'";
            let asked = Statement::from_string(DbBackend::Postgres, transactions);
            let row = house.db.conn.query_one_raw(asked).await.expect("asked").expect("a row");
            let transactions: i64 = row.try_get("", "n").expect("a number");
            assert!(transactions < 10, "{transactions} transactions for 30 saves");
        }
    }

    async fn whoever_may_not_save_is_refused_beside_those_who_may(db: Database) {
        let house = House::open(db).await;
        let quill = house.db.website("quill").await;
        let far = house.db.member(&quill, Role::Admin).await;
        let other = house.db.member(&house.site, Role::Client).await;
        let draft = house.draft(&house.client, house.fields()).await;
        let stale = house.draft(&house.client, house.fields()).await;
        let stale = draft::Model { version: 7, ..stale };
        let converted = house.quoted(&house.client, house.fields()).await;
        house.convert(&house.client, &converted).await.expect("an order");
        let theirs = house.draft(&other, house.fields()).await;
        let asked = [
            (&far, &draft), (&other, &draft), (&house.writer, &draft), (&house.client, &stale),
            (&house.client, &converted.draft), (&other, &theirs), (&house.client, &draft),
        ];
        let all = asked.map(|(actor, draft)| house.orders.update(actor, title(draft, "mine")));
        let [far, stranger, writer, stale, converted, other, own] =
            join_all(all).await.try_into().expect("seven");
        for refused in [far, stranger, writer] {
            assert_eq!(faults(refused), fault(Code::NotFound, "id"));
        }
        assert!(matches!(stale, Err(Error::StaleDraft(_))), "{stale:?}");
        assert!(matches!(converted, Err(Error::DraftConverted)), "{converted:?}");
        assert_eq!(other.expect("their own").id, theirs.id);
        assert_eq!(own.expect("their own").id, draft.id);
        assert_eq!(lines(&house.db, &house.client, &draft).await.len(), 1);
    }

    async fn of_twenty_saves_of_one_version_one_wins(db: Database) {
        let house = House::open(db).await;
        let draft = house.draft(&house.client, house.fields()).await;
        let all = (0..20).map(|_| house.orders.update(&house.client, title(&draft, "mine")));
        let all = join_all(all).await;
        assert_eq!(all.iter().filter(|saved| saved.is_ok()).count(), 1);
        for lost in all.iter().filter_map(|saved| saved.as_ref().err()) {
            assert!(matches!(lost, Error::StaleDraft(_)), "{lost:?}");
        }
        assert_eq!(lines(&house.db, &house.client, &draft).await.len(), 1);
    }

    async fn one_bad_save_fails_alone(db: Database) {
        let house = House::open(db).await;
        let forbid: &[&str] = match house.db.conn.get_database_backend() {
            DbBackend::Postgres => {
                &["ALTER TABLE order_drafts ADD CONSTRAINT dull CHECK (title <> 'bad')"]
            }
            _ => &["CREATE TRIGGER dull BEFORE UPDATE ON order_drafts WHEN NEW.title = 'bad'
                BEGIN SELECT RAISE(ABORT, 'dull'); END"],
        };
        for statement in forbid {
            house.db.conn.execute_unprepared(statement).await.expect("forbidden");
        }
        let mut drafts = Vec::new();
        for _ in 0..9 {
            drafts.push(house.draft(&house.client, house.fields()).await);
        }
        let texts = (0..9).map(|place| if place == 4 { "bad" } else { "good" });
        let all = drafts.iter().zip(texts);
        let all = all.map(|(draft, text)| house.orders.update(&house.client, title(draft, text)));
        let all = join_all(all).await;
        let failed: BTreeSet<_> = (0..9).filter(|place: &usize| all[*place].is_err()).collect();
        assert_eq!(failed, BTreeSet::from([4]));
        let mut saved = 0;
        for draft in &drafts {
            saved += lines(&house.db, &house.client, draft).await.len();
        }
        assert_eq!(saved, 8);
    }

    async fn a_draft_that_somebody_holds_keeps_nobody_else_waiting(db: Database) {
        if db.conn.get_database_backend() != DbBackend::Postgres {
            // SQLite has one writer: everybody waits for whoever writes.
            return;
        }
        let house = House::open(db).await;
        let held = house.draft(&house.client, house.fields()).await;
        let free = house.draft(&house.client, house.fields()).await;
        let holder = house.db.conn.begin().await.expect("begun");
        let lock = format!("SELECT 1 FROM order_drafts WHERE id = '{}' FOR UPDATE", Uuid::from(held.id));
        holder.execute_unprepared(&lock).await.expect("locked");
        let waiting = house.orders.update(&house.client, title(&held, "later"));
        let others = async {
            for version in 1..=3 {
                let free = draft::Model { version, ..free.clone() };
                house.orders.update(&house.client, title(&free, "now")).await.expect("saved");
            }
            holder.commit().await.expect("let go");
        };
        let (later, ()) = futures_util::join!(waiting, others);
        assert_eq!(later.expect("saved").title.as_deref(), Some("later"));
    }
}
