//! How many statements each system sends, as PostgreSQL itself counts them.
//!
//! Both systems connect under a role of their own, so that background work of one is never
//! counted for the other. Transaction control is left out (`pg_stat_statements.track_utility`).

use anyhow::Result;
use tokio_postgres::Client;

/// The counts of one role.
pub struct Statements<'a> {
    db: &'a Client,
    role: &'static str,
}

/// One statement and how often it ran.
#[derive(Debug)]
pub struct Counted {
    /// Its text, on one line.
    pub text: String,
    /// How often it ran.
    pub calls: i64,
    /// Milliseconds PostgreSQL spent on it on average.
    pub mean_ms: f64,
}

impl<'a> Statements<'a> {
    /// The statements that `role` sends.
    pub fn of(db: &'a Client, role: &'static str) -> Self {
        Self { db, role }
    }

    /// How many so far.
    pub async fn count(&self) -> Result<i64> {
        let sum = "SELECT coalesce(sum(calls), 0)::bigint FROM pg_stat_statements s
            JOIN pg_roles r ON r.oid = s.userid WHERE r.rolname = $1";
        Ok(self.db.query_one(sum, &[&self.role]).await?.get(0))
    }

    /// The processes of PostgreSQL that work for the role.
    pub async fn processes(&self) -> Result<Vec<u32>> {
        let all = "SELECT pid FROM pg_stat_activity WHERE usename = $1";
        let rows = self.db.query(all, &[&self.role]).await?;
        Ok(rows
            .iter()
            .filter_map(|row| u32::try_from(row.get::<_, i32>(0)).ok())
            .collect())
    }

    /// Forgets everything counted so far, of every role.
    pub async fn reset(&self) -> Result<()> {
        self.db
            .execute("SELECT pg_stat_statements_reset()", &[])
            .await?;
        Ok(())
    }

    /// The statements that ran at least `least` times, most frequent first.
    pub async fn list(&self, least: i64) -> Result<Vec<Counted>> {
        let all = "SELECT regexp_replace(query, '\\s+', ' ', 'g'), calls, mean_exec_time
            FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid
            WHERE r.rolname = $1 AND calls >= $2 ORDER BY calls DESC, query";
        let rows = self.db.query(all, &[&self.role, &least]).await?;
        let counted = |row: &tokio_postgres::Row| Counted {
            text: row.get(0),
            calls: row.get(1),
            mean_ms: row.get(2),
        };
        Ok(rows.iter().map(counted).collect())
    }
}
