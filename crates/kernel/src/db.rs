//! Opens the database: SQLite in a file, or PostgreSQL.

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};

/// How long a statement waits for a connection or for SQLite's one writer before it fails.
const PATIENCE: Duration = Duration::from_secs(5);

/// Opens `url` (`sqlite://path?mode=rwc` or `postgres://…`) with at most `connections`.
///
/// # Errors
/// When the database cannot be reached or the address is not one.
pub async fn connect(url: &str, connections: u32) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .connect_timeout(PATIENCE)
        // A ping per statement costs as much as the statement; a dead connection fails and is
        // replaced all the same.
        .test_before_acquire(false)
        .sqlx_logging(false)
        // Set on every connection of the pool, not on the first alone: docs/decisions/0003.
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Normal)
                .busy_timeout(PATIENCE)
                .foreign_keys(true)
        });
    Database::connect(options).await
}
