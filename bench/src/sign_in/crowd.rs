//! Other people's queries, while nobody signs in and while a crowd does.

use std::fmt::{self, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use serde::Serialize;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};
use tokio_postgres::Client;

use super::Options;
use super::machine::Machine;
use super::people::{Answer, Device, Person};
use super::steady::{Fared, Query, stream};
use crate::http::{Connection, find};
use crate::load::percentile;
use crate::operation::ORDER_PAGE;
use crate::report::rounded;
use crate::server::Server;
use crate::setup::Setup;

/// What every page of the web app asks.
const VIEWER: &str = "{ viewer { id role } }";

/// The time in which whatever a round left behind is finished.
const REST: Duration = Duration::from_secs(1);

/// One query, idle or beside the crowd.
#[derive(Debug, Serialize)]
pub struct Row {
    /// What was asked for.
    query: &'static str,
    /// `idle` or `crowd`.
    beside: &'static str,
    /// How many were answered.
    answered: usize,
    /// How many were told that the server is busy.
    refused: usize,
    /// Half of them took at most this long.
    p50_ms: f64,
    /// All but a hundredth took at most this long.
    p99_ms: f64,
    /// The same of each round.
    p99_rounds_ms: Vec<f64>,
    /// Its p99 over the idle one.
    ratio_to_idle: f64,
    /// Processors that others on the machine kept busy.
    strangers: f64,
}

/// How the crowd itself fared.
#[derive(Debug, Serialize)]
pub struct Crowd {
    /// How many sign in at the same moment.
    people: usize,
    /// How often they all did.
    waves: usize,
    /// Sign-ins a second.
    rate: f64,
    /// How many were let in.
    let_in: usize,
    /// How many were asked to come back later.
    later: usize,
    /// Half of those who were let in waited at most this long.
    p50_ms: f64,
    /// Who waited longest for an answer.
    longest_ms: f64,
}

/// Waves of one round or more.
#[derive(Default)]
struct Waves {
    count: usize,
    let_in: Vec<Duration>,
    later: Vec<Duration>,
    wall: Duration,
}

/// The queries that others ask meanwhile.
pub async fn queries(gateway: &Server, db: &Client) -> Result<Arc<[Query]>> {
    let setup = Setup::sign_in(gateway, db).await?;
    let orders = setup.orders(gateway).await?;
    let page = setup.gateway(ORDER_PAGE);
    let requests = orders.iter().map(|order| page.request(&order.to_string()));
    let queries = [
        Query {
            name: "viewer",
            requests: vec![setup.gateway(VIEWER).request("{}")],
        },
        Query {
            name: "order_page",
            requests: requests.collect(),
        },
    ];
    let mut connection = Connection::open(gateway.address).await?;
    for request in queries.iter().flat_map(|query| &query.requests) {
        let answer = connection.send(request).await?;
        let right = find(answer, b"\"errors\"").is_none() && find(answer, b"\"id\"").is_some();
        ensure!(right, "{}", String::from_utf8_lossy(answer));
    }
    Ok(queries.into())
}

/// Measures the queries in alternation: nobody signs in; everybody signs in, again and again.
pub async fn measure(
    options: &Options,
    (gateway, db): (&Server, &Client),
    people: &[Person],
    queries: Arc<[Query]>,
) -> Result<(Vec<Row>, Crowd)> {
    let machine = Machine::new(gateway, db);
    let (address, time) = (gateway.address, Duration::from_secs(options.seconds));
    let ask = || tokio::spawn(stream(address, Arc::clone(&queries), options.rate, time));
    let people: Arc<[Person]> = people.into();
    let mut rounds = [Vec::new(), Vec::new()];
    let mut waves = Waves::default();
    let mut strangers = [0.0, 0.0];
    for _ in 0..options.rounds {
        let before = machine.used().await?;
        rounds[0].push(ask().await??);
        strangers[0] += machine.since(&before).await?.strangers;
        sleep(REST).await;

        let before = machine.used().await?;
        let crowd = tokio::spawn(crowd(address, Arc::clone(&people), time));
        rounds[1].push(ask().await??);
        strangers[1] += machine.since(&before).await?.strangers;
        waves.add(crowd.await??);
        sleep(REST).await;
    }
    let busy = strangers.map(|sum| rounded(sum / f64::from(options.rounds.max(1)), 100.0));
    let mut rows = Vec::new();
    for (kind, query) in queries.iter().enumerate() {
        let [idle, crowd] = [&rounds[0], &rounds[1]].map(|rounds| of_kind(rounds, kind));
        let least = p99(&idle);
        rows.push(Row::of((query.name, "idle"), &idle, least, busy[0]));
        rows.push(Row::of((query.name, "crowd"), &crowd, least, busy[1]));
    }
    Ok((rows, waves.told(people.len())))
}

