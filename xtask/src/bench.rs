//! Measures the released gateway on a PostgreSQL of its own, filled with the load data set.

use crate::{failure::Result, place, postgres, throwaway::Throwaway, tool};

/// The load data set, as `scriptorium seed` takes it.
const SIZE: [&str; 6] = [
    "--writers",
    "5000",
    "--orders",
    "100000",
    "--feedback",
    "200000",
];

/// As much of it as signing in needs: a few hundred clients, and orders to look at.
const SMALL: [&str; 6] = [
    "--writers",
    "500",
    "--orders",
    "10000",
    "--feedback",
    "10000",
];

/// Builds, fills, measures and cleans up; `arguments` go to `bench run`. After `sign-in`, it measures
/// what sign-ins cost instead; after `live`, what memory a thousand live subscribers take.
pub fn bench(arguments: &[&str]) -> Result {
    let build = [
        "build",
        "--release",
        "--locked",
        "--bin",
        "scriptorium",
        "--bin",
        "bench",
    ];
    tool::show(&mut tool::cargo(&build))?;
    match arguments {
        ["live", rest @ ..] => measure("live", None, rest),
        ["sign-in", rest @ ..] => measure("sign-in", Some(&SMALL), rest),
        _ => measure("run", Some(&SIZE), arguments),
    }
}

/// Measures `what`, on a PostgreSQL with a data set of such a `size` if one is named.
fn measure(what: &str, size: Option<&[&str]>, arguments: &[&str]) -> Result {
    let programs = place::target()?.join("release");
    let server = programs.join("scriptorium");
    let mut bench = tool::command(programs.join("bench"), &[what], place::root());
    bench.arg("--server").arg(&server).args(arguments);
    let Some(size) = size else {
        return tool::show(&mut bench);
    };
    let database = Throwaway::start(postgres::LASTING)?;
    println!("filling the database");
    let mut seed = tool::command(&server, &["seed"], place::root());
    tool::show(seed.args(size).env("DATABASE_URL", &database.url))?;
    tool::show(bench.args(["--database", &database.url]))
}
