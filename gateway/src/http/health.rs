//! Whether the process lives, and whether it can answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use sea_orm::DatabaseConnection;

use super::Http;

/// The longest that the database is waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// Remembers that the database was found up to date: migrations only ever move on.
#[derive(Debug, Default)]
pub struct Readiness {
    migrated: AtomicBool,
}

/// The process answers.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// The database answers, too, and is up to date.
pub async fn ready(State(http): State<Arc<Http>>) -> (StatusCode, &'static str) {
    let check = http.readiness.check(&http.app.db);
    match tokio::time::timeout(PATIENCE, check).await {
        Ok(Ok(())) => (StatusCode::OK, "ready\n"),
        Ok(Err(why)) => (StatusCode::SERVICE_UNAVAILABLE, why),
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database does not answer in time\n",
        ),
    }
}

impl Readiness {
    async fn check(&self, db: &DatabaseConnection) -> Result<(), &'static str> {
        let silent = "the database does not answer\n";
        db.ping().await.map_err(|_| silent)?;
        if self.migrated.load(Ordering::Relaxed) {
            return Ok(());
        }
        if migration::pending(db).await.map_err(|_| silent)? > 0 {
            return Err("the database is not migrated: run `scriptorium migrate`\n");
        }
        self.migrated.store(true, Ordering::Relaxed);
        Ok(())
    }
}
