//! What the bench says in the end: a table for people, rows for programs.

use std::fmt::Write;
use std::time::Duration;

use serde::Serialize;

use crate::load::Measured;

/// One line of the result.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// What was asked for.
    pub operation: &'static str,
    /// `gateway` or `limit`.
    pub system: &'static str,
    /// How many asked at once.
    pub connections: usize,
    /// Requests a second.
    pub rps: f64,
    /// Half of the requests took at most this long.
    pub p50_ms: f64,
    /// All but a hundredth of the requests took at most this long.
    pub p99_ms: f64,
    /// SQL statements a request, without transaction control.
    pub statements: f64,
    /// Memory the server occupied at the end.
    pub memory_mib: f64,
    /// Its requests a second over those of the limit.
    pub ratio_to_limit: f64,
    /// Processor time of the server, microseconds a request.
    pub server_us: f64,
    /// Processor time of PostgreSQL, microseconds a request.
    pub database_us: f64,
    #[serde(skip)]
    rounds: Vec<f64>,
}

impl Row {
    /// The row of one system; `limit` is what the limit measured for the same.
    pub fn of(
        (operation, system): (&'static str, &'static str),
        connections: usize,
        measured: &Measured,
        limit: &Measured,
        memory_mib: f64,
    ) -> Self {
        let requests = u32::try_from(measured.requests()).unwrap_or(u32::MAX);
        let each = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(requests.max(1));
        let statements = u32::try_from(measured.statements).unwrap_or(u32::MAX);
        Self {
            operation,
            system,
            connections,
            rps: rounded(measured.rate(), 1.0),
            p50_ms: rounded(measured.percentile(50), 100.0),
            p99_ms: rounded(measured.percentile(99), 100.0),
            statements: rounded(f64::from(statements) / f64::from(requests.max(1)), 100.0),
            memory_mib: rounded(memory_mib, 10.0),
            ratio_to_limit: rounded(measured.rate() / limit.rate().max(f64::MIN_POSITIVE), 100.0),
            server_us: rounded(each(measured.server), 1.0),
            database_us: rounded(each(measured.database), 1.0),
            rounds: measured.rounds.clone(),
        }
    }
}

/// The value with so many parts of one: 10 leaves one digit.
pub fn rounded(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

/// The rows as a Markdown table.
pub fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "| operation | system | connections | rps | p50 ms | p99 ms | statements | MiB | server us | PG us | ratio to limit | rounds |\n\
         | --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --- |\n",
    );
    for row in rows {
        let rounds: Vec<_> = row.rounds.iter().map(|rate| format!("{rate:.0}")).collect();
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} | {:.0} | {:.2} | {:.2} | {:.2} | {:.1} | {:.0} | {:.0} | {:.2} | {} |",
            row.operation,
            row.system,
            row.connections,
            row.rps,
            row.p50_ms,
            row.p99_ms,
            row.statements,
            row.memory_mib,
            row.server_us,
            row.database_us,
            row.ratio_to_limit,
            rounds.join("/"),
        );
    }
    text
}
