//! The command line: what the program can be asked to do.

mod account;
mod audit;
mod demo;
mod doctor;
mod init;
mod outbox;
mod serve;
mod stop;
mod vapid;
mod worker;

use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use sea_orm::DatabaseConnection;
use tracing::{Level, Metadata};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::app::App;
use crate::config::Config;

/// Scriptorium, a backend for writing services.
#[derive(Debug, Parser)]
#[command(name = "scriptorium", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answers requests and, unless WORKER is off, delivers events, mails and timers.
    Serve {
        /// Fills an empty database with the demo first. Its passwords are public, so LISTEN has
        /// to be a loopback address.
        #[arg(long)]
        demo: bool,
    },
    /// Delivers events, mails and timers and does the chores of the night, apart from `serve`:
    /// for PostgreSQL, and a `serve` with WORKER=off.
    Worker,
    /// Brings the database up to date. `serve` does so, too.
    Migrate,
    /// Looks whether everything is as it should be, and says what to do next. Changes nothing.
    Doctor(doctor::Doctor),
    /// Looks after events that were given up.
    #[command(subcommand)]
    Outbox(outbox::Outbox),
    /// Looks after the audit trail.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Makes the first website and its superadmin, who gets a one-time link to set a password.
    Init(init::Init),
    /// Looks after people's accounts, when nothing else helps.
    #[command(subcommand)]
    Account(account::Account),
    /// Fills an empty database: with the demo, or with a load data set.
    Seed(Seed),
    /// Prints the GraphQL schema.
    Schema,
    /// Makes a key for push messages and says where to put it.
    Vapid,
}

#[derive(Debug, Args)]
struct Seed {
    /// The same number makes the same data.
    #[arg(long = "seed", default_value_t = 1)]
    number: u64,
    /// A load data set of so many writers, rather than the demo.
    #[arg(long, requires_all = ["orders", "feedback"])]
    writers: Option<u32>,
    /// Its orders.
    #[arg(long, requires = "writers")]
    orders: Option<u32>,
    /// Its feedbacks.
    #[arg(long, requires = "writers")]
    feedback: Option<u32>,
}

/// Runs the program.
pub fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("scriptorium: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    if let Command::Schema = command {
        print!("{}", crate::graphql::sdl());
        return Ok(());
    }
    if let Command::Vapid = command {
        print!("{}", vapid::made(&kernel::SystemClock)?);
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    if let Command::Doctor(doctor) = command {
        return runtime.block_on(doctor.run());
    }
    let config = Config::load()?;
    log(&config);
    runtime.block_on(async {
        match command {
            Command::Schema | Command::Vapid | Command::Doctor(_) => Ok(()),
            Command::Migrate => migrated(&config).await.map(|_| ()),
            Command::Serve { demo } => serve::serve(config, demo).await,
            Command::Worker => Box::pin(worker::work(config)).await,
            Command::Outbox(outbox) => outbox.run(config).await,
            Command::Audit(audit) => audit.run(&config).await,
            Command::Init(init) => init.run(config).await,
            Command::Account(account) => account.run(config).await,
            Command::Seed(seed) => seed.run(config).await,
        }
    })
}

/// Libraries that repeat below this level whatever they carry: the password of the mail server,
/// links that open once, the tokens of sessions. No filter shows that.
const CARRIERS: [&str; 3] = ["lettre", "tungstenite", "h2"];

fn may_be_shown(what: &Metadata<'_>) -> bool {
    let carries = |library: &&str| what.target().starts_with(library);
    *what.level() <= Level::INFO || !CARRIERS.iter().any(carries)
}

/// Logs go to standard error: standard output is for what a command was asked to say.
fn log(config: &Config) {
    let filter = EnvFilter::new(&config.log);
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .finish()
        .with(filter_fn(may_be_shown))
        .init();
    // A panic is told once, within the span of its request.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        let message = panic.payload_as_str().unwrap_or("no message");
        tracing::error!(panic.place = %place, panic.message = message, "a part of the house panicked");
    }));
}

/// The database, up to date.
async fn migrated(config: &Config) -> anyhow::Result<DatabaseConnection> {
    if let Some(folder) = config.database_folder() {
        make(&folder)?;
    }
    let db = opened(config).await?;
    migration::up(&db)
        .await
        .context("the database cannot be brought up to date")?;
    Ok(db)
}

/// The database as it is.
async fn opened(config: &Config) -> anyhow::Result<DatabaseConnection> {
    let db = kernel::db::connect(&config.database_url, CONNECTIONS).await;
    db.context("the database of DATABASE_URL cannot be opened")
}

fn make(folder: &Path) -> anyhow::Result<()> {
    let made = std::fs::create_dir_all(folder);
    made.with_context(|| format!("the folder {} cannot be made", folder.display()))
}

/// The house over an up-to-date database.
async fn house(config: Config) -> anyhow::Result<Arc<App>> {
    let db = migrated(&config).await?;
    App::new(config, db, Arc::new(kernel::SystemClock))
}

/// Connections to the database. More would wait for the same two disks.
const CONNECTIONS: u32 = 10;

impl Seed {
    async fn run(self, config: Config) -> anyhow::Result<()> {
        let app = house(config).await?;
        match (self.writers, self.orders, self.feedback) {
            (Some(writers), Some(orders), Some(feedback)) => {
                let size = seed::load::Size {
                    writers,
                    orders,
                    feedback,
                };
                seed::load::fill(&app.db, &app.clock, size, self.number).await
            }
            _ if demo::is_empty(&app).await? => demo::fill(&app, self.number).await,
            _ => anyhow::bail!("the database is not empty: `seed` fills only an empty one"),
        }
    }
}
