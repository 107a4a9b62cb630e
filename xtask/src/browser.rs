//! The Chromium the browser tests drive.

use std::path::PathBuf;

use crate::{
    failure::{Failure, Result},
    install, place,
};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// The one named by `CHROMIUM`, else one on the `PATH`, else a fresh one.
pub fn find() -> Result<PathBuf> {
    if let Some(file) = place::setting("CHROMIUM").map(PathBuf::from) {
        let missing = || Failure::new(format!("CHROMIUM names no file: {}", file.display()));
        return file.is_file().then_some(file.clone()).ok_or_else(missing);
    }
    if let Some(file) = installed() {
        return Ok(file);
    }
    install::package("chromium", "Chromium, or set CHROMIUM to one")?;
    installed().ok_or_else(|| Failure::new("Chromium is installed but not found"))
}

fn installed() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| place::on_path(name))
}
