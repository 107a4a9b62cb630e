//! What can go wrong here, as facts.

use kernel::{Code, Denied, Failure, Fault, Faults, MemberId, OrderId};
use sea_orm::DbErr;

/// What the services of this crate return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a command or a read was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such writer here, or the asker may not know of them.
    #[error("no writer {0}")]
    NoSuchWriter(MemberId),
    /// There is no such order here, or the asker has no part in it.
    #[error("no order {0}")]
    NoSuchOrder(OrderId),
    /// Visible, but not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The input has faults; these are all of them.
    #[error("the input is refused: {0}")]
    Refused(Faults),
    /// The website has switched it off.
    #[error("switched off: {}", .0.message)]
    Off(Fault),
    /// The idempotency key was used for another input.
    #[error("the idempotency key was used for another input")]
    KeyMisused,
    /// Feedback is for finished work.
    #[error("order {0} is not finished")]
    NotFinished(OrderId),
    /// Nobody stands on the other side of this kind of feedback.
    #[error("nobody to give this feedback to")]
    NoCounterpart,
    /// The time for feedback is over.
    #[error("the feedback window of order {0} has ended")]
    WindowEnded(OrderId),
    /// What both sides have seen cannot be changed any more.
    #[error("the feedback is revealed")]
    AlreadyRevealed,
    /// The database failed.
    #[error("the store of writers failed")]
    Store(#[from] DbErr),
    /// Another part of the house failed.
    #[error("a neighbour of writers failed")]
    Neighbour(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A port's failure.
    pub(crate) fn neighbour(error: anyhow::Error) -> Self {
        Self::Neighbour(error.into())
    }
}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        Self::Refused(faults)
    }
}

impl Failure for Error {
    fn faults(&self) -> Option<Faults> {
        let one = |code, field, message| Some(Faults::one(code, field, message));
        match self {
            Self::NoSuchWriter(_) => {
                one(Code::NotFound, "writerId", "There is no such writer here.")
            }
            Self::NoSuchOrder(_) => one(Code::NotFound, "orderId", "There is no such order here."),
            Self::Denied(denied) => Some(denied.fault().into()),
            Self::Refused(faults) => Some(faults.clone()),
            Self::Off(fault) => Some(fault.clone().into()),
            Self::KeyMisused => Some(kernel::once::Once::misused().into()),
            Self::NotFinished(_) => one(
                Code::WrongState,
                "orderId",
                "Feedback is given once the order is completed. Come back then.",
            ),
            Self::NoCounterpart => one(
                Code::WrongState,
                "kind",
                "Nobody on this order can receive this kind of feedback. Choose another kind.",
            ),
            Self::WindowEnded(_) => one(
                Code::Expired,
                "orderId",
                "The time for feedback on this order has ended.",
            ),
            Self::AlreadyRevealed => one(
                Code::WrongState,
                "kind",
                "This feedback has been shown to the other side and cannot be changed any more.",
            ),
            Self::Store(_) | Self::Neighbour(_) => None,
        }
    }
}
