//! The composition root: the settings, the services over them, the schema and the dispatcher.

use std::sync::Arc;

use anyhow::Context;
use flows::{Dispatcher, Settings};
use kernel::Clock;
use kernel::site::Sites;
use notifications::Links;
use sea_orm::DatabaseConnection;

pub use flows::Services;

use crate::config::Config;
use crate::graphql::{self, Schema};

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
    /// Every service.
    pub services: Arc<Services>,
    /// The one schema.
    pub schema: Schema,
    /// Delivers events and timers.
    pub dispatcher: Dispatcher,
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
            identity: identity::Config::default(),
            mailer: mail.mailer(db.clone(), Arc::clone(&clock))?,
            links: Links::like(config.public_url.as_str()).context("PUBLIC_URL")?,
            sender: mail.sender()?,
        };
        let services = Services::try_new(db.clone(), Arc::clone(&clock), settings)?;
        let app = Self {
            sites: Arc::clone(&services.sites),
            dispatcher: services.dispatcher(),
            schema: graphql::schema(),
            services: Arc::new(services),
            config,
            db,
            clock,
        };
        Ok(Arc::new(app))
    }
}
