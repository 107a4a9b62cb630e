//! A sign-in beside its hash: one connection, one after the other.

use std::fmt::Write;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde::Serialize;
use tokio_postgres::Client;

use super::alone::Alone;
use super::machine::Machine;
use super::people::{Answer, Device, Person};
use super::{Options, mean};
use crate::http::Connection;
use crate::load::percentile;
use crate::report::rounded;
use crate::run::ROLES;
use crate::server::Server;
use crate::statements::Statements;

/// The seconds that the gateway has spent on hashes.
const HASHED: &str = "scriptorium_password_hash_seconds_sum";

/// Sign-ins of one kind beside the hash alone.
#[derive(Debug, Serialize)]
pub struct Row {
    /// `known_device` or `new_device`.
    what: &'static str,
    /// Who delivers the events that follow: the gateway that was measured (`here`) or another
    /// process (`elsewhere`).
    events: &'static str,
    /// How many.
    sign_ins: usize,
    /// Half of the sign-ins took at most this long.
    sign_in_p50_ms: f64,
    /// Half of the hashes took at most this long.
    argon2_p50_ms: f64,
    /// The difference between the two.
    beyond_p50_ms: f64,
    /// A tenth of the sign-ins took at most this much longer than a tenth of the hashes.
    beyond_p10_ms: f64,
    /// What the gateway itself took for the hash of a sign-in: beside other work it may take longer
    /// than alone.
    within_ms: f64,
    /// How much longer than that a sign-in took.
    beyond_within_ms: f64,
    /// Processor time of the gateway, a sign-in, with the events that it delivers.
    gateway_ms: f64,
    /// Processor time of `PostgreSQL`, a sign-in.
    database_ms: f64,
    /// Processor time of the hash alone.
    argon2_ms: f64,
    /// What gateway and `PostgreSQL` used beyond the hash.
    beyond_processor_ms: f64,
    /// Statements, a sign-in, with those of the events that it delivers.
    statements: f64,
    /// Processors that others on the machine kept busy.
    strangers: f64,
}

/// What came of some rounds.
#[derive(Default)]
struct Sum {
    sign_ins: Vec<Duration>,
    hashes: Vec<Duration>,
    hashing: Duration,
    within: f64,
    gateway: Duration,
    database: Duration,
    statements: i64,
    strangers: Vec<f64>,
}

/// Signs in on known and on new devices, in turn with the hash alone.
pub async fn measure(
    options: &Options,
    (gateway, db): (&Server, &Client),
    events: &'static str,
    people: &[Person],
    alone: &Alone,
) -> Result<Vec<Row>> {
    let kinds = [("known_device", Device::Known), ("new_device", Device::New)];
    let machine = Machine::new(gateway, db);
    let mut sums = [Sum::default(), Sum::default()];
    let mut connection = Connection::open(gateway.address).await?;
    let mut turn = people.iter().cycle();
    let statements = Statements::of(db, ROLES[0]);
    // A connection prepares its statements the first time and plans them for some times more.
    for (_, device) in kinds {
        for person in turn.by_ref().take(options.sign_ins) {
            person.sign_in(&mut connection, device).await?;
        }
    }
    for _ in 0..options.rounds {
        for ((_, device), sum) in kinds.iter().zip(&mut sums) {
            let (before, counted) = (machine.used().await?, statements.count().await?);
            let hashed = gateway.figure(HASHED).await?;
            for person in turn.by_ref().take(options.sign_ins) {
                let took = alone.compare().await?;
                sum.hashes.push(took.wall);
                sum.hashing += took.processor;
                let begun = Instant::now();
                let answer = person.sign_in(&mut connection, *device).await?;
                sum.sign_ins.push(begun.elapsed());
                if let Answer::Later(said) = answer {
                    bail!("nobody else signs in, and yet: {said}");
                }
            }
            let since = machine.since(&before).await?;
            sum.within += gateway.figure(HASHED).await? - hashed;
            sum.gateway += since.gateway;
            sum.database += since.database;
            sum.strangers.push(since.strangers);
            sum.statements += statements.count().await? - counted;
        }
    }
    let rows = kinds.iter().zip(&sums);
    Ok(rows
        .map(|((what, _), sum)| Row::of((what, events), sum))
        .collect())
}

impl Row {
    fn of((what, events): (&'static str, &'static str), sum: &Sum) -> Self {
        let count = sum.sign_ins.len();
        let beyond =
            |percent| percentile(&sum.sign_ins, percent) - percentile(&sum.hashes, percent);
        let [gateway, database, argon2] =
            [sum.gateway, sum.database, sum.hashing].map(|time| mean(time, count));
        let each = |total: i64| f64::from(i32::try_from(total).unwrap_or(i32::MAX));
        let rounds = f64::from(u32::try_from(sum.strangers.len().max(1)).unwrap_or(u32::MAX));
        let signs = f64::from(u32::try_from(count.max(1)).unwrap_or(u32::MAX));
        let within = sum.within * 1000.0 / signs;
        let whole = mean(sum.sign_ins.iter().sum(), count);
        Self {
            what,
            events,
            sign_ins: count,
            sign_in_p50_ms: rounded(percentile(&sum.sign_ins, 50), 100.0),
            argon2_p50_ms: rounded(percentile(&sum.hashes, 50), 100.0),
            beyond_p50_ms: rounded(beyond(50), 100.0),
            beyond_p10_ms: rounded(beyond(10), 100.0),
            within_ms: rounded(within, 100.0),
            beyond_within_ms: rounded(whole - within, 100.0),
            gateway_ms: rounded(gateway, 100.0),
            database_ms: rounded(database, 100.0),
            argon2_ms: rounded(argon2, 100.0),
            beyond_processor_ms: rounded(gateway + database - argon2, 100.0),
            statements: rounded(each(sum.statements) / signs, 10.0),
            strangers: rounded(sum.strangers.iter().sum::<f64>() / rounds, 100.0),
        }
    }
}

/// The rows as a Markdown table.
pub fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "| sign-in | events | sign-ins | p50 ms | argon2 p50 ms | beyond p50 ms | beyond p10 ms | hash within ms | beyond it ms | gateway CPU ms | PG CPU ms | argon2 CPU ms | beyond CPU ms | statements | others' CPUs |\n\
         | --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n",
    );
    for row in rows {
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} | {:.1} | {:.2} |",
            row.what,
            row.events,
            row.sign_ins,
            row.sign_in_p50_ms,
            row.argon2_p50_ms,
            row.beyond_p50_ms,
            row.beyond_p10_ms,
            row.within_ms,
            row.beyond_within_ms,
            row.gateway_ms,
            row.database_ms,
            row.argon2_ms,
            row.beyond_processor_ms,
            row.statements,
            row.strangers,
        );
    }
    text
}
