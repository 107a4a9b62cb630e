//! What a transaction writes down as it commits.

use std::sync::{Arc, Mutex};

use kernel::chore::entity as chore;
use kernel::outbox::{self, Note};
use kernel::{Change, Id, OrderId, Site, Tx, audit};
use sea_orm::sea_query::{Query, UpdateStatement};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, IntoActiveModel, Set, Statement};
use testkit::{Database, Engine, on_both};

use crate::Happened;

const NOTHING: [Vec<u32>; 2] = [Vec::new(), Vec::new()];

async fn begin(db: &Database) -> Tx {
    begin_on(db, &db.website("atlas").await).await
}

async fn begin_on(db: &Database, site: &Arc<Site>) -> Tx {
    let (actor, clock) = (db.system(site), db.clock());
    let begun = Tx::begin(&db.conn, &actor, &clock);
    begun.await.expect("begun")
}

/// Writes an event and a line for each step.
fn write(tx: &Tx, order: OrderId, steps: std::ops::Range<u32>) {
    for step in steps {
        let note = Note::of(&Happened::To { order, step });
        outbox::write(tx, vec![note]).expect("written");
        audit::write(tx, audit::Note::new(format!("test.{step}"), &order));
    }
}

/// The steps that the events tell of, in their order, and those that the lines do.
async fn told(db: &Database) -> [Vec<u32>; 2] {
    let mut told = [
        "SELECT CAST(payload AS TEXT) AS text FROM outbox_events ORDER BY sequence",
        "SELECT action AS text FROM audit_entries",
    ]
    .map(|sql| (sql, Vec::new()));
    for (sql, steps) in &mut told {
        let read = Statement::from_string(db.conn.get_database_backend(), *sql);
        for row in db.conn.query_all_raw(read).await.expect("read") {
            let text: String = row.try_get("", "text").expect("a text");
            let step = match serde_json::from_str(&text) {
                Ok(Happened::To { step, .. }) => Some(step),
                Err(_) => text
                    .strip_prefix("test.")
                    .and_then(|step| step.parse().ok()),
            };
            steps.push(step.expect("a step"));
        }
    }
    // Lines of one instant have no order.
    let [events, mut lines] = told.map(|(_, steps)| steps);
    lines.sort_unstable();
    [events, lines]
}

/// A row that is to be kept as the transaction commits.
fn keep<C>(tx: &Tx<C>, name: &str) -> chore::Model {
    let row = chore::Model {
        name: name.to_owned(),
        due_at: tx.now(),
        leased_until: None,
        finished_at: None,
        failures: 0,
        last_error: None,
    };
    let row = row.into_active_model().reset_all();
    let change = Change::silently_created(row, "test.1", &name);
    change.record_at_commit(tx).expect("a row")
}

/// Marks the row, where it was marked so often before.
fn mark(name: &str, before: i32) -> UpdateStatement {
    let mut mark = Query::update();
    mark.table(chore::Entity)
        .value(chore::Column::Failures, before + 1)
        .and_where(chore::Column::Name.eq(name))
        .and_where(chore::Column::Failures.eq(before));
    mark
}

/// Writes two rows, a changed one, and what they leave behind: if `test-a` is as it was seen.
async fn write_upon(db: &Database, site: &Arc<Site>, changed: chore::Model, name: &str) -> bool {
    let (actor, clock) = (db.system(site), db.clock());
    let tx = Tx::upon(&db.conn, &actor, &clock, mark("test-a", 0)).expect("an actor");
    let made = [keep(&tx, name), keep(&tx, &format!("{name}-too"))];
    assert!(made[0].name < made[1].name);
    let mut row = changed.into_active_model();
    row.last_error = Set(Some(name.to_owned()));
    let change = Change::silent(row, "test.2", &name);
    change.record_at_commit(&tx).expect("a row");
    let note = Note::of(&Happened::To {
        order: tx.mint(),
        step: 7,
    });
    outbox::write(&tx, vec![note]).expect("written");
    tx.commit().await.expect("no error")
}

async fn kept(db: &Database) -> Vec<chore::Model> {
    let mut rows = kernel::chore::all(&db.conn).await.expect("read");
    rows.retain(|row| row.name.starts_with("test"));
    rows.sort_by(|one, other| one.name.cmp(&other.name));
    rows
}

