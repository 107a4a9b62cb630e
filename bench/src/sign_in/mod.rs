//! What the door costs: a sign-in beyond its hash, and a crowd of sign-ins for everybody else.
//!
//! Hashing a password is slow on purpose. So a sign-in is compared with the hash alone, taken here
//! in turn with it; and the goal for a crowd is that others hardly feel it.

mod alone;
mod cost;
mod crowd;
mod machine;
mod people;
mod steady;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use alone::Alone;
use anyhow::{Context, Result, ensure};
use clap::Args;
use serde::Serialize;
use tokio_postgres::Client;

use crate::run::{gateway, prepared};

/// How long the events that follow from sign-ins may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// What to measure, and how long.
#[derive(Args)]
pub struct Options {
    /// The program `scriptorium`, as it is released.
    #[arg(long)]
    server: PathBuf,
    /// The `PostgreSQL` database with the load data set, as a superuser.
    #[arg(long)]
    database: String,
    /// The file to write the rows into.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Rounds of each.
    #[arg(long, default_value_t = 4)]
    rounds: u32,
    /// Seconds of each round with a crowd, and of each without.
    #[arg(long, default_value_t = 7)]
    seconds: u64,
    /// How many of the other queries are sent each second, whether or not earlier ones have been
    /// answered.
    #[arg(long, default_value_t = 40)]
    rate: u32,
    /// How many sign in at the same moment.
    #[arg(long, default_value_t = 200)]
    people: usize,
    /// How many sign-ins of one round are compared with the hash alone.
    #[arg(long, default_value_t = 25)]
    sign_ins: usize,
}

/// All that was found.
#[derive(Serialize)]
struct Figures {
    cost: Vec<cost::Row>,
    others: Vec<crowd::Row>,
    crowd: crowd::Crowd,
}

/// Measures one after the other.
pub async fn run(options: Options) -> Result<()> {
    let db = prepared(&options.database).await?;
    let (server, database) = (&options.server, &options.database);

    // A sign-in by itself: the alerts that follow from it are another process's.
    let apart = gateway(server, database, false).await?;
    println!("The gateway occupies {:.1} MiB at rest.", apart.memory()?);
    let (people, hash) = people::prepare(&apart, &db, options.people).await?;
    let alone = Alone::new(people::PASSWORD, &hash)?;
    let mut cost = cost::measure(&options, (&apart, &db), "elsewhere", &people, &alone).await?;
    println!("It occupies {:.1} MiB after them.", apart.memory()?);
    drop(apart);

    let gateway = gateway(server, database, true).await?;
    delivered(&db).await?;
    cost.extend(cost::measure(&options, (&gateway, &db), "here", &people, &alone).await?);
    println!("\n{}", cost::table(&cost));
    delivered(&db).await?;
    let queries = crowd::queries(&gateway, &db).await?;
    let (others, crowd) = crowd::measure(&options, (&gateway, &db), &people, queries).await?;
    println!("\n{}\n{crowd}", crowd::table(&others));
    println!("The gateway occupies {:.1} MiB now.", gateway.memory()?);

    if let Some(path) = &options.json {
        let figures = Figures {
            cost,
            others,
            crowd,
        };
        let text = serde_json::to_string_pretty(&figures)?;
        std::fs::write(path, text + "\n").with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// Waits until all events that are due have been delivered.
async fn delivered(db: &Client) -> Result<()> {
    let open = "SELECT count(*) FROM outbox_events
        WHERE settled_at IS NULL AND parked_at IS NULL AND due_at <= now()";
    let begun = Instant::now();
    while db.query_one(open, &[]).await?.get::<_, i64>(0) > 0 {
        ensure!(begun.elapsed() < PATIENCE, "events are not delivered");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// The mean of so many, in milliseconds.
fn mean(time: Duration, count: usize) -> f64 {
    let count = u32::try_from(count).unwrap_or(u32::MAX).max(1);
    time.as_secs_f64() * 1000.0 / f64::from(count)
}
