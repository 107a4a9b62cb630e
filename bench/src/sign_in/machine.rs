//! What else the machine does meanwhile: figures of a busy machine have to say so.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio_postgres::Client;

use crate::run::ROLES;
use crate::server::{Server, used};
use crate::statements::Statements;

/// The gateway, its side of `PostgreSQL`, and the machine they share with us.
pub struct Machine<'a> {
    gateway: &'a Server,
    db: &'a Client,
}

/// Processor time so far.
pub struct Used {
    at: Instant,
    gateway: Duration,
    database: Duration,
    own: Duration,
    all: Duration,
}

/// Processor time since.
pub struct Since {
    /// Of the gateway.
    pub gateway: Duration,
    /// Of `PostgreSQL`, for the gateway.
    pub database: Duration,
    /// Processors that strangers to the bench kept busy.
    pub strangers: f64,
}

impl<'a> Machine<'a> {
    pub fn new(gateway: &'a Server, db: &'a Client) -> Self {
        Self { gateway, db }
    }

    /// What was used so far.
    pub async fn used(&self) -> Result<Used> {
        let processes = Statements::of(self.db, ROLES[0]).processes().await?;
        Ok(Used {
            at: Instant::now(),
            gateway: used(&[self.gateway.process()?]),
            database: used(&processes),
            own: used(&[std::process::id()]),
            all: all()?,
        })
    }

    /// What was used since then.
    pub async fn since(&self, then: &Used) -> Result<Since> {
        let now = self.used().await?;
        let gateway = now.gateway.saturating_sub(then.gateway);
        let database = now.database.saturating_sub(then.database);
        let ours = gateway + database + now.own.saturating_sub(then.own);
        let strangers = now.all.saturating_sub(then.all).saturating_sub(ours);
        let passed = now.at.duration_since(then.at);
        Ok(Since {
            gateway,
            database,
            strangers: strangers.as_secs_f64() / passed.as_secs_f64().max(f64::MIN_POSITIVE),
        })
    }
}

/// The time that all processors have been busy.
fn all() -> Result<Duration> {
    let text = std::fs::read_to_string("/proc/stat")?;
    let line = text.lines().next().context("a line of all processors")?;
    let ticks = line
        .split_whitespace()
        .skip(1)
        .map(str::parse::<u64>)
        .collect::<Result<Vec<_>, _>>()?;
    // user nice system idle iowait irq softirq steal; what follows is counted in those.
    let busy = [0, 1, 2, 5, 6, 7]
        .into_iter()
        .filter_map(|at| ticks.get(at));
    Ok(Duration::from_millis(busy.sum::<u64>() * 10))
}
