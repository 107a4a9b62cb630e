//! What can go wrong between a person and their account.

use kernel::{Code, Denied, Failure, Fault, Faults, SessionId};
use sea_orm::DbErr;

/// The result of whatever concerns people.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A fact about why somebody could not come in or be found.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input has faults.
    #[error("invalid: {0}")]
    Invalid(Faults),
    /// The address is unknown, the password wrong, or there is no place here for this person:
    /// nobody learns which.
    #[error("the e-mail address or the password is wrong")]
    BadCredentials,
    /// So many sign in that one more would make all wait too long.
    #[error("too many sign-ins at once")]
    Busy,
    /// The website takes no new people.
    #[error("the registration is closed")]
    RegistrationClosed,
    /// Something was done to the same account in the same moment.
    #[error("overtaken by a change of the same account")]
    Overtaken,
    /// They have another role here already.
    #[error("already a member in another role")]
    AlreadyMember,
    /// There is no such session of theirs.
    #[error("no session {0}")]
    NoSuchSession(SessionId),
    /// There is no such account.
    #[error("no such account")]
    NoSuchAccount,
    /// It is not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error("the account store failed")]
    Store(#[from] DbErr),
    /// Whoever keeps members' names elsewhere failed.
    #[error("the roster failed")]
    Roster(#[source] anyhow::Error),
    /// A password could not be hashed.
    #[error("hashing failed: {0}")]
    Hashing(String),
}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        Self::Invalid(faults)
    }
}

impl Failure for Error {
    fn faults(&self) -> Option<Faults> {
        let fault = match self {
            Self::Invalid(faults) => return Some(faults.clone()),
            Self::Denied(denied) => denied.fault(),
            Self::BadCredentials => Fault::new(
                Code::BadCredentials,
                "",
                "The e-mail address or the password is wrong. Check both and try again.",
            ),
            Self::Busy => Fault::new(
                Code::RateLimited,
                "",
                "Too many people are signing in. Try again in a few seconds.",
            ),
            Self::RegistrationClosed => Fault::new(
                Code::Forbidden,
                "",
                "This website takes no new registrations at present.",
            ),
            Self::Overtaken => Fault::new(
                Code::Conflict,
                "",
                "This account was changed at the same moment. Try again.",
            ),
            Self::AlreadyMember => Fault::new(
                Code::Taken,
                "email",
                "This person has another role on this website already.",
            ),
            Self::NoSuchSession(_) => Fault::new(
                Code::NotFound,
                "sessionId",
                "There is no such session. Load the list again.",
            ),
            Self::NoSuchAccount => Fault::new(Code::NotFound, "", "There is no such account."),
            Self::Store(_) | Self::Roster(_) | Self::Hashing(_) => return None,
        };
        Some(fault.into())
    }
}