on_both! {
    async fn rows_are_added_and_changed_at_the_commit_with_their_lines(db: Database) {
        let site = db.website("atlas").await;
        let tx = begin_on(&db, &site).await;
        let promised = [keep(&tx, "test-a"), keep(&tx, "test-b")];
        assert!(kept(&db).await.is_empty(), "not before the commit");
        tx.commit().await.expect("committed");
        assert_eq!(kept(&db).await, promised);

        let tx = begin_on(&db, &site).await;
        let [first, second] = promised;
        let mut row = first.into_active_model();
        row.failures = Set(7);
        let change = Change::silent(row, "test.2", &"test-a");
        let changed = change.record_at_commit(&tx).expect("a row");
        let third = keep(&tx, "test-c");
        tx.commit().await.expect("committed");
        assert_eq!(changed.failures, 7);
        assert_eq!(kept(&db).await, [changed, second, third]);
        assert_eq!(told(&db).await, [vec![], vec![1, 1, 1, 2]]);
    }

    async fn what_was_decided_by_a_row_is_written_while_it_is_as_it_was_seen(db: Database) {
        let site = db.website("atlas").await;
        let tx = begin_on(&db, &site).await;
        let seen = [keep(&tx, "test-a"), keep(&tx, "test-b")];
        tx.commit().await.expect("committed");
        let [_, changed] = seen;
        assert!(write_upon(&db, &site, changed.clone(), "test-c").await);
        let rows = kept(&db).await;
        let names: Vec<_> = rows.iter().map(|row| &*row.name).collect();
        assert_eq!(names, ["test-a", "test-b", "test-c", "test-c-too"]);
        assert_eq!(rows[0].failures, 1);
        assert_eq!(rows[1].last_error.as_deref(), Some("test-c"));
        assert_eq!(told(&db).await, [vec![7], vec![1, 1, 1, 1, 2]]);

        assert!(!write_upon(&db, &site, changed, "test-d").await, "it was marked since");
        assert_eq!(kept(&db).await, rows);
        assert_eq!(told(&db).await, [vec![7], vec![1, 1, 1, 1, 2]]);
    }

    async fn of_many_decided_by_the_same_row_one_is_written(db: Database) {
        let site = db.website("atlas").await;
        let tx = begin_on(&db, &site).await;
        keep(&tx, "test-a");
        let changed = keep(&tx, "test-b");
        tx.commit().await.expect("committed");
        let names: Vec<_> = (0..8).map(|number| format!("test-{number}")).collect();
        let written = names.iter().map(|name| write_upon(&db, &site, changed.clone(), name));
        let written = futures_util::future::join_all(written).await;
        assert_eq!(written.iter().filter(|written| **written).count(), 1);
        assert_eq!(kept(&db).await.len(), 4);
    }

    async fn a_row_that_the_database_refuses_takes_the_others_with_it(db: Database) {
        let site = db.website("atlas").await;
        let tx = begin_on(&db, &site).await;
        keep(&tx, "test-a");
        tx.commit().await.expect("committed");
        let tx = begin_on(&db, &site).await;
        keep(&tx, "test-b");
        keep(&tx, "test-a");
        tx.commit().await.expect_err("there is one of that name");
        assert_eq!(kept(&db).await.len(), 1);
        assert_eq!(told(&db).await, [vec![], vec![1]]);
    }

    async fn lines_and_events_of_a_command_are_written_together(db: Database) {
        let mut db = db;
        let heard = Arc::new(Mutex::new(Vec::new()));
        let hearing = Arc::clone(&heard);
        db.conn.set_metric_callback(move |info| {
            hearing.lock().expect("no panic").push(info.statement.sql.clone());
        });
        let tx = begin(&db).await;
        heard.lock().expect("no panic").clear();
        write(&tx, OrderId::mint(&*db.manual), 0..3);
        assert!(heard.lock().expect("no panic").is_empty(), "not before the commit");
        tx.commit().await.expect("committed");
        let statements = std::mem::take(&mut *heard.lock().expect("no panic"));
        let few = match db.engine {
            Engine::Postgres => 1,
            Engine::Sqlite => 2,
        };
        assert_eq!(statements.len(), few, "{statements:#?}");
        assert_eq!(told(&db).await, [vec![0, 1, 2], vec![0, 1, 2]]);
    }

    async fn more_than_fits_into_a_statement_is_written_in_order(db: Database) {
        let tx = begin(&db).await;
        write(&tx, OrderId::mint(&*db.manual), 0..5_000);
        tx.commit().await.expect("committed");
        let all: Vec<_> = (0..5_000).collect();
        assert!(told(&db).await == [all.clone(), all], "something is missing");
    }

    async fn what_is_not_committed_is_not_written(db: Database) {
        let tx = begin(&db).await;
        write(&tx, OrderId::mint(&*db.manual), 0..3);
        drop(tx);
        assert_eq!(told(&db).await, NOTHING);
    }

    async fn a_line_that_the_database_refuses_takes_the_events_with_it(db: Database) {
        let broken = "DROP TABLE audit_entries";
        let tx = begin(&db).await;
        tx.execute_unprepared(broken).await.expect("it runs");
        write(&tx, OrderId::mint(&*db.manual), 0..3);
        tx.commit().await.expect_err("refused");
        assert_eq!(told(&db).await, NOTHING);
    }
}
