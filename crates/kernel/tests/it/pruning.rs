//! What is kept for a while goes in the end, and nothing else does.

use chrono::TimeDelta;
use kernel::once::once;
use kernel::outbox::{self, Note};
use kernel::{Actor, Id, Instant, OrderId, Tx, audit};
use sea_orm::ConnectionTrait;
use testkit::{Database, on_both};
use uuid::Uuid;

use crate::Happened;

async fn begin(db: &Database, actor: &Actor) -> Tx {
    Tx::begin(&db.conn, actor, &db.clock())
        .await
        .expect("begun")
}

async fn event(db: &Database, actor: &Actor, due: Option<Instant>) {
    let tx = begin(db, actor).await;
    let order = OrderId::mint(&*db.manual);
    let mut note = Note::of(&Happened::To { order, step: 1 });
    if let Some(due) = due {
        note = note.due(due);
    }
    outbox::write(&tx, vec![note]).expect("written");
    tx.commit().await.expect("committed");
}

async fn rows(db: &Database, table: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) AS n FROM {table}");
    let asked = sea_orm::Statement::from_string(db.conn.get_database_backend(), sql);
    let row = db.conn.query_one_raw(asked).await.expect("asked");
    row.expect("a row").try_get("", "n").expect("a number")
}

on_both! {
    async fn only_what_was_delivered_long_ago_leaves_the_outbox(db: Database) {
        let actor = db.system(&db.website("atlas").await);
        for _ in 0..1_203 {
            event(&db, &actor, None).await;
        }
        loop {
            let batch = outbox::claim(&db.conn, db.now(), 400).await.expect("claimed");
            if batch.is_empty() {
                break;
            }
            for envelope in batch {
                outbox::delivered(&db.conn, envelope.event.id, &["test"], db.now()).await.expect("noted");
                envelope.finish(&db.conn, db.now()).await.expect("finished");
            }
        }
        event(&db, &actor, None).await;
        let parked = outbox::claim(&db.conn, db.now(), 1).await.expect("claimed");
        parked[0].postpone(&db.conn, db.now(), None, "no").await.expect("parked");
        event(&db, &actor, Some(db.now() + TimeDelta::days(90))).await;

        db.manual.advance(TimeDelta::days(30));
        event(&db, &actor, None).await;
        let fresh = outbox::claim(&db.conn, db.now(), 1).await.expect("claimed");
        fresh[0].finish(&db.conn, db.now()).await.expect("finished");
        event(&db, &actor, None).await;

        let before = db.now() - TimeDelta::days(1);
        assert_eq!(outbox::prune(&db.conn, before).await.expect("pruned"), 1_203);
        assert_eq!(outbox::prune(&db.conn, before).await.expect("pruned"), 0);
        // The parked one, the timer, the one just delivered and the one that waits.
        assert_eq!(rows(&db, "outbox_events").await, 4);
        assert_eq!(rows(&db, "outbox_progress").await, 0);
        let backlog = outbox::backlog(&db.conn, db.now()).await.expect("counted");
        assert_eq!((backlog.due, backlog.parked), (1, 1));
        assert_eq!(backlog.oldest, Some(db.now()));
        assert_eq!(outbox::parked(&db.conn, 10).await.expect("read").len(), 1);
    }

    async fn idempotency_keys_are_forgotten_after_a_day(db: Database) {
        let actor = db.system(&db.website("atlas").await);
        for hours in [0, 1] {
            db.manual.advance(TimeDelta::hours(hours));
            let tx = begin(&db, &actor).await;
            let subject = OrderId::mint(&*db.manual);
            let key = Some(Uuid::from(OrderId::mint(&*db.manual)));
            once(&tx, "test", key, &1, subject).await.expect("claimed");
            audit::write(&tx, audit::Note::new("test.done", &subject));
            tx.commit().await.expect("committed");
        }
        db.manual.advance(TimeDelta::hours(23));
        assert_eq!(kernel::once::prune(&db.conn, db.now()).await.expect("pruned"), 1);
        assert_eq!(rows(&db, "idempotency_keys").await, 1);
        assert_eq!(rows(&db, "audit_entries").await, 2, "the trail stays");
    }
}
