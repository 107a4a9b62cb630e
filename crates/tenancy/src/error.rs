//! What can go wrong with a website.

use kernel::{Code, Denied, Failure, Fault, Faults};
use sea_orm::DbErr;

/// The result of whatever concerns websites.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A fact about why a website could not be made, read or changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input has faults.
    #[error("invalid: {0}")]
    Invalid(Faults),
    /// The website the asker stands on is gone.
    #[error("no such website")]
    NoSuchWebsite,
    /// No event of this id was given up on the asker's website.
    #[error("no such parked event")]
    NoSuchParkedEvent,
    /// It is not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error("the website store failed")]
    Store(#[from] DbErr),
}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        Self::Invalid(faults)
    }
}

impl Failure for Error {
    fn faults(&self) -> Option<Faults> {
        match self {
            Self::Invalid(faults) => Some(faults.clone()),
            Self::NoSuchWebsite => {
                Some(Fault::new(Code::NotFound, "", "There is no such website.").into())
            }
            Self::NoSuchParkedEvent => {
                let message = "There is no such event, or it was never given up.";
                Some(Fault::new(Code::NotFound, "id", message).into())
            }
            Self::Denied(denied) => Some(denied.fault().into()),
            Self::Store(_) => None,
        }
    }
}
