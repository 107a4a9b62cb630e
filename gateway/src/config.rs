//! The settings of the installation: the environment over `scriptorium.toml` over the embedded
//! `default.toml`.
//!
//! A name in the file that is no setting is refused, so that a typing error does not silently
//! leave the default in force. In the environment, which others share, unknown names pass.

mod network;
mod push;
mod sources;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;

use notifications::push::Vapid;
use tracing_subscriber::EnvFilter;
use url::{Host, Url};

pub use network::Network;
use sources::Sources;

/// Where the file is looked for: in the folder the server is started in.
const FILE: &str = "scriptorium.toml";

/// The settings, checked.
///
/// It has no `Debug`: addresses hold passwords.
#[derive(Clone)]
pub struct Config {
    /// `sqlite://…` or `postgres://…`.
    pub database_url: String,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where people reach the installation; links on localhost take scheme and port from it.
    pub public_url: Url,
    /// The slug of the website that answers on localhost.
    pub default_website: String,
    /// Whether `X-Website` may name another one there.
    pub allow_website_header: bool,
    /// Whose forwarded headers are believed.
    pub trusted_proxies: Vec<Network>,
    /// The mail server; without one mails stay in the local mailbox.
    pub smtp_url: Option<String>,
    /// The sender of mails where a website names none.
    pub mail_from: String,
    /// What push messages are signed with; without it there are none.
    pub vapid: Option<Vapid>,
    /// The file, in MaxMind's format, that tells the places of addresses; without one every place
    /// is unknown.
    pub geoip_file: Option<PathBuf>,
    /// Who may ask for the schema.
    pub introspection: Introspection,
    /// Whether this process also delivers events, mails and timers.
    pub worker: bool,
    /// Where the metrics are listened for; nowhere unless it is said.
    pub metrics: Option<SocketAddr>,
    /// What the operations of one caller may cost in a minute; as much as they like if not said.
    pub cost_limit: Option<NonZeroU32>,
    /// How long sessions last and how much guessing is borne: the figures of the product, which no
    /// source changes.
    pub identity: identity::Config,
    /// Days that delivered events stay in the outbox.
    pub event_days: u16,
    /// Days that mails stay in the local mailbox.
    pub mailbox_days: u16,
    /// The filter of the log.
    pub log: String,
}

/// Who may ask for the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Introspection {
    /// Everybody.
    On,
    /// Whoever is signed in.
    Members,
    /// Nobody.
    Off,
}

/// All that is wrong with the settings.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the settings cannot be used:\n  {}", .0.join("\n  "))]
pub struct Faulty(Vec<String>);

impl Faulty {
    /// Each of them.
    pub fn faults(&self) -> &[String] {
        &self.0
    }
}

