//! Several reads in one statement, over two tables whose columns have the same names.

use kernel::audit::entity as line;
use kernel::bundle::{Among, Bundle};
use kernel::outbox::entity as event;
use kernel::{AuditId, Id, RequestId, WebsiteId};
use sea_orm::sea_query::{ColumnType, Expr, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
};
use testkit::{Database, on_both};

/// Writes a line about `object`.
async fn write(db: &Database, website: WebsiteId, action: &str, object: &str) -> line::Model {
    let line = line::Model {
        id: AuditId::mint(&*db.manual),
        website_id: website,
        at: db.now(),
        actor: "test".to_owned(),
        on_behalf_of: None,
        action: action.to_owned(),
        object: object.to_owned(),
        detail: Some(serde_json::json!({ "of": object })),
        request_id: RequestId::mint(&*db.manual),
    };
    let row = line.clone().into_active_model();
    row.insert(&db.conn).await.expect("written");
    line
}

/// A line with how long its action is.
#[derive(Debug, PartialEq, Eq, FromQueryResult)]
struct Measured {
    #[sea_orm(nested)]
    line: line::Model,
    length: i32,
}

/// Whether two things were ever written about.
#[derive(Debug, PartialEq, Eq, FromQueryResult)]
struct Facts {
    known: bool,
    other: bool,
}

#[expect(
    clippy::disallowed_methods,
    reason = "the trail is read as any table is"
)]
mod reads {
    use super::*;

    on_both! {
        async fn every_read_gets_its_own_rows_in_its_own_order(db: Database) {
            let website = WebsiteId::mint(&*db.manual);
            let mut lines = Vec::new();
            for number in 0..5 {
                lines.push(write(&db, website, "made", &number.to_string()).await);
            }
            let mut bundle = Bundle::default();
            let all = line::Entity::find().filter(line::Column::WebsiteId.eq(website));
            let latest = all.clone().order_by_desc(line::Column::Object).limit(2);
            let first = bundle.add(all.clone().order_by_asc(line::Column::Object));
            let events = bundle.add(event::Entity::find());
            let latest = bundle.add(latest);
            let mut found = bundle.read(&db.conn).await.expect("read");
            assert_eq!(found.take(&first).expect("lines"), lines);
            assert!(found.take(&events).expect("events").is_empty());
            lines.reverse();
            lines.truncate(2);
            assert_eq!(found.take(&latest).expect("lines"), lines);
        }

        async fn a_read_may_be_about_what_an_earlier_one_finds(db: Database) {
            let website = WebsiteId::mint(&*db.manual);
            let mut named = Vec::new();
            for object in ["a", "b", "c"] {
                write(&db, website, object, "list").await;
                named.push(write(&db, website, "seen", object).await);
            }
            let of = |object: &str| {
                line::Entity::find()
                    .filter(line::Column::WebsiteId.eq(website))
                    .filter(line::Column::Object.eq(object))
            };
            let mut bundle = Bundle::default();
            let list = bundle.add(of("list").filter(line::Column::Action.ne("b")));
            let listed: Among<String> = bundle.named(&list, line::Column::Action);
            let seen = line::Entity::find()
                .filter(line::Column::WebsiteId.eq(website))
                .filter(listed.holds(line::Column::Object))
                .order_by_asc(line::Column::Object);
            let seen = bundle.add(seen);
            let mut found = bundle.read(&db.conn).await.expect("read");
            named.remove(1);
            assert_eq!(found.take(&seen).expect("lines"), named);
            assert_eq!(found.take(&list).expect("lines").len(), 2);
        }

        async fn a_read_may_be_about_the_only_row_of_an_earlier_one(db: Database) {
            let website = WebsiteId::mint(&*db.manual);
            let only = write(&db, website, "a", "list").await;
            let seen = write(&db, website, "seen", "a").await;
            write(&db, website, "seen", "b").await;
            let here = || line::Entity::find().filter(line::Column::WebsiteId.eq(website));
            for (object, expected) in [("list", vec![seen]), ("nothing", Vec::new())] {
                let mut bundle = Bundle::default();
                let list = bundle.add(here().filter(line::Column::Object.eq(object)));
                let its: Among<String> = bundle.only(&list, line::Column::Action);
                let its = bundle.add(here().filter(its.holds(line::Column::Object)));
                let mut found = bundle.read(&db.conn).await.expect("read");
                assert_eq!(found.take(&its).expect("lines"), expected);
                let lists = found.take(&list).expect("lines");
                assert_eq!(lists.first(), (object == "list").then_some(&only));
            }
        }

        async fn columns_of_one_name_and_two_types_are_kept_apart(db: Database) {
            #[derive(Debug, PartialEq, Eq, FromQueryResult)]
            struct Numbered {
                id: i32,
                action: i32,
            }
            let website = WebsiteId::mint(&*db.manual);
            let line = write(&db, website, "a", "x").await;
            let mut bundle = Bundle::default();
            let lines = bundle.add(line::Entity::find().filter(line::Column::WebsiteId.eq(website)));
            let mut numbers = Query::select();
            numbers.expr_as(Expr::val(7), "id").expr_as(Expr::val(8), "action");
            let kinds = ["id", "action"].map(|name| (name, ColumnType::Integer));
            let numbers = bundle.add_facts::<Numbered>(numbers, &kinds);
            let mut found = bundle.read(&db.conn).await.expect("read");
            assert_eq!(found.take(&numbers).expect("numbers"), [Numbered { id: 7, action: 8 }]);
            assert_eq!(found.take(&lines).expect("lines"), [line]);
        }

        async fn rows_may_have_further_columns(db: Database) {
            let website = WebsiteId::mint(&*db.manual);
            let line = write(&db, website, "four", "x").await;
            let select = line::Entity::find()
                .filter(line::Column::WebsiteId.eq(website))
                .column_as(Expr::cust("LENGTH(\"audit_entries\".\"action\")"), "length");
            let mut bundle = Bundle::default();
            let events = bundle.add(event::Entity::find());
            let measured = bundle.add_wider::<_, Measured>(select, &[("length", ColumnType::Integer)]);
            let mut found = bundle.read(&db.conn).await.expect("read");
            let expected = Measured { line, length: 4 };
            assert_eq!(found.take(&measured).expect("lines"), [expected]);
            assert!(found.take(&events).expect("events").is_empty());
        }

        async fn facts_are_told_beside_rows(db: Database) {
            let website = WebsiteId::mint(&*db.manual);
            let line = write(&db, website, "made", "x").await;
            let about = |object: &str| {
                line::Entity::find()
                    .filter(line::Column::WebsiteId.eq(website))
                    .filter(line::Column::Object.eq(object))
            };
            let facts = Query::select()
                .expr_as(Expr::exists(about("x").into_query()), "known")
                .expr_as(Expr::exists(about("y").into_query()), "other")
                .to_owned();
            let mut bundle = Bundle::default();
            let lines = bundle.add(about("x"));
            let kinds = [("known", ColumnType::Boolean), ("other", ColumnType::Boolean)];
            let facts = bundle.add_facts::<Facts>(facts, &kinds);
            let mut found = bundle.read(&db.conn).await.expect("read");
            assert_eq!(found.take(&lines).expect("lines"), [line]);
            let expected = Facts { known: true, other: false };
            assert_eq!(found.take(&facts).expect("facts"), [expected]);
        }

        async fn a_bundle_of_nothing_asks_nothing(db: Database) {
            Bundle::default().read(&db.conn).await.expect("nothing");
        }
    }
}
