//! A chore is one process's at a time, and is made up for.

use chrono::TimeDelta;
use kernel::chore;
use testkit::{Database, on_both};

const NAME: &str = "sweep";

async fn take(db: &Database) -> Option<chore::Turn> {
    let taken = chore::take(&db.conn, NAME, db.now()).await;
    taken.expect("asked")
}

async fn row(db: &Database) -> chore::entity::Model {
    let all = chore::all(&db.conn).await.expect("read");
    assert_eq!(all.len(), 1);
    all.into_iter().next().expect("a chore")
}

on_both! {
    async fn a_chore_is_done_once_when_it_is_due(db: Database) {
        assert_eq!(take(&db).await, None, "nobody has planned it");
        let due = db.now() + TimeDelta::hours(1);
        chore::plan(&db.conn, NAME, due).await.expect("planned");
        // Another process that starts later changes nothing.
        let sooner = db.now();
        chore::plan(&db.conn, NAME, sooner).await.expect("planned");
        assert_eq!(take(&db).await, None);

        db.manual.set(due);
        let turn = take(&db).await.expect("it is due");
        assert_eq!(take(&db).await, None, "somebody is at it");
        let next = due + TimeDelta::days(1);
        turn.finish(&db.conn, db.now(), next).await.expect("finished");
        assert_eq!(take(&db).await, None);
        let row = row(&db).await;
        assert_eq!((row.due_at, row.finished_at, row.leased_until), (next, Some(due), None));
    }

    async fn of_many_that_ask_at_once_one_gets_it(db: Database) {
        chore::plan(&db.conn, NAME, db.now()).await.expect("planned");
        let asked = (0..20).map(|_| {
            let (conn, now) = (db.conn.clone(), db.now());
            tokio::spawn(async move { chore::take(&conn, NAME, now).await })
        });
        let asked: Vec<_> = asked.collect();
        let mut got = 0;
        for one in asked {
            got += usize::from(one.await.expect("no panic").expect("asked").is_some());
        }
        assert_eq!(got, 1);
    }

    async fn a_chore_whose_process_died_is_taken_up_again(db: Database) {
        chore::plan(&db.conn, NAME, db.now()).await.expect("planned");
        let lost = take(&db).await.expect("due");
        db.manual.advance(TimeDelta::minutes(31));
        let turn = take(&db).await.expect("free again");
        // The first one is alive after all: it has no say any more.
        let far = db.now() + TimeDelta::days(9);
        lost.finish(&db.conn, db.now(), far).await.expect("asked");
        assert_eq!(row(&db).await.finished_at, None);
        turn.give_back(&db.conn).await.expect("given back");
        assert!(take(&db).await.is_some());
    }

    async fn what_fails_is_put_off_and_says_why(db: Database) {
        chore::plan(&db.conn, NAME, db.now()).await.expect("planned");
        let soon = db.now() + TimeDelta::minutes(5);
        let turn = take(&db).await.expect("due");
        turn.put_off(&db.conn, soon, "the disk\0 is full").await.expect("noted");
        let noted = row(&db).await;
        assert_eq!((noted.due_at, noted.failures), (soon, 1));
        assert_eq!(noted.last_error.as_deref(), Some("the disk is full"));
        db.manual.set(soon);
        let turn = take(&db).await.expect("due");
        assert_eq!(turn.failures, 1);
        turn.finish(&db.conn, db.now(), soon + TimeDelta::days(1)).await.expect("finished");
        let done = row(&db).await;
        assert_eq!((done.failures, done.last_error), (0, None));
    }
}
