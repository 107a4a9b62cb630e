//! The facts of a letter that waits: only letters without secrets may.

use kernel::{Instant, OrderId};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use super::{Kind, Letter};

/// The facts of a letter about an order, as they are stored while it waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Kept {
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// When something is due, or over.
    pub at: Option<Instant>,
}

impl Letter {
    /// The facts to be kept; none of a letter that goes at once or not at all.
    pub(crate) fn kept(&self) -> Option<Kept> {
        let (order, number, at) = match self {
            Self::FeedbackInvited {
                order,
                number,
                until,
            }
            | Self::FeedbackReminder {
                order,
                number,
                until,
            } => (order, number, Some(*until)),
            Self::OrderAssigned { order, number, due }
            | Self::RevisionRequested { order, number, due }
            | Self::OrderDelivered {
                order,
                number,
                approved_at: due,
            } => (order, number, *due),
            _ => return None,
        };
        Some(Kept {
            order: *order,
            number: number.clone(),
            at,
        })
    }
}

impl Kept {
    /// The letter again.
    pub(crate) fn letter(self, kind: Kind) -> Option<Letter> {
        let Self { order, number, at } = self;
        Some(match (kind, at) {
            (Kind::FeedbackInvited, Some(until)) => Letter::FeedbackInvited {
                order,
                number,
                until,
            },
            (Kind::FeedbackReminder, Some(until)) => Letter::FeedbackReminder {
                order,
                number,
                until,
            },
            (Kind::OrderAssigned, due) => Letter::OrderAssigned { order, number, due },
            (Kind::OrderDelivered, approved_at) => Letter::OrderDelivered {
                order,
                number,
                approved_at,
            },
            (Kind::RevisionRequested, due) => Letter::RevisionRequested { order, number, due },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_wait_comes_back_as_it_was() {
        let kept = Kept {
            order: OrderId::from(uuid_of(7)),
            number: "A-1".to_owned(),
            at: "2026-11-23T12:00:00Z".parse().ok(),
        };
        for kind in Kind::CHOSEN {
            let letter = kept.clone().letter(kind).expect("a letter");
            assert_eq!(letter.kind(), kind);
            assert_eq!(letter.kept(), Some(kept.clone()));
        }
        let secret = Letter::AlreadyRegistered { token: None };
        assert_eq!(secret.kept(), None);
    }

    fn uuid_of(number: u128) -> sea_orm::prelude::Uuid {
        sea_orm::prelude::Uuid::from_u128(number)
    }
}
