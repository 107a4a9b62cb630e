//! The one implementation behind the traits of this crate.

use std::sync::Arc;

use kernel::Clock;
use kernel::gather::{self, Gather};
use kernel::site::Sites;
use sea_orm::DatabaseConnection;
use tokio::sync::OnceCell;

use crate::credential::Hasher;
use crate::guess::GuessKey;
use crate::limit::Doorstep;
use crate::ports::Roster;
use crate::session::entity::{Held, find_held};
use crate::{Config, Result, TokenHash};

/// The people of the installation.
pub struct Identity {
    pub(crate) db: DatabaseConnection,
    /// Who holds a session: asked by every request, and by many in the same moment.
    pub(crate) held: Gather<TokenHash, Held>,
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
        let pool = db.clone();
        let held = Gather::new(move |tokens: Vec<TokenHash>| {
            let pool = pool.clone();
            async move {
                let found = find_held(gather::padded(&tokens)).all(&pool).await?;
                let held = |token: &TokenHash| found.iter().find(|row| row.token_hash == *token);
                Ok(tokens.iter().map(|token| held(token).cloned()).collect())
            }
        });
        Ok(Self {
            db,
            held,
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