impl Config {
    /// The settings of this process.
    ///
    /// # Errors
    /// Everything that is wrong, each with its name, its source and what to write instead.
    pub fn load() -> Result<Self, Faulty> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where the environment is read"
        )]
        let environment = |name: &str| std::env::var(name).ok();
        let file = match std::fs::read_to_string(FILE) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(Faulty(vec![format!("{FILE} cannot be read: {error}")])),
        };
        Self::of(&environment, file.as_deref())
    }

    /// The settings that these sources give; `environment` answers for one name in capitals.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn of(
        environment: &dyn Fn(&str) -> Option<String>,
        file: Option<&str>,
    ) -> Result<Self, Faulty> {
        let mut sources = Sources::new(environment, file);
        let config = Self::read(&mut sources);
        match (config, sources.into_faults()) {
            (Some(config), faults) if faults.is_empty() => Ok(config),
            (_, faults) => Err(Faulty(faults)),
        }
    }

    fn read(sources: &mut Sources) -> Option<Self> {
        let database_url = sources.needed("database_url", database);
        let listen = sources.needed("listen", address);
        let public_url = sources.optional("public_url", web_address);
        let default_website = sources.needed("default_website", |text| Ok(text.to_owned()));
        let allow_website_header = sources.optional("allow_website_header", switch);
        let trusted_proxies = sources.optional("trusted_proxies", networks);
        let smtp_url = sources.optional("smtp_url", mail_server);
        let mail_from = sources.needed("mail_from", sender);
        let vapid_private_key = sources.optional("vapid_private_key", push::private_key);
        let vapid_subject = sources.optional("vapid_subject", push::subject);
        let geoip_file = sources.optional("geoip_file", file);
        let introspection = sources.optional("introspection", introspection);
        let worker = sources.needed("worker", switch);
        let metrics = sources.needed("metrics", unless_off(address));
        let cost_limit = sources.needed("cost_limit", unless_off(amount));
        let event_days = sources.needed("event_days", days);
        let mailbox_days = sources.needed("mailbox_days", days);
        let log = sources.needed("log", filter);
        let listen = listen?;
        let public_url = public_url.or_else(|| local_url(listen))?;
        let introspection = introspection.unwrap_or(if is_local(&public_url) {
            Introspection::On
        } else {
            Introspection::Members
        });
        Some(Self {
            vapid: push::vapid(
                vapid_private_key,
                vapid_subject,
                &public_url,
                mail_from.as_deref(),
            ),
            database_url: database_url?,
            listen,
            introspection,
            public_url,
            default_website: default_website?,
            allow_website_header: allow_website_header.unwrap_or(listen.ip().is_loopback()),
            trusted_proxies: trusted_proxies.unwrap_or_default(),
            smtp_url,
            mail_from: mail_from?,
            geoip_file,
            worker: worker?,
            metrics: metrics?,
            cost_limit: cost_limit?,
            identity: identity::Config::default(),
            event_days: event_days?,
            mailbox_days: mailbox_days?,
            log: log?,
        })
    }

    /// The file of SQLite.
    pub fn database_file(&self) -> Option<PathBuf> {
        let path = self.database_url.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        let path = path.split('?').next().filter(|path| *path != ":memory:")?;
        Some(PathBuf::from(path))
    }

    /// The folder of the SQLite file, which has to be there before it can be opened.
    pub fn database_folder(&self) -> Option<PathBuf> {
        let folder = self.database_file()?.parent()?.to_owned();
        (!folder.as_os_str().is_empty()).then_some(folder)
    }

    /// Whether `public_url` is an address of this machine.
    pub fn has_local_url(&self) -> bool {
        is_local(&self.public_url)
    }
}

fn database(text: &str) -> Result<String, &'static str> {
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if known.iter().any(|scheme| text.starts_with(scheme)) {
        return Ok(text.to_owned());
    }
    Err("write sqlite://FILE?mode=rwc or postgres://USER:PASSWORD@HOST/DATABASE")
}

fn address(text: &str) -> Result<SocketAddr, &'static str> {
    let text = text.replace("localhost:", "127.0.0.1:");
    let address = text.parse();
    address.map_err(|_| "write an address and a port, like 127.0.0.1:8080 or [::]:8080")
}

/// What `parse` reads, or nothing for `off`.
fn unless_off<T>(
    parse: impl Fn(&str) -> Result<T, &'static str>,
) -> impl Fn(&str) -> Result<Option<T>, &'static str> {
    move |text| match text.to_ascii_lowercase().as_str() {
        "off" | "false" | "no" => Ok(None),
        _ => parse(text).map(Some),
    }
}

fn amount(text: &str) -> Result<NonZeroU32, &'static str> {
    text.parse().map_err(|_| "write off, or a number from 1")
}

fn days(text: &str) -> Result<u16, &'static str> {
    let days = text.parse().ok().filter(|days| (1..=3650).contains(days));
    days.ok_or("write a number of days from 1 to 3650")
}

fn web_address(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text).ok();
    url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or("write an address like https://app.example.org")
}

fn switch(text: &str) -> Result<bool, &'static str> {
    match text.to_ascii_lowercase().as_str() {
        "on" | "true" | "yes" | "1" => Ok(true),
        "off" | "false" | "no" | "0" => Ok(false),
        _ => Err("write on or off"),
    }
}

