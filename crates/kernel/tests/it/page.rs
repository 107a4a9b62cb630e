//! Keyset pages over the audit trail: any table with ties does.

use chrono::TimeDelta;
use kernel::audit::entity::{Column, Entity, Model};
use kernel::{
    AuditId, Cursor, CursorKey, ForeignCursor, Id, Kind, Page, PageArguments, RequestId, Slice,
    Sort, WebsiteId,
};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Select};
use testkit::{Database, on_both};

/// Writes eleven lines in three instants, some with an action that looks like an instant. Their ids,
/// newest first.
async fn lines(db: &Database) -> Vec<AuditId> {
    let start = db.now();
    let mut ids = Vec::new();
    for number in 0..11 {
        let id = AuditId::mint(&*db.manual);
        let line = Model {
            id,
            website_id: WebsiteId::mint(&*db.manual),
            at: start + TimeDelta::microseconds(number / 4),
            actor: "test".to_owned(),
            on_behalf_of: None,
            action: ["2026-11-23T12:00:00Z", "b", "a"][usize::try_from(number % 3).expect("small")]
                .to_owned(),
            object: number.to_string(),
            detail: None,
            request_id: RequestId::mint(&*db.manual),
        };
        line.into_active_model()
            .insert(&db.conn)
            .await
            .expect("written");
        ids.push((number / 4, id));
    }
    ids.sort_unstable();
    ids.into_iter().rev().map(|(_, id)| id).collect()
}

fn by_time() -> Sort<Model> {
    let cursor = |line: &Model| Cursor::new(CursorKey::Time(line.at), line.id);
    Sort::descending(
        Expr::col((Entity, Column::At)),
        (Entity, Column::Id),
        cursor,
    )
}

fn by_action() -> Sort<Model> {
    let cursor = |line: &Model| Cursor::new(CursorKey::Text(line.action.clone()), line.id);
    Sort::ascending(
        Expr::col((Entity, Column::Action)),
        (Entity, Column::Id),
        cursor,
    )
}

#[expect(
    clippy::disallowed_methods,
    reason = "the kernel shows nobody the audit trail"
)]
fn all() -> Select<Entity> {
    Entity::find()
}

async fn page(db: &Database, arguments: PageArguments, sort: Sort<Model>) -> Slice<Model> {
    let page = Page::parse(arguments).expect("a page");
    page.fetch(all(), sort, &db.conn).await.expect("read")
}

fn ids(slice: &Slice<Model>) -> Vec<AuditId> {
    slice.items.iter().map(|(_, line)| line.id).collect()
}

/// Walks the whole list from one end, in pages of `count`.
async fn walk(db: &Database, sort: fn() -> Sort<Model>, count: i32, forward: bool) -> Vec<AuditId> {
    let mut seen = Vec::new();
    let mut from = None;
    loop {
        let arguments = if forward {
            PageArguments {
                first: Some(count),
                after: from.clone(),
                ..Default::default()
            }
        } else {
            PageArguments {
                last: Some(count),
                before: from.clone(),
                ..Default::default()
            }
        };
        let slice = page(db, arguments, sort()).await;
        let (more, behind) = if forward {
            (slice.has_next, slice.has_previous)
        } else {
            (slice.has_previous, slice.has_next)
        };
        assert_eq!(behind, from.is_some());
        let part = ids(&slice);
        if forward {
            seen.extend(part);
            from = slice.items.last().map(|(cursor, _)| cursor.seal());
        } else {
            seen.splice(0..0, part);
            from = slice.items.first().map(|(cursor, _)| cursor.seal());
        }
        if !more {
            return seen;
        }
    }
}

on_both! {
    async fn pages_cut_nothing_and_repeat_nothing(db: Database) {
        let newest_first = lines(&db).await;
        for count in [1, 3, 4, 11, 20] {
            assert_eq!(walk(&db, by_time, count, true).await, newest_first, "first: {count}");
            assert_eq!(walk(&db, by_time, count, false).await, newest_first, "last: {count}");
        }
        let by_name = walk(&db, by_action, 11, true).await;
        for count in [1, 2, 5] {
            assert_eq!(walk(&db, by_action, count, true).await, by_name, "first: {count}");
            assert_eq!(walk(&db, by_action, count, false).await, by_name, "last: {count}");
        }
    }

    async fn a_page_lies_between_its_cursors(db: Database) {
        let newest_first = lines(&db).await;
        let all = page(&db, PageArguments { first: Some(20), ..Default::default() }, by_time()).await;
        let cursor = |index: usize| Some(all.items[index].0.seal());
        let between = PageArguments { first: Some(20), after: cursor(1), before: cursor(6), ..Default::default() };
        assert_eq!(ids(&page(&db, between, by_time()).await), newest_first[2..6]);
    }

    async fn a_cursor_of_another_order_is_refused_and_not_asked_the_database(db: Database) {
        lines(&db).await;
        let id = AuditId::mint(&*db.manual);
        let forged = [CursorKey::Int(7), CursorKey::Text("2026-11-23T12:00:00Z".to_owned())];
        for (key, argument) in forged.into_iter().zip(["after", "before"]) {
            let cursor = Some(Cursor::new(key, id).seal());
            let mut arguments = PageArguments::default();
            if argument == "after" {
                arguments.after = cursor;
            } else {
                arguments.before = cursor;
            }
            let page = Page::parse(arguments).expect("its form is right");
            let read = page.fetch(all(), by_time(), &db.conn).await;
            let fault = ForeignCursor::behind(&read.expect_err("refused")).expect("a fault");
            assert_eq!(fault.field, [argument]);
        }
    }

    async fn an_order_by_a_computed_key_says_its_kind(db: Database) {
        let newest_first = lines(&db).await;
        let computed = || {
            let by = Expr::col((Entity, Column::At)).if_null(Expr::col((Entity, Column::At)));
            let cursor = |line: &Model| Cursor::new(CursorKey::Time(line.at), line.id);
            Sort::descending(by, (Entity, Column::Id), cursor)
        };
        let first = Page::first(3).fetch(all(), computed(), &db.conn).await.expect("read");
        let after = Some(first.items[2].0.seal());
        let next = Page::parse(PageArguments { after, ..Default::default() }).expect("a page");
        assert!(next.fetch(all(), computed(), &db.conn).await.is_err());
        let keyed = next.fetch(all(), computed().keyed(Kind::Time), &db.conn).await.expect("read");
        assert_eq!(ids(&keyed), newest_first[3..]);
    }
}
