//! The one implementation behind the traits of this crate.

use std::sync::Arc;

use kernel::Clock;
use kernel::site::Sites;
use sea_orm::DatabaseConnection;
use tokio::sync::OnceCell;

use crate::credential::Hasher;
use crate::guess::GuessKey;
use crate::limit::Doorstep;
use crate::ports::Roster;
use crate::{Config, Result};

/// The people of the installation.
pub struct Identity {
    pub(crate) db: DatabaseConnection,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) config: Config,
    pub(crate) hasher: Hasher,
    pub(crate) guesses: OnceCell<GuessKey>,
    pub(crate) doorstep: Doorstep,
    pub(crate) roster: Arc<dyn Roster>,
    pub(crate) sites: Arc<dyn Sites>,
}

impl Identity {
    /// Over this database. It hashes once, to have something to compare with when there is
    /// nobody to compare with.
    ///
    /// # Errors
    /// [`Hashing`](crate::Error::Hashing) when the configured cost is none that argon2 knows.
    pub fn try_new(
        db: DatabaseConnection,
        clock: Arc<dyn Clock>,
        config: Config,
        roster: Arc<dyn Roster>,
        sites: Arc<dyn Sites>,
    ) -> Result<Self> {
        let hasher = Hasher::try_new(&config.hashing, Arc::clone(&clock))?;
        let doorstep = Doorstep::new(&config.limits, Arc::clone(&clock));
        Ok(Self {
            db,
            clock,
            config,
            hasher,
            guesses: OnceCell::new(),
            doorstep,
            roster,
            sites,
        })
    }
}
