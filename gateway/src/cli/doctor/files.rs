//! The files and folders that settings name.

use identity::place::GeoFile;

use super::database::is_writable;
use super::report::Line;
use crate::config::Config;

/// Looks whether they can be used.
pub fn look(config: &Config) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(folder) = config.database_folder() {
        let shown = folder.display();
        let line = if folder.exists() {
            match is_writable(&folder) {
                Ok(()) => Line::ok("folder", format!("{shown} can be written")),
                Err(error) => {
                    let said = format!("{shown} cannot be written: {error}");
                    let next = "give it to the user that the server runs as, or name another";
                    Line::fail("folder", said, next)
                }
            }
        } else {
            let said = format!("{shown} is not there yet");
            Line::warn("folder", said, "`serve` makes it, or `scriptorium migrate`")
        };
        lines.push(line);
    }
    lines.push(match &config.geoip_file {
        None => Line::ok(
            "places",
            "no GEOIP_FILE: the places of sign-ins are unknown",
        ),
        Some(file) => match GeoFile::open(file) {
            Ok(read) => Line::ok("places", format!("GEOIP_FILE is a {}", read.kind())),
            Err(error) => {
                let said = format!("GEOIP_FILE cannot be read: {error:#}");
                let next = "name a file in MaxMind's format (.mmdb), or leave it unset";
                Line::fail("places", said, next)
            }
        },
    });
    lines
}
