//! Signals between the processes on one PostgreSQL: NOTIFY carries their ids, one connection of
//! each process that has listeners hears them.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use sea_orm::sqlx;
use sea_orm::sqlx::postgres::{PgListener, PgPoolOptions};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};
use tokio::task::JoinHandle;

use super::exchange::Exchange;
use super::{Listener, Live, Signal, Topic};

/// The name under which the house speaks.
const CHANNEL: &str = "scriptorium_live";

/// How long it rests when the database does not answer.
const TROUBLE: Duration = Duration::from_secs(1);

/// How long a connection is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// The bus of all processes on one database.
pub(super) struct Shared {
    db: DatabaseConnection,
    exchange: Arc<Exchange>,
    /// Runs from the first listener on: a process in which nobody listens needs no connection.
    hearing: OnceLock<JoinHandle<()>>,
}

impl Shared {
    pub(super) fn new(db: DatabaseConnection) -> Self {
        Self {
            db,
            exchange: Arc::default(),
            hearing: OnceLock::new(),
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        if let Some(hearing) = self.hearing.get() {
            hearing.abort();
        }
    }
}

#[async_trait]
impl Live for Shared {
    fn send(&self, signal: Signal) {
        let db = self.db.clone();
        tokio::spawn(async move {
            if let Err(error) = notify(&db, signal).await {
                tracing::warn!(?signal, %error, "a signal was not sent");
            }
        });
    }

    async fn tell(&self, signal: Signal) -> Result<(), DbErr> {
        notify(&self.db, signal).await
    }

    fn listen(&self, topic: Topic) -> Listener {
        let listener = self.exchange.listen(topic);
        self.hearing.get_or_init(|| {
            let (db, exchange) = (self.db.clone(), Arc::clone(&self.exchange));
            tokio::spawn(hear(db, exchange))
        });
        listener
    }
}

/// What is sent comes back to this process, too: there is one way for all signals.
async fn notify(db: &DatabaseConnection, signal: Signal) -> Result<(), DbErr> {
    let text = serde_json::to_string(&signal).map_err(|error| DbErr::Json(error.to_string()))?;
    let sql = "SELECT pg_notify($1, $2)";
    let values = [CHANNEL.into(), text.into()];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    db.execute_raw(statement).await.map(|_| ())
}

/// Listens for ever; whatever interrupts it, the listeners are told that they missed something.
async fn hear(db: DatabaseConnection, exchange: Arc<Exchange>) {
    loop {
        if let Err(error) = connected(&db, &exchange).await {
            tracing::warn!(%error, "live signals are not heard at present");
        }
        tokio::time::sleep(TROUBLE).await;
    }
}

/// Listens to what is said under this name.
pub(crate) async fn hearing(
    db: &DatabaseConnection,
    channel: &str,
) -> Result<PgListener, sqlx::Error> {
    // Its own connection: those of the pool are for questions.
    let options = db.get_postgres_connection_pool().connect_options();
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .max_lifetime(None)
        .idle_timeout(None)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with((*options).clone());
    let mut listener = PgListener::connect_with(&pool).await?;
    listener.listen(channel).await?;
    Ok(listener)
}

async fn connected(db: &DatabaseConnection, exchange: &Exchange) -> Result<(), sqlx::Error> {
    let mut listener = hearing(db, CHANNEL).await?;
    // Said before this moment, nobody heard it.
    exchange.missed();
    loop {
        match listener.try_recv().await? {
            Some(said) => match serde_json::from_str(said.payload()) {
                Ok(signal) => exchange.tell(signal),
                // A newer release says more.
                Err(error) => {
                    tracing::debug!(%error, "a signal is not understood");
                    exchange.missed();
                }
            },
            // It was cut off and is back.
            None => exchange.missed(),
        }
    }
}
