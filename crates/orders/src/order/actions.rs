//! What an asker can do with an order, and why not the rest: the same law that the commands obey.

use kernel::{Actor, Failure, Fault, Instant};

use super::{Model, Status, Step};
use crate::{Error, policy};

/// Something that can be done with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Give it to a writer.
    AssignWriter,
    /// Hand work in.
    SubmitDelivery,
    /// Release reviewed work.
    ApproveReview,
    /// Accept the work.
    ApproveDelivery,
    /// Ask for changes.
    RequestRevision,
    /// Begin with the changes.
    StartRevision,
}

impl Action {
    const ALL: [Self; 6] = [
        Self::AssignWriter,
        Self::SubmitDelivery,
        Self::ApproveReview,
        Self::ApproveDelivery,
        Self::RequestRevision,
        Self::StartRevision,
    ];
}

/// Whether an action can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvailableAction {
    /// Which.
    pub action: Action,
    /// Why not; nothing when it can.
    pub refusal: Option<Fault>,
}

impl Model {
    /// Every action and whether the asker can take it now.
    pub fn available_actions(&self, actor: &Actor, now: Instant) -> Vec<AvailableAction> {
        let judge = |action| {
            let refusal = self.try_action(action, actor, now).err();
            let fault = refusal.and_then(|error| error.faults()?.into_iter().next());
            AvailableAction {
                action,
                refusal: fault,
            }
        };
        Action::ALL.map(judge).to_vec()
    }

    fn try_action(&self, action: Action, actor: &Actor, now: Instant) -> Result<Status, Error> {
        match action {
            Action::AssignWriter => {
                let _permit = policy::assign(actor, self)?;
                self.status.after(Step::Assign)
            }
            Action::SubmitDelivery => {
                let _permit = policy::submit(actor, self)?;
                self.status.after(Step::Submit { to_review: true })
            }
            Action::ApproveReview => {
                let _permit = policy::approve_review(actor, self)?;
                self.status.after(Step::ApproveReview)
            }
            Action::ApproveDelivery => {
                let _permit = policy::approve(actor, self)?;
                self.status.after(Step::ApproveDelivery)
            }
            Action::RequestRevision => {
                let _permit = policy::request_revision(actor, self)?;
                let after = self.status.after(Step::RequestRevision)?;
                self.free_revision(&actor.site().policies, now)
                    .map(|()| after)
            }
            Action::StartRevision => {
                let _permit = policy::start_revision(actor, self)?;
                self.status.after(Step::StartRevision)
            }
        }
    }
}
