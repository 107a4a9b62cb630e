//! What is written in a setting, read: the value, or what to write instead.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use tracing_subscriber::EnvFilter;
use url::Url;

use super::Introspection;
use super::network::{self, Network};

/// The address of a database.
pub fn database(text: &str) -> Result<String, &'static str> {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if known.iter().any(|scheme| text.starts_with(scheme)) {
        return Ok(text.to_owned());
    }
    Err("write sqlite://FILE?mode=rwc or postgres://USER:PASSWORD@HOST/DATABASE")
}

/// An address and a port.
pub fn address(text: &str) -> Result<SocketAddr, &'static str> {
    let text = text.replace("localhost:", "127.0.0.1:");
    let address = text.parse();
    address.map_err(|_| "write an address and a port, like 127.0.0.1:8080 or [::]:8080")
}

/// What `parse` reads, or nothing for `off`.
pub fn unless_off<T>(
    parse: impl Fn(&str) -> Result<T, &'static str>,
) -> impl Fn(&str) -> Result<Option<T>, &'static str> {
    move |text| match text.to_ascii_lowercase().as_str() {
        "off" | "false" | "no" => Ok(None),
        _ => parse(text).map(Some),
    }
}

/// A number from 1.
pub fn amount(text: &str) -> Result<NonZeroU32, &'static str> {
    text.parse().map_err(|_| "write off, or a number from 1")
}

/// A number of days.
pub fn days(text: &str) -> Result<u16, &'static str> {
    let days = text.parse().ok().filter(|days| (1..=3650).contains(days));
    days.ok_or("write a number of days from 1 to 3650")
}

/// An address of a page.
pub fn web_address(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text).ok();
    url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or("write an address like https://app.example.org")
}

/// On or off.
pub fn switch(text: &str) -> Result<bool, &'static str> {
    match text.to_ascii_lowercase().as_str() {
        "on" | "true" | "yes" | "1" => Ok(true),
        "off" | "false" | "no" | "0" => Ok(false),
        _ => Err("write on or off"),
    }
}

/// Addresses and networks.
pub fn networks(text: &str) -> Result<Vec<Network>, &'static str> {
    text.split([',', ' '])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().map_err(|network::Malformed| NETWORKS))
        .collect()
}

const NETWORKS: &str = "write addresses or networks, like 10.0.0.7, 172.16.0.0/12";

/// The address of a mail server.
pub fn mail_server(text: &str) -> Result<String, &'static str> {
    let url = Url::parse(text).ok();
    url.filter(|url| matches!(url.scheme(), "smtp" | "smtps") && url.has_host())
        .map(|_| text.to_owned())
        .ok_or("write smtp://USER:PASSWORD@HOST:PORT or smtps://…")
}

/// Whom mails come from.
pub fn sender(text: &str) -> Result<String, &'static str> {
    let config = notifications::config::Config {
        from: text.to_owned(),
        smtp_url: None,
    };
    let sender = config.sender().map(|_| text.to_owned());
    sender.map_err(|_| "write an address, or `Name <address>`")
}

/// A file that is there.
pub fn file(text: &str) -> Result<PathBuf, &'static str> {
    let path = PathBuf::from(text);
    let there = path.is_file().then_some(path);
    there.ok_or("write the path of a file that is there and can be read")
}

/// Who may ask for the schema.
pub fn introspection(text: &str) -> Result<Introspection, &'static str> {
    match text.to_ascii_lowercase().as_str() {
        "on" | "true" => Ok(Introspection::On),
        "members" => Ok(Introspection::Members),
        "off" | "false" => Ok(Introspection::Off),
        _ => Err("write on, members or off"),
    }
}

/// A filter of the log.
pub fn filter(text: &str) -> Result<String, &'static str> {
    let known = EnvFilter::try_new(text).map(|_| text.to_owned());
    known.map_err(|_| "write a level like info, or levels by module like info,sqlx=warn")
}

/// A number of seconds, up to an hour.
pub fn seconds(text: &str) -> Result<Duration, &'static str> {
    let seconds = text.parse().ok();
    let seconds = seconds.filter(|seconds| (1..=3600).contains(seconds));
    let seconds = seconds.map(Duration::from_secs);
    seconds.ok_or("write a number of seconds from 1 to 3600")
}
