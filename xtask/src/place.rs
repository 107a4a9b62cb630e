//! Where things are: the folders of the repository, programs, and settings from outside.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::failure::{Failure, Result};

/// The root of the repository.
pub fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// The folder of the web app.
pub fn web() -> PathBuf {
    root().join("web")
}

/// The committed schema.
pub fn schema() -> PathBuf {
    root().join("schema.graphql")
}

/// The folder cargo builds into, found from where this very program was built.
pub fn target() -> Result<PathBuf> {
    let own = env::current_exe().map_err(|error| Failure::new(format!("xtask: {error}")))?;
    own.ancestors()
        .nth(2)
        .map(Path::to_path_buf)
        .ok_or_else(|| Failure::new("xtask was not built by cargo: run `cargo xtask`"))
}

/// The setting `name` of the environment, unless it is absent or empty.
pub fn setting(name: &str) -> Option<String> {
    let value = env::var_os(name)?.into_string().ok()?;
    (!value.is_empty()).then_some(value)
}

/// The program `name` on the `PATH`.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}
