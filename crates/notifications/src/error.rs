//! What can go wrong with a message.

use kernel::{Denied, Failure, Faults};
use sea_orm::DbErr;

/// The result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong with a message.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The asker may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The message was not taken this time; sending it again later may help.
    #[error("the message was not taken: {0}")]
    NotTaken(String),
    /// The website's look could not be had.
    #[error("the brand of the website is unknown")]
    Brand(#[source] anyhow::Error),
    /// A template of the house is broken.
    #[error("the message could not be written")]
    Unwritable(#[from] minijinja::Error),
    /// The setting is of no use.
    #[error("{setting}: {reason}")]
    Misconfigured {
        /// The name of the setting.
        setting: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The database failed.
    #[error("the message store failed")]
    Store(#[from] DbErr),
}

impl Failure for Error {
    fn faults(&self) -> Option<Faults> {
        match self {
            Self::Denied(denied) => Some(denied.fault().into()),
            Self::NotTaken(_)
            | Self::Brand(_)
            | Self::Unwritable(_)
            | Self::Misconfigured { .. }
            | Self::Store(_) => None,
        }
    }
}
