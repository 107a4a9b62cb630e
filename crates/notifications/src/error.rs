//! What can go wrong with a message.

use kernel::{Code, Denied, Failure, Faults};
use sea_orm::DbErr;

/// The result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong with a message.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input has faults.
    #[error("invalid: {0}")]
    Invalid(Faults),
    /// The asker may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There are no such notifications at these places of the list.
    #[error("no notifications at {0:?}")]
    NoSuchNotifications(Vec<usize>),
    /// More notifications are named at once than may be.
    #[error("more than {0} notifications at once")]
    TooMany(usize),
    /// No link has this token.
    #[error("no such link")]
    NoSuchLink,
    /// The website tells of this in any case.
    #[error("the website insists on telling this")]
    Insisted,
    /// The message was not taken this time; sending it again later may help.
    #[error("the message was not taken: {0}")]
    NotTaken(String),
    /// The website's look could not be had.
    #[error("the brand of the website is unknown")]
    Brand(#[source] anyhow::Error),
    /// A template of the house is broken.
    #[error("the message could not be written")]
    Unwritable(#[from] minijinja::Error),
    /// The words of a language are not what the house needs.
    #[error("a language lacks words")]
    Wordless(#[from] serde_json::Error),
    /// The setting is of no use.
    #[error("{setting}: {reason}")]
    Misconfigured {
        /// The name of the setting.
        setting: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// Whoever keeps what happens to the safety of accounts failed.
    #[error("the security trail failed")]
    Trail(#[source] anyhow::Error),
    /// Whoever knows the devices of people failed.
    #[error("the devices are unknown")]
    Devices(#[source] anyhow::Error),
    /// The database failed.
    #[error("the message store failed")]
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
            Self::Denied(denied) => Some(denied.fault().into()),
            Self::NoSuchNotifications(places) => {
                let mut faults = Faults::none();
                for place in places {
                    let message = "You have no such notification here.";
                    faults.add(Code::NotFound, &format!("ids.{place}"), message);
                }
                Some(faults)
            }
            Self::TooMany(most) => {
                let message =
                    format!("Name at most {most} notifications at once, or none for all.");
                Some(Faults::one(Code::TooLarge, "ids", message))
            }
            Self::NoSuchLink => {
                let message = "This link does not work any more. Sign in and choose in your \
                               settings what you are told.";
                Some(Faults::one(Code::NotFound, "token", message))
            }
            Self::Insisted => {
                let message = "This website tells everybody of this: it cannot be switched off.";
                Some(Faults::one(Code::Forbidden, "token", message))
            }
            Self::NotTaken(_)
            | Self::Brand(_)
            | Self::Unwritable(_)
            | Self::Wordless(_)
            | Self::Misconfigured { .. }
            | Self::Trail(_)
            | Self::Devices(_)
            | Self::Store(_) => None,
        }
    }
}
