//! What happens to orders, told to neighbours.

use kernel::{DeliveryId, Event, Instant, MemberId, OrderId, RevisionId, Who};
use serde::{Deserialize, Serialize};

use crate::revision::Severity;

/// A step in the life of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OrderEvent {
    /// A draft became an order.
    Placed {
        /// The order.
        order: OrderId,
        /// Who wants it.
        client: MemberId,
        /// Who placed it.
        by: Who,
        /// When.
        at: Instant,
        /// When the client needs it.
        deadline: Instant,
    },
    /// A writer has it.
    Assigned {
        /// The order.
        order: OrderId,
        /// Who wants it.
        client: MemberId,
        /// Who writes it.
        writer: MemberId,
        /// Who decided so.
        by: Who,
        /// When.
        at: Instant,
        /// When the writer has to hand it in.
        writer_deadline: Instant,
    },
    /// The writer handed a version in.
    Submitted {
        /// The order.
        order: OrderId,
        /// Who wrote it.
        writer: MemberId,
        /// The version.
        delivery: DeliveryId,
        /// Whether an editor looks at it before the client.
        to_review: bool,
        /// When.
        at: Instant,
    },
    /// The client can see a version.
    Released {
        /// The order.
        order: OrderId,
        /// Whose it is to look at.
        client: MemberId,
        /// Who wrote it.
        writer: Option<MemberId>,
        /// The version.
        delivery: DeliveryId,
        /// Who released it.
        by: Who,
        /// When.
        at: Instant,
    },
    /// The client wants changes.
    RevisionRequested {
        /// The order.
        order: OrderId,
        /// Who wants them.
        client: MemberId,
        /// Who is to make them.
        writer: Option<MemberId>,
        /// The request.
        revision: RevisionId,
        /// How much it matters.
        severity: Severity,
        /// Who asked.
        by: Who,
        /// When.
        at: Instant,
        /// When they are due.
        due_at: Instant,
    },
    /// The writer is at it.
    RevisionStarted {
        /// The order.
        order: OrderId,
        /// Who wants them.
        client: MemberId,
        /// Who makes them.
        writer: MemberId,
        /// The request.
        revision: RevisionId,
        /// When.
        at: Instant,
        /// When they are due.
        due_at: Instant,
    },
    /// The client accepted the work, or did not object in time.
    Completed {
        /// The order.
        order: OrderId,
        /// Whose it is.
        client: MemberId,
        /// Who wrote it.
        writer: Option<MemberId>,
        /// Who reviewed it.
        editor: Option<MemberId>,
        /// Who accepted it.
        by: Who,
        /// When.
        at: Instant,
        /// Whether it was never completed before: only then does anybody ask for feedback.
        first: bool,
    },
    /// Completed work is open again: a revision was asked for.
    Reopened {
        /// The order.
        order: OrderId,
        /// Whose it is.
        client: MemberId,
        /// Who wrote it.
        writer: Option<MemberId>,
        /// Who asked.
        by: Who,
        /// When.
        at: Instant,
    },
    /// A timer: unless something happened meanwhile, the delivery counts as accepted.
    AutoApproveDue {
        /// The order.
        order: OrderId,
        /// The version that was released when the timer was set.
        delivery: DeliveryId,
    },
}

impl OrderEvent {
    /// The order it happened to.
    pub fn order(&self) -> OrderId {
        match self {
            Self::Placed { order, .. }
            | Self::Assigned { order, .. }
            | Self::Submitted { order, .. }
            | Self::Released { order, .. }
            | Self::RevisionRequested { order, .. }
            | Self::RevisionStarted { order, .. }
            | Self::Completed { order, .. }
            | Self::Reopened { order, .. }
            | Self::AutoApproveDue { order, .. } => *order,
        }
    }
}

impl Event for OrderEvent {
    const STREAM: &'static str = "order";

    fn aggregate(&self) -> String {
        self.order().to_string()
    }
}
