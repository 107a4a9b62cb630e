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

/// Builds, fills, measures and cleans up; `arguments` go to `bench run`. After `live`, it measures
/// what memory a thousand live subscribers take instead.
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
    let programs = place::target()?.join("release");
    let server = programs.join("scriptorium");
    if let ["live", rest @ ..] = arguments {
        let mut live = tool::command(programs.join("bench"), &["live"], place::root());
        return tool::show(live.arg("--server").arg(&server).args(rest));
    }
    let database = Throwaway::start(postgres::LASTING)?;

    println!("filling the database");
    let mut seed = tool::command(&server, &["seed"], place::root());
    tool::show(seed.args(SIZE).env("DATABASE_URL", &database.url))?;

    let mut run = tool::command(programs.join("bench"), &["run"], place::root());
    run.arg("--server")
        .arg(&server)
        .args(["--database", &database.url]);
    tool::show(run.args(arguments))
}