fn networks(text: &str) -> Result<Vec<Network>, &'static str> {
    text.split([',', ' '])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().map_err(|network::Malformed| NETWORKS))
        .collect()
}

const NETWORKS: &str = "write addresses or networks, like 10.0.0.7, 172.16.0.0/12";

fn mail_server(text: &str) -> Result<String, &'static str> {
    let url = Url::parse(text).ok();
    url.filter(|url| matches!(url.scheme(), "smtp" | "smtps") && url.has_host())
        .map(|_| text.to_owned())
        .ok_or("write smtp://USER:PASSWORD@HOST:PORT or smtps://…")
}

fn sender(text: &str) -> Result<String, &'static str> {
    let config = notifications::config::Config {
        from: text.to_owned(),
        smtp_url: None,
    };
    let sender = config.sender().map(|_| text.to_owned());
    sender.map_err(|_| "write an address, or `Name <address>`")
}

fn file(text: &str) -> Result<PathBuf, &'static str> {
    let path = PathBuf::from(text);
    let there = path.is_file().then_some(path);
    there.ok_or("write the path of a file that is there and can be read")
}

fn introspection(text: &str) -> Result<Introspection, &'static str> {
    match text.to_ascii_lowercase().as_str() {
        "on" | "true" => Ok(Introspection::On),
        "members" => Ok(Introspection::Members),
        "off" | "false" => Ok(Introspection::Off),
        _ => Err("write on, members or off"),
    }
}

fn filter(text: &str) -> Result<String, &'static str> {
    let known = EnvFilter::try_new(text).map(|_| text.to_owned());
    known.map_err(|_| "write a level like info, or levels by module like info,sqlx=warn")
}

/// Where a browser on this machine reaches what listens there.
fn local_url(listen: SocketAddr) -> Option<Url> {
    Url::parse(&format!("http://localhost:{}", listen.port())).ok()
}

