//! Rings when a command has written events, so that the dispatcher takes them up at once: within the
//! process by itself, from one process to the next through PostgreSQL. It carries nothing: a
//! dispatcher that heard it finds by itself what there is to do, and looks now and then all the same.

use std::future::Future;
use std::sync::LazyLock;
use std::time::Duration;

use sea_orm::sqlx;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};
use tokio::sync::watch;

use crate::db::is_postgres;
use crate::live::hearing;
use crate::{Id, RequestId, SystemClock};

/// Events that this process wrote, and what other processes said.
static BELL: LazyLock<watch::Sender<()>> = LazyLock::new(|| watch::Sender::new(()));
/// Events that this process wrote.
static WRITTEN: LazyLock<watch::Sender<()>> = LazyLock::new(|| watch::Sender::new(()));

/// The name under which processes ring for each other.
const CHANNEL: &str = "scriptorium_outbox";
/// How long it rests when the database does not answer.
const TROUBLE: Duration = Duration::from_secs(1);
/// What is written within this time is told once: a busy house does not ring for each command, and
/// whoever wrote it is answered first.
const BREATH: Duration = Duration::from_millis(20);
/// What this process calls itself, to know its own ring from that of others.
static SELF: LazyLock<String> = LazyLock::new(|| RequestId::mint(&SystemClock).to_string());

/// Changes whenever events were committed in this process, or another one said so.
pub fn bell() -> watch::Receiver<()> {
    BELL.subscribe()
}

/// Events were committed.
pub(crate) fn ring() {
    BELL.send_replace(());
    WRITTEN.send_replace(());
}

/// Rings in the other processes on this database as well, until `shutdown`, whenever this one has
/// written events. On SQLite there is no other process.
pub async fn ring_out(db: &DatabaseConnection, shutdown: impl Future<Output = ()> + Send) {
    if !is_postgres(db) {
        return;
    }
    // What was written before is as new to the others.
    let mut written = WRITTEN.subscribe();
    written.mark_changed();
    let telling = async {
        while written.changed().await.is_ok() {
            tokio::time::sleep(BREATH).await;
            written.mark_unchanged();
            match notify(db).await {
                Ok(()) => {}
                Err(error) => {
                    tracing::warn!(%error, "the other processes were not told of new events");
                    written.mark_changed();
                    tokio::time::sleep(TROUBLE).await;
                }
            }
        }
    };
    tokio::select! {
        () = telling => {}
        () = shutdown => {}
    }
}

/// Rings here when another process has written events, until `shutdown`; `hears` says whether that
/// would be heard at present. On SQLite there is no other process, and nothing to be missed.
pub async fn listen(
    db: &DatabaseConnection,
    hears: &watch::Sender<bool>,
    shutdown: impl Future<Output = ()> + Send,
) {
    if !is_postgres(db) {
        hears.send_replace(true);
        return;
    }
    let listening = async {
        loop {
            if let Err(error) = heard(db, hears).await {
                tracing::warn!(%error, "new events of other processes are not heard at present");
            }
            hears.send_replace(false);
            tokio::time::sleep(TROUBLE).await;
        }
    };
    tokio::select! {
        () = listening => {}
        () = shutdown => {}
    }
}

async fn notify(db: &DatabaseConnection) -> Result<(), DbErr> {
    let sql = "SELECT pg_notify($1, $2)";
    let values = [CHANNEL.into(), SELF.as_str().into()];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    db.execute_raw(statement).await.map(|_| ())
}

async fn heard(db: &DatabaseConnection, hears: &watch::Sender<bool>) -> Result<(), sqlx::Error> {
    let mut listener = hearing(db, CHANNEL).await?;
    hears.send_replace(true);
    // Said before this moment nobody heard it.
    BELL.send_replace(());
    loop {
        match listener.try_recv().await? {
            // Here it has rung already.
            Some(said) if said.payload() == *SELF => {}
            // Nor what was said while it was cut off: that is a ring, too.
            Some(_) | None => {
                BELL.send_replace(());
            }
        }
    }
}
