//! What is over goes, and what is not stays.

use chrono::TimeDelta;
use notifications::ports::Pushed;
use notifications::push::PushService;
use notifications::{Housekeeping, HousekeepingService};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use testkit::{Database, Manner, PushServer, on_both};

use crate::browser::Browser;
use crate::push::Desk;

fn keeping(desk: &Desk) -> Housekeeping {
    Housekeeping::new(desk.db.conn.clone(), desk.known())
}

async fn count(db: &Database, table: &str) -> i64 {
    let sql = format!("SELECT COUNT(*) AS n FROM {table}");
    let asked = Statement::from_string(db.conn.get_database_backend(), sql);
    let row = db.conn.query_one_raw(asked).await.expect("asked");
    row.expect("a row").try_get("", "n").expect("a number")
}

/// A link out of a mail that is so many days old.
async fn link(db: &Database, owner: &kernel::Actor, days: i64) {
    let sql = "INSERT INTO unsubscribe_links (token_hash, website_id, member_id, kind, issued_at)
        VALUES (?, ?, ?, 'order_delivered', ?)";
    let backend = db.conn.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => sql
            .replacen('?', "$1", 1)
            .replacen('?', "$2", 1)
            .replacen('?', "$3", 1)
            .replacen('?', "$4", 1),
        _ => sql.to_owned(),
    };
    let at = db.now() - TimeDelta::days(days);
    let member = owner.member().expect("a member");
    let values = [
        format!("hash-{days}").into(),
        owner.website().into(),
        member.into(),
        at.into(),
    ];
    let insert = Statement::from_sql_and_values(backend, sql, values);
    db.conn.execute_raw(insert).await.expect("a link");
}

on_both! {
    async fn a_browser_whose_session_has_run_out_gets_nothing_and_is_forgotten(db: Database) {
        let (desk, server) = (Desk::of(db), PushServer::start(Manner::Answer(201)).await);
        let ann = desk.person("atlas").await;
        let elsewhere = desk.again(&ann, None).await;
        desk.pushes.register(&ann, Browser::new(7).at(server.url("one"))).await.expect("it");
        desk.pushes.register(&elsewhere, Browser::new(8).at(server.url("two"))).await.expect("it");
        assert_eq!(desk.push(&ann).await, Ok(Pushed::Taken));
        assert_eq!(server.taken().len(), 2);

        desk.runs_out(&ann);
        assert!(desk.ready(&ann).await, "by the other browser");
        assert_eq!(desk.push(&ann).await, Ok(Pushed::Taken));
        let taken = server.taken();
        assert_eq!(taken.len(), 3);
        assert!(taken[2].head.starts_with("post /two "), "{}", taken[2].head);
        let house = desk.db.system(ann.site());
        let keeping = keeping(&desk);
        assert_eq!(keeping.prune(&house, desk.db.now()).await.expect("pruned"), 1);
        assert_eq!(keeping.prune(&house, desk.db.now()).await.expect("pruned"), 0);
        assert_eq!(count(&desk.db, "push_endpoints").await, 1);

        desk.runs_out(&elsewhere);
        assert!(!desk.ready(&ann).await);
        assert_eq!(desk.push(&ann).await, Ok(Pushed::NotSetUp));
        assert_eq!(server.taken().len(), 3);
        assert_eq!(keeping.prune(&house, desk.db.now()).await.expect("pruned"), 1);
        assert_eq!(count(&desk.db, "push_endpoints").await, 0);
        assert!(keeping.prune(&ann, desk.db.now()).await.is_err(), "the house alone");
    }

    async fn links_out_of_mails_work_for_a_year(db: Database) {
        let desk = Desk::of(db);
        let ann = desk.person("atlas").await;
        for days in [1, 364, 366, 1_000] {
            link(&desk.db, &ann, days).await;
        }
        let house = desk.db.system(ann.site());
        let keeping = keeping(&desk);
        assert_eq!(keeping.prune(&house, desk.db.now()).await.expect("pruned"), 2);
        assert_eq!(count(&desk.db, "unsubscribe_links").await, 2);
    }
}
