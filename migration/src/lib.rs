//! The one list of migrations, for SQLite and PostgreSQL alike. Identifiers are plain text: rows
//! move on, history does not.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

mod m20261123_000001_kernel_outbox;
mod m20261123_000002_kernel_audit;
mod m20261123_000003_kernel_idempotency;
mod m20261123_000004_tenancy_websites;
mod m20261123_000005_identity_accounts;
mod m20261123_000006_identity_sessions;
mod m20261123_000007_orders_catalog;
mod m20261123_000008_orders_drafts;
mod m20261123_000009_orders_orders;
mod m20261123_000010_orders_revisions;
mod m20261123_000011_writers_writers;
mod m20261123_000012_writers_feedback;
mod m20261123_000013_writers_portfolios;
mod m20261123_000014_notifications_mails;
mod m20261123_000015_identity_security_events;
mod m20261123_000016_identity_second_factor;
mod m20261123_000017_identity_guessing;
mod m20261123_000018_identity_links;
mod m20261123_000019_identity_members;
mod m20261123_000020_identity_places;
mod m20261123_000021_notifications_alerts;
mod m20261123_000022_notifications_push;
mod m20261123_000023_notifications_inbox;
mod m20261123_000024_kernel_seals;
mod m20261123_000025_kernel_parked;
mod m20261123_000026_notifications_ages;
mod m20261123_000027_kernel_outbox_open;
mod m20261124_000028_identity_devices_of;
mod m20261124_000029_identity_accounts_held;

/// The list, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_kernel_outbox::Migration),
            Box::new(m20261123_000002_kernel_audit::Migration),
            Box::new(m20261123_000003_kernel_idempotency::Migration),
            Box::new(m20261123_000004_tenancy_websites::Migration),
            Box::new(m20261123_000005_identity_accounts::Migration),
            Box::new(m20261123_000006_identity_sessions::Migration),
            Box::new(m20261123_000007_orders_catalog::Migration),
            Box::new(m20261123_000008_orders_drafts::Migration),
            Box::new(m20261123_000009_orders_orders::Migration),
            Box::new(m20261123_000010_orders_revisions::Migration),
            Box::new(m20261123_000011_writers_writers::Migration),
            Box::new(m20261123_000012_writers_feedback::Migration),
            Box::new(m20261123_000013_writers_portfolios::Migration),
            Box::new(m20261123_000014_notifications_mails::Migration),
            Box::new(m20261123_000015_identity_security_events::Migration),
            Box::new(m20261123_000016_identity_second_factor::Migration),
            Box::new(m20261123_000017_identity_guessing::Migration),
            Box::new(m20261123_000018_identity_links::Migration),
            Box::new(m20261123_000019_identity_members::Migration),
            Box::new(m20261123_000020_identity_places::Migration),
            Box::new(m20261123_000021_notifications_alerts::Migration),
            Box::new(m20261123_000022_notifications_push::Migration),
            Box::new(m20261123_000023_notifications_inbox::Migration),
            Box::new(m20261123_000024_kernel_seals::Migration),
            Box::new(m20261123_000025_kernel_parked::Migration),
            Box::new(m20261123_000026_notifications_ages::Migration),
            Box::new(m20261123_000027_kernel_outbox_open::Migration),
            Box::new(m20261124_000028_identity_devices_of::Migration),
            Box::new(m20261124_000029_identity_accounts_held::Migration),
        ]
    }
}

/// Brings the database up to date, all or nothing. Servers that start together wait for each
/// other here, and the list runs once.
pub async fn up(db: &DatabaseConnection) -> Result<(), DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let tx = db.begin_with_options(options).await?;
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        // An arbitrary number that only migrations take; freed when the transaction ends.
        tx.execute_unprepared("SELECT pg_advisory_xact_lock(727001)")
            .await?;
    }
    Migrator::up(&tx, None).await?;
    tx.commit().await
}

/// How many migrations of the list the database has not seen yet; changes nothing.
pub async fn pending(db: &DatabaseConnection) -> Result<usize, DbErr> {
    let pending = Migrator::get_pending_migrations_read_only(db).await?;
    Ok(pending.len())
}
