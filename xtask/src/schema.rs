//! The committed `schema.graphql`: written from the server's own types, and compared with them.

use std::fs;

use crate::{
    failure::{Failure, Result},
    place, tool,
    web::Web,
};

/// Writes the schema, then the web types made from it.
pub fn write() -> Result {
    let path = place::schema();
    fs::write(&path, printed()?).map_err(|error| Failure::at(&path, &error))?;
    Web::ready()?.codegen()
}

/// Fails if the committed schema is not what the server prints.
pub fn is_fresh() -> Result {
    let path = place::schema();
    let committed = fs::read_to_string(&path).map_err(|error| Failure::at(&path, &error))?;
    if committed == printed()? {
        return Ok(());
    }
    Err(Failure::new(
        "schema.graphql is stale: `cargo xtask schema`",
    ))
}

fn printed() -> Result<String> {
    tool::read(&mut tool::cargo(&[
        "run",
        "--quiet",
        "--bin",
        "scriptorium",
        "--",
        "schema",
    ]))
}
