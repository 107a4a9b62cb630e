//! What people are told of, and may choose how.

use serde::{Deserialize, Serialize};

/// What people are told of, and may choose how, unless their website insists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeTopic {
    /// A writer has an order to work on.
    OrderAssigned,
    /// A client has a delivery to look at.
    OrderDelivered,
    /// A writer is asked to change a delivery.
    RevisionRequested,
    /// Feedback may be given.
    FeedbackInvited,
    /// The time for feedback ends soon.
    FeedbackReminder,
}

impl NoticeTopic {
    /// All of them, in the order people see them.
    pub const ALL: [Self; 5] = [
        Self::OrderAssigned,
        Self::OrderDelivered,
        Self::RevisionRequested,
        Self::FeedbackInvited,
        Self::FeedbackReminder,
    ];
}
