//! The settings of the installation: the environment over `scriptorium.toml` over the embedded
//! `default.toml`.
//!
//! A name in the file that is no setting is refused, so that a typing error does not silently
//! leave the default in force. In the environment, which others share, unknown names pass.

mod network;
mod parse;
mod push;
mod sources;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use notifications::push::Vapid;
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
    /// How long a worker with nothing to do rests before it looks for what nobody has told it of.
    pub poll: Duration,
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
        let database_url = sources.needed("database_url", parse::database);
        let listen = sources.needed("listen", parse::address);
        let public_url = sources.optional("public_url", parse::web_address);
        let default_website = sources.needed("default_website", |text| Ok(text.to_owned()));
        let allow_website_header = sources.optional("allow_website_header", parse::switch);
        let trusted_proxies = sources.optional("trusted_proxies", parse::networks);
        let smtp_url = sources.optional("smtp_url", parse::mail_server);
        let mail_from = sources.needed("mail_from", parse::sender);
        let vapid_private_key = sources.optional("vapid_private_key", push::private_key);
        let vapid_subject = sources.optional("vapid_subject", push::subject);
        let geoip_file = sources.optional("geoip_file", parse::file);
        let introspection = sources.optional("introspection", parse::introspection);
        let worker = sources.needed("worker", parse::switch);
        let metrics = sources.needed("metrics", parse::unless_off(parse::address));
        let cost_limit = sources.needed("cost_limit", parse::unless_off(parse::amount));
        let poll = sources.needed("poll_seconds", parse::seconds);
        let event_days = sources.needed("event_days", parse::days);
        let mailbox_days = sources.needed("mailbox_days", parse::days);
        let log = sources.needed("log", parse::filter);
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
            poll: poll?,
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
