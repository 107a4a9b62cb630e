//! Measures the gateway against the limit: a server that answers each operation from one
//! hand-written statement, on the same tables, in the same run.
//!
//! `cargo xtask bench` builds and prepares everything and then runs `bench run`; `bench sign-in`
//! and `bench live` measure the door and the listeners of the gateway alone.

mod compare;
mod http;
mod limit;
mod live;
mod load;
mod operation;
mod report;
mod run;
mod server;
mod setup;
mod sign_in;
mod statements;

use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
enum Command {
    /// Starts both servers, compares their answers, and measures them in alternation.
    Run(run::Options),
    /// Opens sockets and prints what memory live subscribers take.
    Live(live::Options),
    /// Measures what a sign-in costs beyond its hash, and what a crowd of them costs others.
    SignIn(sign_in::Options),
    /// Serves the limit.
    Limit(limit::Options),
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Command::parse() {
        Command::Run(options) => run::run(options).await,
        Command::Live(options) => live::run(options).await,
        Command::SignIn(options) => sign_in::run(options).await,
        Command::Limit(options) => limit::serve(options).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}
