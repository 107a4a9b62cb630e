//! Builds everything and serves the demo.

use std::os::unix::process::CommandExt;

use crate::{
    failure::{Failure, Result},
    tool,
    web::Web,
};

/// Serves until it is stopped; `arguments` go to `serve`.
pub fn run(arguments: &[&str]) -> Result {
    let web = Web::ready()?;
    web.codegen()?;
    web.build()?;
    let mut server = tool::cargo(&["run", "--bin", "scriptorium", "--", "serve", "--demo"]);
    // The server takes the place of xtask, so that signals reach it as if it had been started alone.
    let error = server.args(arguments).exec();
    Err(Failure::new(format!("cargo could not be started: {error}")))
}
