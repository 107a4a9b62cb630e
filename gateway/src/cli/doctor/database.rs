//! Whether the database answers, can be written, and keeps what it was told.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{Datelike, TimeDelta};
use kernel::{Clock, Instant, db};
use sea_orm::DatabaseConnection;

use super::report::Line;
use crate::cli;
use crate::config::Config;

/// What is asked of PostgreSQL about itself.
const SETTINGS: [&str; 9] = [
    "server_version_num",
    "server_version",
    "server_encoding",
    "fsync",
    "full_page_writes",
    "synchronous_commit",
    "default_transaction_isolation",
    "transaction_read_only",
    "max_connections",
];

/// The database, if it can be opened.
pub async fn open(config: &Config, say: &mut impl FnMut(Line)) -> Option<DatabaseConnection> {
    if let Some(file) = config.database_file() {
        // To open a file that is not there would make it.
        if !file.exists() {
            let said = format!("there is none at {} yet", file.display());
            let next = "`serve` makes it, or `scriptorium migrate`";
            say(Line::warn("database", said, next));
            return None;
        }
    }
    match cli::opened(config).await {
        Ok(db) => {
            let engine = if db::is_postgres(&db) {
                "PostgreSQL"
            } else {
                "SQLite"
            };
            say(Line::ok("database", format!("{engine} answers")));
            Some(db)
        }
        Err(error) => {
            let next = "see whether the server runs, and DATABASE_URL names it with the right \
                        user, password and database";
            say(Line::fail("database", format!("{error:#}"), next));
            None
        }
    }
}

/// Looks at an open database and at the clocks.
pub async fn look(db: &DatabaseConnection, clock: &dyn Clock) -> Vec<Line> {
    let mut lines = Vec::new();
    if db::is_postgres(db) {
        match db::settings(db, &SETTINGS).await {
            Ok(settings) => lines.extend(server(&settings)),
            Err(error) => lines.push(broken(&error)),
        }
    } else {
        lines.push(match db::damage(db).await {
            Ok(None) => Line::ok("file", "the database file is whole"),
            Ok(Some(said)) => {
                let next = "stop the server and restore the file from a copy";
                Line::fail(
                    "file",
                    format!("the database file is damaged: {said}"),
                    next,
                )
            }
            Err(error) => broken(&error),
        });
        lines.push(match db::try_write(db).await {
            Ok(()) => Line::ok("disk", "the database can be written"),
            Err(error) => {
                let next = "see whether the disk is full, and whose the file and its folder are";
                Line::fail(
                    "disk",
                    format!("the database cannot be written: {error}"),
                    next,
                )
            }
        });
    }
    match db::time(db).await {
        Ok(theirs) => lines.push(time(clock.now(), theirs)),
        Err(error) => lines.push(broken(&error)),
    }
    lines
}

fn broken(error: &sea_orm::DbErr) -> Line {
    Line::fail("database", error.to_string(), "see the database's own log")
}

/// What the settings of PostgreSQL mean to us.
fn server(settings: &BTreeMap<String, String>) -> Vec<Line> {
    let get = |name: &str| settings.get(name).map(String::as_str).unwrap_or_default();
    let mut lines = Vec::new();
    let number: u32 = get("server_version_num").parse().unwrap_or_default();
    let version = get("server_version");
    if number < 130_000 {
        let next = "take PostgreSQL 13 or newer";
        lines.push(Line::fail(
            "server",
            format!("PostgreSQL {version} is too old"),
            next,
        ));
    }
    if get("server_encoding") != "UTF8" {
        let said = format!("the database is in {}", get("server_encoding"));
        let next = "make it anew in UTF8: names and texts do not fit in";
        lines.push(Line::fail("server", said, next));
    }
    if get("transaction_read_only") == "on" {
        let next = "name the primary in DATABASE_URL, not a standby";
        lines.push(Line::fail("server", "the database can only be read", next));
    }
    for (name, loses) in [
        ("fsync", "a crash of the machine can destroy the database"),
        (
            "full_page_writes",
            "a crash of the machine can destroy the database",
        ),
        (
            "synchronous_commit",
            "a crash of the machine loses what was just told as done",
        ),
    ] {
        if get(name) == "off" {
            let next = format!("set {name} = on in postgresql.conf");
            lines.push(Line::warn(
                "server",
                format!("{name} is off: {loses}"),
                next,
            ));
        }
    }
    let isolation = get("default_transaction_isolation");
    if isolation != "read committed" {
        let said = format!("default_transaction_isolation is {isolation}");
        let next = "set it to `read committed` for this database: parallel commands would fail";
        lines.push(Line::warn("server", said, next));
    }
    let most: u32 = get("max_connections").parse().unwrap_or_default();
    if most < 3 * cli::CONNECTIONS {
        let said = format!(
            "max_connections is {most}; every process takes up to {}",
            cli::CONNECTIONS
        );
        let next = "raise it, with room for each `serve` and `worker` and a few more";
        lines.push(Line::warn("server", said, next));
    }
    if lines.is_empty() {
        lines.push(Line::ok(
            "server",
            format!("PostgreSQL {version}, as it should be set"),
        ));
    }
    lines
}

