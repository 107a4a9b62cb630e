//! The decisions about an order: given a permit and a time, each says what changes and what it
//! means to others. Pure.

use chrono::TimeDelta;
use kernel::site::Policies;
use kernel::{Change, DeliveryId, Instant, MemberId, Permit};
use sea_orm::{IntoActiveModel, Set};

use super::entity::ActiveModel;
use super::{Model, Status, Step};
use crate::policy::{Approve, ApproveReview, Assign, RequestRevision, StartRevision, Submit};
use crate::{Error, OrderEvent, Result, revision};

impl Model {
    /// The row after a step.
    fn moved(self, to: Status, now: Instant) -> ActiveModel {
        let events = self.event_count + 1;
        let mut row = self.into_active_model();
        row.status = Set(to);
        row.event_count = Set(events);
        row.updated_at = Set(now);
        row
    }

    /// Gives the order to a writer until `due`.
    pub(crate) fn assign(
        self,
        permit: &Permit<Assign>,
        writer: MemberId,
        due: Instant,
        now: Instant,
    ) -> Result<Change<ActiveModel>> {
        let to = self.status.after(Step::Assign)?;
        let event = OrderEvent::Assigned {
            order: self.id,
            client: self.client_id,
            writer,
            by: permit.holder(),
            at: now,
            writer_deadline: due,
        };
        let mut row = self.moved(to, now);
        row.writer_id = Set(Some(writer));
        row.assigned_at = Set(Some(now));
        row.writer_deadline = Set(Some(due));
        Ok(Change::of(row, &event))
    }

    /// Hands a delivery in: to the client, who has until `auto_approval`, or else to an editor.
    pub(crate) fn submit(
        self,
        permit: &Permit<Submit>,
        writer: MemberId,
        delivery: DeliveryId,
        auto_approval: Option<Instant>,
        now: Instant,
    ) -> Result<Change<ActiveModel>> {
        let to_review = auto_approval.is_none();
        let to = self.status.after(Step::Submit { to_review })?;
        let order = self.id;
        let event = OrderEvent::Submitted {
            order,
            writer,
            delivery,
            to_review,
            at: now,
        };
        let released = OrderEvent::Released {
            order,
            client: self.client_id,
            writer: self.writer_id,
            delivery,
            by: permit.holder(),
            at: now,
        };
        let (submitted_at, released_at) = (self.submitted_at, self.released_at);
        let deliveries = self.delivery_count + 1;
        let mut row = self.moved(to, now);
        row.submitted_at = Set(submitted_at.or(Some(now)));
        row.delivery_count = Set(deliveries);
        let Some(due) = auto_approval else {
            return Ok(Change::of(row, &event));
        };
        row.released_at = Set(released_at.or(Some(now)));
        let timer = OrderEvent::AutoApproveDue { order, delivery };
        Ok(Change::of(row, &event).and(&released).later(due, &timer))
    }

    /// Releases a reviewed delivery to the client, who has until `auto_approval`.
    pub(crate) fn approve_review(
        self,
        permit: &Permit<ApproveReview>,
        delivery: DeliveryId,
        auto_approval: Instant,
        now: Instant,
    ) -> Result<Change<ActiveModel>> {
        let to = self.status.after(Step::ApproveReview)?;
        let order = self.id;
        let by = permit.holder();
        let editor = by.member().or(self.editor_id);
        let event = OrderEvent::Released {
            order,
            client: self.client_id,
            writer: self.writer_id,
            delivery,
            by,
            at: now,
        };
        let released_at = self.released_at;
        let mut row = self.moved(to, now);
        row.editor_id = Set(editor);
        row.released_at = Set(released_at.or(Some(now)));
        let timer = OrderEvent::AutoApproveDue { order, delivery };
        Ok(Change::of(row, &event).later(auto_approval, &timer))
    }

    /// Accepts the delivered work and closes the order.
    pub(crate) fn approve(
        self,
        permit: &Permit<Approve>,
        now: Instant,
    ) -> Result<Change<ActiveModel>> {
        let to = self.status.after(Step::ApproveDelivery)?;
        let event = OrderEvent::Completed {
            order: self.id,
            client: self.client_id,
            writer: self.writer_id,
            editor: self.editor_id,
            by: permit.holder(),
            at: now,
            first: self.completed_at.is_none(),
        };
        let completed_at = self.completed_at;
        let mut row = self.moved(to, now);
        row.completed_at = Set(completed_at.or(Some(now)));
        Ok(Change::of(row, &event))
    }

    /// Whether another round of revision is free of charge.
    pub(crate) fn free_revision(&self, policies: &Policies, now: Instant) -> Result<()> {
        let window = TimeDelta::days(i64::from(policies.free_revision_days));
        if self.released_at.is_some_and(|first| now > first + window) {
            return Err(Error::RevisionsOver);
        }
        if self.round_count >= i32::from(policies.free_revision_rounds) {
            return Err(Error::RoundsUsed(policies.free_revision_rounds));
        }
        Ok(())
    }

    /// Opens a round of revision, and the order again if it was completed.
    pub(crate) fn request_revision(
        self,
        permit: &Permit<RequestRevision>,
        revision: &revision::Model,
        now: Instant,
    ) -> Result<Change<ActiveModel>> {
        let to = self.status.after(Step::RequestRevision)?;
        let (order, client, writer, by) =
            (self.id, self.client_id, self.writer_id, permit.holder());
        let reopened = (self.status == Status::Completed).then(|| OrderEvent::Reopened {
            order,
            client,
            writer,
            by: by.clone(),
            at: now,
        });
        let event = OrderEvent::RevisionRequested {
            order,
            client,
            writer,
            revision: revision.id,
            severity: revision.severity,
            by,
            at: now,
            due_at: revision.due_at(),
        };
        let rounds = self.round_count + 1;
        let mut row = self.moved(to, now);
        row.round_count = Set(rounds);
        Ok(match reopened {
            Some(reopened) => Change::of(row, &reopened).and(&event),
            None => Change::of(row, &event),
        })
    }

    /// The writer begins with the changes.
    pub(crate) fn start_revision(
        self,
        _permit: &Permit<StartRevision>,
        writer: MemberId,
        revision: &revision::Model,
        now: Instant,
    ) -> Result<Change<ActiveModel>> {
        let to = self.status.after(Step::StartRevision)?;
        let event = OrderEvent::RevisionStarted {
            order: self.id,
            client: self.client_id,
            writer,
            revision: revision.id,
            at: now,
            due_at: revision.due_at(),
        };
        Ok(Change::of(self.moved(to, now), &event))
    }
}

/// When a delivery that nobody objects to counts as accepted.
pub(super) fn auto_approval(policies: &Policies, released_at: Instant) -> Instant {
    released_at + TimeDelta::days(i64::from(policies.auto_approve_days))
}
