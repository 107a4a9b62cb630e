//! The commands of the house: `cargo xtask <command>`.

mod bench;
mod browser;
mod check;
mod db;
mod failure;
mod install;
mod place;
mod postgres;
mod run;
mod schema;
mod steps;
mod test;
mod throwaway;
mod tool;
mod web;

use std::{env, process::ExitCode};

use failure::{Failure, Result};

const USAGE: &str = "\
cargo xtask run [-- ARGUMENTS]   build everything and serve the demo; ARGUMENTS go to `serve`
cargo xtask test                 set up what is needed and pass every check and every test
cargo xtask check                format, lints, freshness of generated files, unwanted crates
cargo xtask schema               write schema.graphql and the web types made from it
cargo xtask bench [--json FILE]  measure the gateway against hand-written SQL, on PostgreSQL
cargo xtask bench sign-in        measure what sign-ins cost, and what a crowd of them costs others
cargo xtask bench live           measure what memory a thousand live subscribers take
cargo xtask db start|stop|url    a PostgreSQL that stays between test runs";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match dispatch(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[&str]) -> Result {
    match arguments {
        ["run"] => run::run(&[]),
        ["run", "--", rest @ ..] => run::run(rest),
        ["test"] => test::test(),
        ["check"] => check::alone(),
        ["schema"] => schema::write(),
        ["bench", rest @ ..] => bench::bench(rest),
        ["db", "start"] => db::start(),
        ["db", "stop"] => db::stop(),
        ["db", "url"] => db::url(),
        _ => Err(Failure::new(format!("what should be done?\n\n{USAGE}"))),
    }
}