/// How one query fared, round by round.
fn of_kind(rounds: &[Vec<Fared>], kind: usize) -> Vec<&Fared> {
    rounds.iter().filter_map(|round| round.get(kind)).collect()
}

fn p99(rounds: &[&Fared]) -> f64 {
    percentile(&together(rounds), 99)
}

fn together(rounds: &[&Fared]) -> Vec<Duration> {
    rounds
        .iter()
        .flat_map(|fared| &fared.took)
        .copied()
        .collect()
}

/// Everybody signs in at the same moment; when all have been answered, they do again.
async fn crowd(address: SocketAddr, people: Arc<[Person]>, time: Duration) -> Result<Waves> {
    let mut connections = Vec::new();
    for _ in people.iter() {
        connections.push(Connection::open(address).await?);
    }
    let begun = Instant::now();
    let mut waves = Waves::default();
    while begun.elapsed() < time {
        let mut tasks = JoinSet::new();
        for (number, mut connection) in connections.drain(..).enumerate() {
            let people = Arc::clone(&people);
            tasks.spawn(async move {
                let begun = Instant::now();
                let mut answer = None;
                if let Some(person) = people.get(number) {
                    answer = Some(person.sign_in(&mut connection, Device::Known).await?);
                }
                anyhow::Ok((connection, begun.elapsed(), answer))
            });
        }
        while let Some(done) = tasks.join_next().await {
            let (connection, took, answer) = done??;
            connections.push(connection);
            match answer {
                Some(Answer::In(_)) => waves.let_in.push(took),
                Some(Answer::Later(_)) => waves.later.push(took),
                None => {}
            }
        }
        waves.count += 1;
    }
    waves.wall = begun.elapsed();
    Ok(waves)
}

impl Waves {
    fn add(&mut self, more: Self) {
        self.count += more.count;
        self.let_in.extend(more.let_in);
        self.later.extend(more.later);
        self.wall += more.wall;
    }

    fn told(&self, people: usize) -> Crowd {
        let longest = self.let_in.iter().chain(&self.later).max();
        let let_in = u32::try_from(self.let_in.len()).unwrap_or(u32::MAX);
        Crowd {
            people,
            waves: self.count,
            rate: rounded(f64::from(let_in) / self.wall.as_secs_f64(), 10.0),
            let_in: self.let_in.len(),
            later: self.later.len(),
            p50_ms: rounded(percentile(&self.let_in, 50), 1.0),
            longest_ms: rounded(
                longest.copied().unwrap_or_default().as_secs_f64() * 1000.0,
                1.0,
            ),
        }
    }
}

impl Row {
    fn of(
        (query, beside): (&'static str, &'static str),
        rounds: &[&Fared],
        idle: f64,
        strangers: f64,
    ) -> Self {
        let all = together(rounds);
        let each = rounds.iter().map(|fared| percentile(&fared.took, 99));
        Self {
            query,
            beside,
            answered: all.len(),
            refused: rounds.iter().map(|fared| fared.refused).sum(),
            p50_ms: rounded(percentile(&all, 50), 100.0),
            p99_ms: rounded(percentile(&all, 99), 100.0),
            p99_rounds_ms: each.map(|p99| rounded(p99, 10.0)).collect(),
            ratio_to_idle: rounded(percentile(&all, 99) / idle.max(f64::MIN_POSITIVE), 100.0),
            strangers,
        }
    }
}

impl fmt::Display for Crowd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} people signed in at once, {} times: {} let in ({} a second), {} asked to come \
             back later; half were in after {} ms, the last answer came after {} ms",
            self.people,
            self.waves,
            self.let_in,
            self.rate,
            self.later,
            self.p50_ms,
            self.longest_ms
        )
    }
}

/// The rows as a Markdown table.
pub fn table(rows: &[Row]) -> String {
    let mut text = String::from(
        "| query | beside | answered | refused | p50 ms | p99 ms | ratio to idle | p99 by round | others' CPUs |\n\
         | --- | --- | --: | --: | --: | --: | --: | --- | --: |\n",
    );
    for row in rows {
        let rounds: Vec<_> = row
            .p99_rounds_ms
            .iter()
            .map(|p99| format!("{p99:.1}"))
            .collect();
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {:.2} | {:.2} | {:.2} | {} | {:.2} |",
            row.query,
            row.beside,
            row.answered,
            row.refused,
            row.p50_ms,
            row.p99_ms,
            row.ratio_to_idle,
            rounds.join("/"),
            row.strangers,
        );
    }
    text
}
