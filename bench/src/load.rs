//! Puts a server under load and notes how long each request took.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::http::Connection;
use crate::operation::Work;
use crate::server::Server;

/// What came of one or more rounds.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    took: Vec<Duration>,
    wall: Duration,
    /// Requests a second, round by round.
    pub rounds: Vec<f64>,
    /// Statements that the database ran for them.
    pub statements: i64,
    /// Processor time of the server.
    pub server: Duration,
    /// Processor time of PostgreSQL.
    pub database: Duration,
}

impl Measured {
    /// Requests answered.
    pub fn requests(&self) -> usize {
        self.took.len()
    }

    /// Requests a second, over all rounds.
    pub fn rate(&self) -> f64 {
        per_second(self.took.len(), self.wall)
    }

    /// The time in which `percent` of the requests were answered, in milliseconds.
    pub fn percentile(&self, percent: usize) -> f64 {
        percentile(&self.took, percent)
    }

    /// Adds a later round.
    pub fn add(&mut self, round: Self) {
        self.rounds.push(round.rate());
        self.took.extend(round.took);
        self.wall += round.wall;
        self.statements += round.statements;
        self.server += round.server;
        self.database += round.database;
    }
}

/// The time within which `percent` of them were, in milliseconds.
pub fn percentile(took: &[Duration], percent: usize) -> f64 {
    let mut sorted = took.to_vec();
    sorted.sort_unstable();
    let index = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(index).copied().unwrap_or_default().as_secs_f64() * 1000.0
}

fn per_second(count: usize, wall: Duration) -> f64 {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    if wall.is_zero() {
        0.0
    } else {
        f64::from(count) / wall.as_secs_f64()
    }
}

/// One round: so many connections ask without a pause, for so long.
pub async fn round(
    server: &Server,
    work: &Arc<Work>,
    connections: usize,
    time: Duration,
) -> Result<Measured> {
    let mut open = Vec::new();
    for _ in 0..connections {
        open.push(Connection::open(server.address).await?);
    }
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for (number, connection) in open.into_iter().enumerate() {
        tasks.spawn(ask(connection, Arc::clone(work), number, begun + time));
    }
    let mut measured = Measured::default();
    while let Some(took) = tasks.join_next().await {
        measured.took.extend(took??);
    }
    measured.wall = begun.elapsed();
    Ok(measured)
}

async fn ask(
    mut connection: Connection,
    work: Arc<Work>,
    number: usize,
    until: Instant,
) -> Result<Vec<Duration>> {
    let mut took = Vec::with_capacity(16_384);
    let mut turn = number;
    loop {
        let begun = Instant::now();
        if begun >= until {
            return Ok(took);
        }
        let request = work.request(number, turn);
        let answer = connection.send(&request).await?;
        took.push(begun.elapsed());
        work.check(number, turn, answer)?;
        turn += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_and_rates_are_over_all_rounds() {
        let round = |from: u64| Measured {
            took: (from..from + 50).map(Duration::from_millis).collect(),
            wall: Duration::from_secs(1),
            statements: 100,
            ..Measured::default()
        };
        let mut all = Measured::default();
        all.add(round(51));
        all.add(round(1));
        assert_eq!(all.requests(), 100);
        assert!((all.rate() - 50.0).abs() < 1e-9);
        assert!((all.percentile(50) - 51.0).abs() < 1e-9);
        assert!((all.percentile(99) - 100.0).abs() < 1e-9);
        assert_eq!(all.statements, 200);
    }
}