/// Whether an address leads to this machine alone.
fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(environment: &[(&str, &str)], file: &str) -> Result<Config, Faulty> {
        let get = |name: &str| {
            let found = environment.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        Config::of(&get, (!file.is_empty()).then_some(file))
    }

    fn fine(environment: &[(&str, &str)], file: &str) -> Config {
        load(environment, file).unwrap_or_else(|faulty| panic!("{faulty}"))
    }

    fn faults(environment: &[(&str, &str)], file: &str) -> Vec<String> {
        load(environment, file).err().expect("faults").0
    }

    #[test]
    fn the_defaults_serve_this_machine_from_a_file() {
        let config = fine(&[], "");
        assert_eq!(config.database_url, "sqlite://data/scriptorium.db?mode=rwc");
        assert_eq!(config.database_folder(), Some(PathBuf::from("data")));
        assert_eq!(config.public_url.as_str(), "http://localhost:8080/");
        assert_eq!(config.introspection, Introspection::On);
        assert!(config.allow_website_header && config.worker && config.smtp_url.is_none());
        assert!(config.metrics.is_none() && config.cost_limit.is_some());
        assert_eq!((config.event_days, config.mailbox_days), (30, 30));
    }

    #[test]
    fn the_environment_wins_over_the_file_over_the_default() {
        let file = "listen = '0.0.0.0:9000'\nworker = false\ntrusted_proxies = ['10.0.0.1', '::1']";
        let config = fine(&[("LISTEN", "0.0.0.0:9001"), ("SMTP_URL", "")], file);
        assert_eq!(config.listen.port(), 9001);
        assert_eq!(config.trusted_proxies.len(), 2);
        assert!(!config.worker && !config.allow_website_header && config.smtp_url.is_none());
        assert!(config.log.starts_with("info"), "{}", config.log);
    }

    #[test]
    fn metrics_are_listened_for_where_it_is_said() {
        let config = fine(&[("METRICS", "127.0.0.1:9100"), ("COST_LIMIT", "off")], "");
        assert_eq!(config.metrics.map(|at| at.port()), Some(9100));
        assert!(config.cost_limit.is_none());
        assert!(fine(&[("METRICS", "off")], "").metrics.is_none());
        let found = faults(
            &[("METRICS", "on"), ("COST_LIMIT", "0")],
            "event_days = 0\nmailbox_days = 'x'",
        );
        assert_eq!(found.len(), 4, "{found:#?}");
    }

    #[test]
    fn strangers_get_no_schema_where_the_installation_is_public() {
        let public = ("PUBLIC_URL", "https://app.example.org");
        assert_eq!(fine(&[public], "").introspection, Introspection::Members);
        let on = ("INTROSPECTION", "on");
        assert_eq!(fine(&[public, on], "").introspection, Introspection::On);
    }

    #[test]
    fn every_fault_is_named_with_its_source() {
        let file = "listen = 'nowhere'\nlisten_on = '1'\nworker = 3\nlog = '=,='";
        let found = faults(
            &[("DATABASE_URL", "mysql://x"), ("PUBLIC_URL", "app")],
            file,
        );
        let names = [
            "listen_on",
            "DATABASE_URL",
            "listen",
            "PUBLIC_URL",
            "worker",
            "log",
        ];
        assert_eq!(found.len(), names.len(), "{found:#?}");
        for name in names {
            assert!(
                found
                    .iter()
                    .any(|fault| fault.starts_with(&format!("{name} "))),
                "{found:#?}"
            );
        }
        assert!(
            found.iter().any(|fault| fault.contains("scriptorium.toml")),
            "{found:#?}"
        );
        assert!(faults(&[], "listen = ")[0].contains("scriptorium.toml"));
    }

    #[test]
    fn a_secret_may_come_from_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("smtp");
        std::fs::write(&path, "smtp://user:secret@mail.example:25\n").expect("written");
        let path = path.to_str().expect("a path");
        let config = fine(&[("SMTP_URL_FILE", path)], "");
        assert_eq!(
            config.smtp_url.as_deref(),
            Some("smtp://user:secret@mail.example:25")
        );
        let config = fine(&[], &format!("smtp_url_file = '{path}'"));
        assert!(config.smtp_url.is_some());
        // The environment wins, whichever of the two names it uses.
        let config = fine(
            &[("SMTP_URL", "smtp://other")],
            &format!("smtp_url_file = '{path}'"),
        );
        assert_eq!(config.smtp_url.as_deref(), Some("smtp://other"));

        let both = faults(&[("SMTP_URL_FILE", path), ("SMTP_URL", "smtp://x")], "");
        assert!(both[0].contains("not both"), "{both:?}");
        let gone = faults(&[("DATABASE_URL_FILE", "/nowhere/at/all")], "");
        assert!(gone[0].starts_with("DATABASE_URL_FILE "), "{gone:?}");
        assert!(faults(&[], "log_file = 'x'")[0].contains("log_file"));
    }

    #[test]
    fn a_file_of_places_has_to_be_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("places.mmdb");
        let text = path.to_str().expect("a path");
        let gone = faults(&[("GEOIP_FILE", text)], "");
        assert!(gone[0].starts_with("GEOIP_FILE "), "{gone:?}");
        std::fs::write(&path, "anything").expect("written");
        let config = fine(&[], &format!("geoip_file = '{text}'"));
        assert_eq!(config.geoip_file.as_deref(), Some(path.as_path()));
        assert_eq!(fine(&[], "").geoip_file, None);
    }

    #[test]
    fn the_folder_of_the_database_is_found_in_every_form_of_its_address() {
        for (url, folder) in [
            ("sqlite:///var/lib/s/a.db?mode=rwc", Some("/var/lib/s")),
            ("sqlite:a.db", None),
            ("sqlite::memory:", None),
            ("postgres://localhost/x", None),
        ] {
            let config = fine(&[("DATABASE_URL", url)], "");
            assert_eq!(config.database_folder(), folder.map(PathBuf::from), "{url}");
        }
    }
}
