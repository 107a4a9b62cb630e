//! The composition root: the settings, the services over them, the schema and the dispatcher.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use flows::{Dispatcher, Keep, Nightly, Settings};
use identity::place::{GeoFile, Nowhere, Places};
use kernel::site::Sites;
use kernel::{Clock, outbox};
use notifications::Links;
use notifications::push::Carrier;
use sea_orm::DatabaseConnection;

pub use flows::Services;

use crate::config::Config;
use crate::graphql::Executor;
use crate::http::Audience;

/// The running house.
pub struct App {
    /// The settings.
    pub config: Config,
    /// The database.
    pub db: DatabaseConnection,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The websites by host, slug and id.
    pub sites: Arc<dyn Sites>,
    /// Where addresses are, as far as it is known.
    pub places: Arc<dyn Places>,
    /// Every service.
    pub services: Arc<Services>,
    /// The one schema.
    pub executor: Executor,
    /// Those who stay and watch.
    pub audience: Audience,
    /// Delivers events and timers.
    pub dispatcher: Dispatcher,
    /// Does the chores of the night.
    pub nightly: Nightly,
}

impl App {
    /// Puts the house together over a migrated database.
    ///
    /// # Errors
    /// When a setting cannot be used.
    pub fn new(
        config: Config,
        db: DatabaseConnection,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<Arc<Self>> {
        let mail = notifications::config::Config {
            from: config.mail_from.clone(),
            smtp_url: config.smtp_url.clone(),
        };
        let settings = Settings {
            identity: config.identity.clone(),
            mailer: mail.mailer(db.clone(), Arc::clone(&clock))?,
            links: Links::like(config.public_url.as_str()).context("PUBLIC_URL")?,
            sender: mail.sender()?,
            carrier: Carrier::try_new()?,
            vapid: config.vapid.clone(),
        };
        let services = Services::try_new(db.clone(), Arc::clone(&clock), settings)?;
        let places = places(config.geoip_file.as_deref())?;
        let app = Self {
            places,
            sites: Arc::clone(&services.sites),
            dispatcher: services.dispatcher().resting(config.poll),
            audience: Audience::default(),
            nightly: services.nightly(Keep {
                event_days: config.event_days,
                mailbox_days: config.mailbox_days,
            }),
            executor: Executor::default(),
            services: Arc::new(services),
            config,
            db,
            clock,
        };
        Ok(Arc::new(app))
    }

    /// Delivers events and timers and does the chores of the night, until `shutdown`.
    pub async fn work<F: Future<Output = ()> + Send>(&self, shutdown: impl Fn() -> F) {
        let (deliver, chores) = (shutdown(), shutdown());
        tokio::join!(self.dispatcher.run(deliver), self.nightly.run(chores));
    }

    /// Tells the workers in other processes what this one has written, until `shutdown`.
    pub async fn ring_out(&self, shutdown: impl Future<Output = ()> + Send) {
        outbox::ring_out(&self.db, shutdown).await;
    }
}

/// The configured file of places. One that cannot be read stops the start: silently every place
/// would be unknown.
fn places(file: Option<&Path>) -> anyhow::Result<Arc<dyn Places>> {
    let Some(file) = file else {
        return Ok(Arc::new(Nowhere));
    };
    let read =
        GeoFile::open(file).with_context(|| format!("GEOIP_FILE names {}", file.display()))?;
    tracing::info!(geoip.kind = read.kind(), "places come from a file");
    Ok(Arc::new(read))
}
