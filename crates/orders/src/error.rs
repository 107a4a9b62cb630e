//! What can stand in the way of a command, as facts.

use kernel::{Code, Denied, Failure, Fault, Faults, once::Once};
use sea_orm::DbErr;

use crate::order::{Status, Step};
use crate::ports::Refusal;
use crate::{draft, order, quote};

/// What every command of this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A fact that ends a command; nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The asker has no such draft.
    #[error("no such draft")]
    NoSuchDraft,
    /// The asker has no such order.
    #[error("no such order")]
    NoSuchOrder,
    /// The asker has no such revision request.
    #[error("no such revision request")]
    NoSuchRevision,
    /// The input is not right.
    #[error("{0}")]
    Invalid(Faults),
    /// The asker may not do this.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Somebody else saved the draft meanwhile; this is how it stands.
    #[error("the draft was changed meanwhile")]
    StaleDraft(Box<draft::Model>),
    /// The draft is an order: it changes no more.
    #[error("the draft was converted")]
    DraftConverted,
    /// The draft is this order already.
    #[error("the draft was converted")]
    AlreadyConverted(Box<order::Model>),
    /// The quote no longer holds, among other faults; there may be one that does.
    #[error("{faults}")]
    QuoteLapsed {
        /// Everything that is wrong.
        faults: Faults,
        /// What the work costs now.
        quote: Option<Box<quote::Model>>,
    },
    /// Another writer has the order.
    #[error("the order has a writer")]
    AlreadyAssigned(Box<order::Model>),
    /// The writer cannot take the order.
    #[error("the writer cannot take the order")]
    Ineligible(Vec<Refusal>),
    /// The order is not where this could be done.
    #[error("not possible with an order that is {from:?}")]
    WrongStep {
        /// Where it is.
        from: Status,
        /// What was to be done.
        step: Step,
    },
    /// No revision is free of charge any more: too late.
    #[error("the window for revisions is over")]
    RevisionsOver,
    /// No revision is free of charge any more: all rounds are used.
    #[error("all rounds of revision are used")]
    RoundsUsed(u16),
    /// The website has a catalog already.
    #[error("the website has a catalog")]
    AlreadyFounded,
    /// The website has no price book, so nothing can be priced.
    #[error("the website has no price book")]
    NoPriceBook,
    /// The database failed.
    #[error("the order store failed")]
    Store(#[from] DbErr),
    /// A neighbour failed.
    #[error("a neighbour of orders failed")]
    Neighbour(#[from] anyhow::Error),
}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        Self::Invalid(faults)
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::Invalid(fault.into())
    }
}

impl Error {
    /// An idempotency key that was used for something else.
    pub(crate) fn misused_key() -> Self {
        Once::misused().into()
    }
}

impl Failure for Error {
    fn faults(&self) -> Option<Faults> {
        let fault = match self {
            Self::Invalid(faults) | Self::QuoteLapsed { faults, .. } => {
                return Some(faults.clone());
            }
            Self::Store(_) | Self::Neighbour(_) | Self::NoPriceBook => return None,
            Self::NoSuchDraft => Fault::new(Code::NotFound, "id", "There is no such draft."),
            Self::NoSuchOrder => Fault::new(Code::NotFound, "orderId", "There is no such order."),
            Self::NoSuchRevision => Fault::new(
                Code::NotFound,
                "revisionRequestId",
                "There is no such revision request.",
            ),
            Self::Denied(denied) => denied.fault(),
            Self::StaleDraft(_) => Fault::new(
                Code::Conflict,
                "expectedVersion",
                "The draft was changed elsewhere. Look at its present state and try again.",
            ),
            Self::DraftConverted => Fault::new(
                Code::WrongState,
                "id",
                "This draft has become an order and cannot be changed any more.",
            ),
            Self::AlreadyConverted(_) => Fault::new(
                Code::Conflict,
                "id",
                "This draft has become an order already.",
            ),
            Self::AlreadyAssigned(_) => Fault::new(
                Code::Conflict,
                "orderId",
                "Another writer has this order already.",
            ),
            Self::Ineligible(refusals) => ineligible(refusals),
            Self::WrongStep { from, step } => {
                let field = match step {
                    Step::StartRevision => "revisionRequestId",
                    _ => "orderId",
                };
                let message = format!("{} {}", from.sentence(), step.hint());
                Fault::new(Code::WrongState, field, message)
            }
            Self::RevisionsOver => Fault::new(
                Code::Expired,
                "orderId",
                "The time for free revisions of this order is over. Ask support for help.",
            ),
            Self::RoundsUsed(rounds) => Fault::new(
                Code::LimitReached,
                "orderId",
                format!(
                    "All {rounds} free revisions of this order are used. Ask support for help."
                ),
            ),
            Self::AlreadyFounded => {
                Fault::new(Code::Conflict, "", "This website has a catalog already.")
            }
        };
        Some(fault.into())
    }
}

fn ineligible(refusals: &[Refusal]) -> Fault {
    let reasons: Vec<_> = refusals
        .iter()
        .map(|one| format!("{} ({})", one.message, one.reason))
        .collect();
    let reasons = reasons.join(" ");
    let advice = if refusals.iter().all(|one| one.overridable) {
        "Choose somebody else, or give a reason to override this."
    } else {
        "Choose somebody else: this cannot be overridden."
    };
    let message = format!("This writer cannot take the order: {reasons} {advice}");
    Fault::new(Code::LimitReached, "writerId", message)
}
