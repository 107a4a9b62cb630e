//! What feedback tells its neighbours. Nothing in it reveals a rating before its time.

use kernel::{Event, FeedbackId, Instant, InvitationId, MemberId, OrderId};
use serde::{Deserialize, Serialize};

use crate::feedback::Kind;

/// What happened in the feedback round of an order, and its timers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FeedbackEvent {
    /// Somebody is asked for feedback.
    Invited {
        /// The invitation.
        invitation: InvitationId,
        /// The finished order.
        order: OrderId,
        /// What they are asked for.
        kind: Kind,
        /// Who is asked.
        member: MemberId,
        /// Until when.
        due_at: Instant,
    },
    /// Feedback was given or amended. It may still be hidden: tell nobody but its author.
    Submitted {
        /// The feedback.
        feedback: FeedbackId,
        /// The order it is about.
        order: OrderId,
        /// Of which kind.
        kind: Kind,
        /// 1 for the first, one more for each amendment.
        version: i32,
    },
    /// Feedback was shown to the other side.
    Revealed {
        /// The feedback.
        feedback: FeedbackId,
        /// The order it is about.
        order: OrderId,
        /// Of which kind.
        kind: Kind,
        /// Who was rated.
        recipient: MemberId,
        /// 1 to 5.
        overall: i32,
        /// When.
        at: Instant,
    },
    /// Timer: the round ends soon, whoever has not answered may be reminded.
    WindowClosing {
        /// The order.
        order: OrderId,
    },
    /// Timer: the round has ended, what is hidden is to be revealed.
    RoundDue {
        /// The order.
        order: OrderId,
    },
}

impl Event for FeedbackEvent {
    const STREAM: &'static str = "feedback";

    fn aggregate(&self) -> String {
        match self {
            Self::Invited { order, .. }
            | Self::Submitted { order, .. }
            | Self::Revealed { order, .. }
            | Self::WindowClosing { order }
            | Self::RoundDue { order } => order.to_string(),
        }
    }
}
