//! A Postgres for developers that stays between test runs, under `target/dev-postgres`.
//!
//! `TEST_POSTGRES_URL=$(cargo xtask db url) cargo test` spares each run its own server. It trades
//! safety for speed: after a crash of the machine, stop it and remove the folder.

use std::{fs, path::PathBuf};

use crate::{
    failure::{Failure, Result},
    place,
    postgres::{self, Postgres},
};

/// Starts the server unless it runs, and prints its URL.
pub fn start() -> Result {
    let server = Postgres::find()?;
    let home = home()?;
    if !postgres::data(&home).join("PG_VERSION").is_file() {
        if home.exists() {
            fs::remove_dir_all(&home).map_err(|error| Failure::at(&home, &error))?;
        }
        server.create(&home)?;
    }
    let url = if let Some(port) = server.port(&home)? {
        postgres::url(port)
    } else {
        let file = home.join("port");
        let last = fs::read_to_string(&file)
            .ok()
            .and_then(|text| text.trim().parse().ok());
        let url = server.start(&home, last, postgres::FORGETFUL)?;
        if let Some(port) = server.port(&home)? {
            fs::write(&file, port.to_string()).map_err(|error| Failure::at(&file, &error))?;
        }
        url
    };
    println!("{url}");
    Ok(())
}

/// Stops the server; its databases stay.
pub fn stop() -> Result {
    let server = Postgres::find()?;
    let home = home()?;
    if server.port(&home)?.is_none() {
        println!("it is not running");
        return Ok(());
    }
    server.stop(&home)
}

/// Prints the URL of the running server.
pub fn url() -> Result {
    let port = Postgres::find()?.port(&home()?)?;
    let port = port.ok_or_else(|| Failure::new("not running: `cargo xtask db start`"))?;
    println!("{}", postgres::url(port));
    Ok(())
}

fn home() -> Result<PathBuf> {
    Ok(place::target()?.join("dev-postgres"))
}
