//! The timers of notices that wait.

use chrono::NaiveDate;
use kernel::{Event, EventId, MemberId};
use serde::{Deserialize, Serialize};

use super::Waiting;
use crate::delivery::entity::Channel;

/// What comes due about notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum NoticeEvent {
    /// Quiet hours are over: what waited for that goes.
    HeldDue {
        /// What the notice tells of.
        notice: EventId,
        /// Whom.
        member: MemberId,
        /// How.
        channel: Waiting,
    },
    /// The mail of a day goes.
    DigestDue {
        /// To whom.
        member: MemberId,
        /// The day, in their zone.
        day: NaiveDate,
    },
}

impl Event for NoticeEvent {
    const STREAM: &'static str = "notice";

    fn aggregate(&self) -> String {
        match self {
            Self::HeldDue { notice, member, .. } => format!("{notice}/{member}"),
            Self::DigestDue { member, .. } => format!("digest/{member}"),
        }
    }
}

impl From<Waiting> for Channel {
    fn from(waiting: Waiting) -> Self {
        match waiting {
            Waiting::Email => Self::Email,
            Waiting::Push => Self::Push,
        }
    }
}
