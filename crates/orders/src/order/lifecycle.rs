//! The states of an order and the steps between them: pure.

use kernel::{Actor, Role};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Error;

/// Where an order stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody has it yet.
    AwaitingWriter,
    /// A writer is at it.
    InProgress,
    /// It rests.
    OnHold,
    /// An editor looks at it.
    InReview,
    /// The client has it.
    Delivered,
    /// The client wants changes.
    RevisionRequested,
    /// The writer makes them.
    RevisionInProgress,
    /// The parties disagree.
    Disputed,
    /// It is accepted.
    Completed,
    /// It will not be done.
    Cancelled,
}

/// What moves an order on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A writer gets it.
    Assign,
    /// The writer hands work in; an editor may have to look at it first.
    Submit {
        /// Whether one has to.
        to_review: bool,
    },
    /// An editor releases the work.
    ApproveReview,
    /// The client wants changes.
    RequestRevision,
    /// The writer begins with them.
    StartRevision,
    /// The client accepts the work, or time does.
    ApproveDelivery,
}

impl Step {
    /// When it is possible, for people.
    pub(crate) fn hint(self) -> &'static str {
        match self {
            Self::Assign => "Only an order that waits for a writer can be assigned.",
            Self::Submit { .. } => {
                "Work is handed in while the order or its revision is in progress."
            }
            Self::ApproveReview => "Only work that is in review can be released.",
            Self::RequestRevision => "Changes can be asked for once work was delivered.",
            Self::StartRevision => "A revision begins when one was requested.",
            Self::ApproveDelivery => "Only delivered work can be accepted.",
        }
    }
}

impl Status {
    /// States in which an order costs its writer capacity.
    pub const COSTING_CAPACITY: [Self; 4] = [
        Self::InProgress,
        Self::InReview,
        Self::RevisionRequested,
        Self::RevisionInProgress,
    ];

    /// States in which the clocks of an order run.
    pub(crate) const RUNNING: [Self; 6] = [
        Self::AwaitingWriter,
        Self::InProgress,
        Self::InReview,
        Self::Delivered,
        Self::RevisionRequested,
        Self::RevisionInProgress,
    ];

    /// Whether it costs its writer capacity.
    pub fn costs_capacity(self) -> bool {
        Self::COSTING_CAPACITY.contains(&self)
    }

    /// The state after the step (spec: orders, lifecycle).
    ///
    /// # Errors
    /// [`Error::WrongStep`], when the step leads nowhere from here.
    pub fn after(self, step: Step) -> Result<Self, Error> {
        let to = match (self, step) {
            (Self::AwaitingWriter, Step::Assign) => Self::InProgress,
            (Self::InProgress | Self::RevisionInProgress, Step::Submit { to_review: true }) => {
                Self::InReview
            }
            (Self::InProgress | Self::RevisionInProgress, Step::Submit { to_review: false })
            | (Self::InReview, Step::ApproveReview) => Self::Delivered,
            (Self::Delivered | Self::Completed, Step::RequestRevision) => Self::RevisionRequested,
            (Self::RevisionRequested, Step::StartRevision) => Self::RevisionInProgress,
            (Self::Delivered, Step::ApproveDelivery) => Self::Completed,
            (from, step) => return Err(Error::WrongStep { from, step }),
        };
        Ok(to)
    }

    /// The state in a sentence, for people.
    pub(crate) fn sentence(self) -> &'static str {
        match self {
            Self::AwaitingWriter => "This order waits for a writer.",
            Self::InProgress => "This order is being written.",
            Self::OnHold => "This order is on hold.",
            Self::InReview => "This order is in review.",
            Self::Delivered => "This order is delivered.",
            Self::RevisionRequested => "Changes to this order were requested.",
            Self::RevisionInProgress => "Changes to this order are being made.",
            Self::Disputed => "This order is in dispute.",
            Self::Completed => "This order is completed.",
            Self::Cancelled => "This order is cancelled.",
        }
    }

    /// Who has to do something next.
    pub fn whose_turn(self) -> Party {
        match self {
            Self::AwaitingWriter | Self::OnHold | Self::Disputed => Party::Staff,
            Self::InProgress | Self::RevisionRequested | Self::RevisionInProgress => Party::Writer,
            Self::InReview => Party::Editor,
            Self::Delivered => Party::Client,
            Self::Completed | Self::Cancelled => Party::Nobody,
        }
    }

    /// The states in which orders wait for something that this asker can do.
    pub(crate) fn waiting_for(actor: &Actor) -> Vec<Self> {
        match actor.role() {
            Some(Role::Client) => vec![Self::Delivered],
            Some(Role::Writer) => {
                vec![
                    Self::InProgress,
                    Self::RevisionRequested,
                    Self::RevisionInProgress,
                ]
            }
            Some(Role::Support) => vec![Self::OnHold, Self::Disputed],
            Some(Role::Editor) => vec![Self::AwaitingWriter, Self::InReview],
            Some(Role::Admin) => {
                vec![
                    Self::AwaitingWriter,
                    Self::InReview,
                    Self::OnHold,
                    Self::Disputed,
                ]
            }
            None if actor.is_superadmin() => {
                vec![
                    Self::AwaitingWriter,
                    Self::InReview,
                    Self::OnHold,
                    Self::Disputed,
                ]
            }
            None => Vec::new(),
        }
    }
}

/// A side of an order.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Who ordered it.
    Client,
    /// Who writes it.
    Writer,
    /// Who reviews it.
    Editor,
    /// Who runs the website.
    Staff,
    /// The house itself, or no one.
    Nobody,
}

impl Party {
    /// The side on which the actor stands.
    pub fn of(actor: &Actor) -> Self {
        match actor.role() {
            Some(Role::Client) => Self::Client,
            Some(Role::Writer) => Self::Writer,
            Some(Role::Editor) => Self::Editor,
            Some(Role::Support | Role::Admin) => Self::Staff,
            None if actor.is_superadmin() => Self::Staff,
            None => Self::Nobody,
        }
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn only_the_steps_of_the_table_lead_anywhere() {
        use Status::{
            AwaitingWriter, Completed, Delivered, InProgress, InReview, RevisionInProgress,
            RevisionRequested,
        };
        let table = [
            (AwaitingWriter, Step::Assign, InProgress),
            (InProgress, Step::Submit { to_review: true }, InReview),
            (InProgress, Step::Submit { to_review: false }, Delivered),
            (
                RevisionInProgress,
                Step::Submit { to_review: true },
                InReview,
            ),
            (
                RevisionInProgress,
                Step::Submit { to_review: false },
                Delivered,
            ),
            (InReview, Step::ApproveReview, Delivered),
            (Delivered, Step::RequestRevision, RevisionRequested),
            (Completed, Step::RequestRevision, RevisionRequested),
            (RevisionRequested, Step::StartRevision, RevisionInProgress),
            (Delivered, Step::ApproveDelivery, Completed),
        ];
        let steps = [
            Step::Assign,
            Step::Submit { to_review: true },
            Step::Submit { to_review: false },
            Step::ApproveReview,
            Step::RequestRevision,
            Step::StartRevision,
            Step::ApproveDelivery,
        ];
        for from in Status::iter() {
            for step in steps {
                let expected = table.iter().find(|row| (row.0, row.1) == (from, step));
                assert_eq!(
                    from.after(step).ok(),
                    expected.map(|row| row.2),
                    "{from:?} {step:?}"
                );
            }
        }
    }
}
