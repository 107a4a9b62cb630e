//! Opens the database: SQLite in a file, or PostgreSQL.

use std::collections::BTreeMap;
use std::time::Duration;

use sea_orm::sea_query::{CommonTableExpression, IntoIden, SubQueryStatement};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection,
    DatabaseTransaction, DbErr, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
};

use crate::Instant;

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

/// The connections of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pool {
    /// How many are open.
    pub open: u32,
    /// How many of those nobody uses.
    pub idle: u32,
    /// How many there may be.
    pub most: u32,
}

/// How the pool is used at this moment.
pub fn pool(db: &DatabaseConnection) -> Pool {
    let idle = |idle: usize| u32::try_from(idle).unwrap_or(u32::MAX);
    if is_postgres(db) {
        let pool = db.get_postgres_connection_pool();
        Pool {
            open: pool.size(),
            idle: idle(pool.num_idle()),
            most: pool.options().get_max_connections(),
        }
    } else {
        let pool = db.get_sqlite_connection_pool();
        Pool {
            open: pool.size(),
            idle: idle(pool.num_idle()),
            most: pool.options().get_max_connections(),
        }
    }
}

/// Whether it is PostgreSQL, which several processes may share.
pub fn is_postgres(db: &DatabaseConnection) -> bool {
    db.get_database_backend() == DatabaseBackend::Postgres
}

/// Those of the server's settings that are named, where it is PostgreSQL; SQLite has none.
///
/// # Errors
/// When the database does not answer.
pub async fn settings(
    db: &DatabaseConnection,
    names: &[&str],
) -> Result<BTreeMap<String, String>, DbErr> {
    if !is_postgres(db) {
        return Ok(BTreeMap::new());
    }
    let places: Vec<_> = (1..=names.len())
        .map(|number| format!("${number}"))
        .collect();
    let sql = format!(
        "SELECT name, setting FROM pg_settings WHERE name IN ({})",
        places.join(", ")
    );
    let names = names.iter().map(|name| (*name).into());
    let asked = Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, names);
    let rows = db.query_all_raw(asked).await?;
    rows.iter()
        .map(|row| Ok((row.try_get("", "name")?, row.try_get("", "setting")?)))
        .collect()
}

/// What the database says the time is, where it has a clock of its own.
///
/// # Errors
/// When the database does not answer.
pub async fn time(db: &DatabaseConnection) -> Result<Option<Instant>, DbErr> {
    if !is_postgres(db) {
        return Ok(None);
    }
    let asked = Statement::from_string(DatabaseBackend::Postgres, "SELECT clock_timestamp() AS at");
    let row = db.query_one_raw(asked).await?;
    row.map(|row| row.try_get("", "at")).transpose()
}

/// Begins a transaction that writes: on SQLite with its write lock.
pub(crate) async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    db.begin_with_options(options).await
}

/// Whether a row can be written: begins a transaction that writes, and takes it back.
///
/// # Errors
/// Why not.
pub async fn try_write(db: &DatabaseConnection) -> Result<(), DbErr> {
    let tx = begin(db).await?;
    tx.execute_unprepared("CREATE TABLE scriptorium_write_test (id integer)")
        .await?;
    tx.rollback().await
}

/// Whether the file of SQLite is whole; PostgreSQL looks after itself.
///
/// # Errors
/// When the database does not answer.
pub async fn damage(db: &DatabaseConnection) -> Result<Option<String>, DbErr> {
    if is_postgres(db) {
        return Ok(None);
    }
    let asked = Statement::from_string(DatabaseBackend::Sqlite, "PRAGMA quick_check(1)");
    let row = db.query_one_raw(asked).await?;
    let said: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(said.filter(|said| said != "ok"))
}

/// A statement that another one names.
pub fn subquery(
    name: impl IntoIden,
    statement: impl Into<SubQueryStatement>,
) -> CommonTableExpression {
    let mut expression = CommonTableExpression::new();
    // Not `to_owned()` in the end, which copies all of the statement.
    expression.query(statement).table_name(name);
    expression
}
