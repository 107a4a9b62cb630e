//! The bus between processes, and what becomes of it when its connection is cut.

use std::time::Duration;

use kernel::live::{Heard, Listener, Signal, over};
use kernel::{Id, OrderId, WebsiteId};
use sea_orm::{ConnectionTrait, Statement};
use testkit::{Database, Engine, on_both};

const PATIENCE: Duration = Duration::from_secs(20);

async fn next(listener: &mut Listener) -> Heard {
    let heard = tokio::time::timeout(PATIENCE, listener.next()).await;
    heard.expect("it is heard in time")
}

/// Ends the connections that listen; how many there were.
async fn cut(db: &Database) -> usize {
    let sql = "SELECT pg_terminate_backend(pid) AS gone FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'";
    let asked = Statement::from_string(db.conn.get_database_backend(), sql);
    db.conn.query_all_raw(asked).await.expect("ended").len()
}

fn signal(db: &Database) -> Signal {
    Signal::Order {
        website: WebsiteId::mint(&*db.manual),
        id: OrderId::mint(&*db.manual),
    }
}

on_both! {
    async fn a_bus_that_was_cut_off_says_so_and_hears_again(db: Database) {
        if db.engine == Engine::Sqlite {
            // Within one process there is nothing to cut.
            return;
        }
        let live = over(&db.conn);
        let signal = signal(&db);
        let mut listener = live.listen(signal.topic());
        assert_eq!(next(&mut listener).await, Heard::Missed, "said before it heard");
        live.tell(signal).await.expect("told");
        assert_eq!(next(&mut listener).await, Heard::Signal(signal));
        for _ in 0..3 {
            assert_eq!(cut(&db).await, 1, "one connection hears for all");
            // What is said now may be lost, but not without a word.
            live.tell(signal).await.expect("told");
            while next(&mut listener).await != Heard::Missed {}
            // Everything after that is heard.
            live.tell(signal).await.expect("told");
            while next(&mut listener).await != Heard::Signal(signal) {}
            while listener.waiting().is_some() {}
        }
    }

    async fn listeners_share_what_is_said_and_hear_nothing_else(db: Database) {
        let live = over(&db.conn);
        let (one, other) = (signal(&db), signal(&db));
        let mut first = live.listen(one.topic());
        let mut second = live.listen(one.topic());
        let mut elsewhere = live.listen(other.topic());
        if db.engine == Engine::Postgres {
            for listener in [&mut first, &mut second, &mut elsewhere] {
                assert_eq!(next(listener).await, Heard::Missed);
            }
        }
        live.tell(one).await.expect("told");
        live.tell(other).await.expect("told");
        assert_eq!(next(&mut first).await, Heard::Signal(one));
        assert_eq!(next(&mut second).await, Heard::Signal(one));
        assert_eq!(next(&mut elsewhere).await, Heard::Signal(other));
    }
}
