//! The course of one bench: set up, compare, measure, report.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;
use tokio::process::Command;
use tokio_postgres::{Client, NoTls};

use crate::load::{self, Measured};
use crate::report::{Row, table};
use crate::server::{Server, used};
use crate::setup::{Case, Setup};
use crate::statements::Statements;

/// The roles that the systems connect under, so that their statements are told apart.
pub const ROLES: [&str; 2] = ["bench_gateway", "bench_limit"];

/// What to measure, and how long.
#[derive(Args)]
pub struct Options {
    /// The program `scriptorium`, as it is released.
    #[arg(long)]
    server: PathBuf,
    /// The PostgreSQL database with the load data set, as a superuser.
    #[arg(long)]
    database: String,
    /// The file to write the rows into.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Rounds of each system.
    #[arg(long, default_value_t = 3)]
    rounds: u32,
    /// Seconds of each round.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// How many ask at once.
    #[arg(long, value_delimiter = ',', default_values_t = [1, 32])]
    connections: Vec<usize>,
    /// Only the operations whose names contain this.
    #[arg(long, default_value = "")]
    only: String,
}

/// Runs the whole bench.
pub async fn run(options: Options) -> Result<()> {
    let db = prepared(&options.database).await?;
    let gateway = gateway(&options.server, &options.database, true).await?;
    let at_rest = gateway.memory()?;
    println!("The gateway occupies {at_rest:.1} MiB at rest.");
    let setup = Setup::sign_in(&gateway, &db).await?;
    let limit = limit(&options, &setup).await?;
    let cases = setup.cases(&gateway, &limit).await?;
    println!("Both systems give the same answers.");

    let mut rows = Vec::new();
    for case in cases
        .iter()
        .filter(|case| case.name.contains(&options.only))
    {
        for &connections in &options.connections {
            rows.extend(measured(&options, &db, case, connections, [&gateway, &limit]).await?);
        }
    }
    println!("\n{}", table(&rows));
    if let Some(path) = &options.json {
        let text = serde_json::to_string_pretty(&rows)?;
        std::fs::write(path, text + "\n").with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// The database, with the roles, the statement counter and fresh statistics.
pub async fn prepared(url: &str) -> Result<Client> {
    let (db, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    db.batch_execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        .await?;
    for role in ROLES {
        let known = db
            .query_opt("SELECT 1 FROM pg_roles WHERE rolname = $1", &[&role])
            .await?;
        if known.is_none() {
            db.batch_execute(&format!("CREATE ROLE {role} LOGIN SUPERUSER"))
                .await?;
        }
    }
    db.batch_execute("VACUUM ANALYZE").await?;
    db.batch_execute("CHECKPOINT").await?;
    Ok(db)
}

/// The gateway, as it serves behind a proxy of this machine; as a `worker`, it delivers its events
/// as well.
pub async fn gateway(server: &Path, database: &str, worker: bool) -> Result<Server> {
    // It runs where no `scriptorium.toml` of somebody else can be found.
    let (program, folder) = (server.canonicalize()?, std::env::temp_dir());
    Server::start("the gateway", |address, figures| {
        let mut command = Command::new(&program);
        command
            .arg("serve")
            .current_dir(&folder)
            .env("DATABASE_URL", as_role(database, ROLES[0]))
            .env("LISTEN", address.to_string())
            .env("METRICS", figures.to_string())
            .env("DEFAULT_WEBSITE", "atlas")
            .env("TRUSTED_PROXIES", "127.0.0.1")
            .env("WORKER", if worker { "on" } else { "off" })
            .env("LOG", "warn")
            .env("COST_LIMIT", "off");
        command
    })
    .await
}

async fn limit(options: &Options, setup: &Setup) -> Result<Server> {
    let own = std::env::current_exe()?;
    Server::start("the limit", |address, _| {
        let mut command = Command::new(own);
        command
            .args(["limit", "--database"])
            .arg(as_role(&options.database, ROLES[1]));
        command.args(["--website", &setup.website.to_string()]);
        command.args(["--member", &setup.member.to_string()]);
        command.args(["--listen", &address.to_string()]);
        command
    })
    .await
}

/// The same database, under another role.
fn as_role(url: &str, role: &str) -> String {
    match url.split_once("://").zip(url.split_once('@')) {
        Some(((scheme, _), (_, rest))) => format!("{scheme}://{role}@{rest}"),
        None => url.to_owned(),
    }
}

/// The rows of one operation at one number of connections.
async fn measured(
    options: &Options,
    db: &Client,
    case: &Case,
    connections: usize,
    [gateway, limit]: [&Server; 2],
) -> Result<[Row; 2]> {
    let systems = [
        ("gateway", gateway, &case.gateway, ROLES[0]),
        ("limit", limit, &case.limit, ROLES[1]),
    ];
    let time = Duration::from_secs(options.seconds);
    let mut sums = [Measured::default(), Measured::default()];
    for (_, server, work, _) in systems {
        load::round(server, work, connections, Duration::from_secs(1)).await?;
    }
    Statements::of(db, ROLES[0]).reset().await?;
    for _ in 0..options.rounds {
        for ((_, server, work, role), sum) in systems.iter().zip(&mut sums) {
            let round = load::round(server, work, connections, time);
            sum.add(counted(db, role, server, round).await?);
        }
    }
    let [gateway_sum, limit_sum] = &sums;
    explain(db, case.name, connections, gateway_sum).await?;
    Ok([
        Row::of(
            (case.name, "gateway"),
            connections,
            gateway_sum,
            limit_sum,
            gateway.memory()?,
        ),
        Row::of(
            (case.name, "limit"),
            connections,
            limit_sum,
            limit_sum,
            limit.memory()?,
        ),
    ])
}

/// A round, with the statements and the processor time it cost.
async fn counted(
    db: &Client,
    role: &'static str,
    server: &Server,
    round: impl Future<Output = Result<Measured>>,
) -> Result<Measured> {
    let statements = Statements::of(db, role);
    let (own, theirs) = ([server.process()?], statements.processes().await?);
    let (count, server, database) = (statements.count().await?, used(&own), used(&theirs));
    let mut measured = round.await?;
    measured.server = used(&own).saturating_sub(server);
    measured.database = used(&theirs).saturating_sub(database);
    measured.statements = statements.count().await? - count;
    Ok(measured)
}

/// Shows which statements the gateway sent for it, and what each cost.
async fn explain(db: &Client, name: &str, connections: usize, sum: &Measured) -> Result<()> {
    let requests = i64::try_from(sum.requests())?;
    println!("\n{name}, {connections} connections: {requests} requests; statements:");
    for statement in Statements::of(db, ROLES[0]).list(requests / 50).await? {
        let text: String = statement.text.chars().take(160).collect();
        println!(
            "{:>9} x {:>7.3} ms  {text}",
            statement.calls, statement.mean_ms
        );
    }
    Ok(())
}
