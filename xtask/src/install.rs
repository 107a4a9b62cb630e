//! Installing what a fresh machine lacks, where that is allowed; otherwise saying what to install.

use std::process::Command;

use crate::{
    failure::{Failure, Result},
    place, tool,
};

/// Installs the Debian package `name`; a machine without apt or without root is told what it needs.
pub fn package(name: &str, what: &str) -> Result {
    if !root()? || place::on_path("apt-get").is_none() {
        return Err(Failure::new(format!(
            "missing: {what} (on Debian: apt-get install {name})"
        )));
    }
    println!("{name} is missing: installing it");
    tool::show(&mut apt(&["update", "--quiet"]))?;
    tool::show(&mut apt(&[
        "install",
        "--yes",
        "--quiet",
        "--no-install-recommends",
        name,
    ]))
}

/// Whether this is root.
pub fn root() -> Result<bool> {
    Ok(tool::read(Command::new("id").arg("-u"))?.trim() == "0")
}

fn apt(arguments: &[&str]) -> Command {
    let mut command = tool::command("apt-get", arguments, place::root());
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