/// Whether this machine knows what time it is.
fn time(ours: Instant, theirs: Option<Instant>) -> Line {
    let next = "let NTP set the clocks of both machines";
    if ours.year() < 2026 {
        return Line::fail("clock", format!("this machine says it is {ours}"), next);
    }
    let apart = theirs.map_or(TimeDelta::zero(), |theirs| (ours - theirs).abs());
    let seconds = apart.num_seconds();
    match seconds {
        0..=2 => Line::ok("clock", "it is right, as far as can be seen"),
        3..=30 => {
            let said = format!("this machine and the database are {seconds} s apart");
            Line::warn("clock", said, next)
        }
        _ => {
            let said = format!("this machine and the database are {seconds} s apart");
            Line::fail("clock", said, next)
        }
    }
}

/// Whether `folder` takes files.
pub fn is_writable(folder: &Path) -> std::io::Result<()> {
    let probe = folder.join(format!(".scriptorium-{}", std::process::id()));
    std::fs::write(&probe, b"")?;
    std::fs::remove_file(&probe)
}

#[cfg(test)]
mod tests {
    use super::super::report::Level;
    use super::*;

    fn said(changes: &[(&str, &str)]) -> Vec<(Level, String)> {
        let mut settings: BTreeMap<_, _> = [
            ("server_version_num", "160004"),
            ("server_version", "16.4"),
            ("server_encoding", "UTF8"),
            ("fsync", "on"),
            ("full_page_writes", "on"),
            ("synchronous_commit", "on"),
            ("default_transaction_isolation", "read committed"),
            ("transaction_read_only", "off"),
            ("max_connections", "100"),
        ]
        .into();
        settings.extend(changes.iter().copied());
        let settings = settings
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let lines = server(&settings);
        lines
            .into_iter()
            .map(|line| (line.level, line.to_string()))
            .collect()
    }

    #[test]
    fn what_makes_postgres_unfit_is_told_from_what_makes_it_risky() {
        assert_eq!(said(&[])[0].0, Level::Ok);
        for (name, value, level) in [
            ("server_version_num", "120000", Level::Fail),
            ("server_encoding", "SQL_ASCII", Level::Fail),
            ("transaction_read_only", "on", Level::Fail),
            ("fsync", "off", Level::Warn),
            ("synchronous_commit", "off", Level::Warn),
            ("default_transaction_isolation", "serializable", Level::Warn),
            ("max_connections", "20", Level::Warn),
        ] {
            let lines = said(&[(name, value)]);
            assert_eq!(lines.len(), 1, "{lines:#?}");
            assert_eq!(lines[0].0, level, "{name}");
            assert!(lines[0].1.contains("-> "), "{}", lines[0].1);
        }
        assert_eq!(
            said(&[("fsync", "off"), ("server_encoding", "LATIN1")]).len(),
            2
        );
    }

    #[test]
    fn clocks_may_not_be_far_apart() {
        let now: Instant = "2026-11-23T12:00:00Z".parse().expect("an instant");
        for (apart, level) in [
            (0, Level::Ok),
            (-2, Level::Ok),
            (10, Level::Warn),
            (-90, Level::Fail),
        ] {
            assert_eq!(
                time(now, Some(now + TimeDelta::seconds(apart))).level,
                level,
                "{apart}"
            );
        }
        assert_eq!(time(now, None).level, Level::Ok);
        let long_ago = "1970-01-01T00:00:00Z".parse().expect("an instant");
        assert_eq!(time(long_ago, None).level, Level::Fail);
    }
}
