//! Where a request stands in time: pure.

use kernel::Instant;

use super::{Model, Status};
use crate::order::{self, Party};

/// The times of one request, and what follows from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// When it was asked for.
    pub requested_at: Instant,
    /// When the client would like it.
    pub requested_deadline: Option<Instant>,
    /// When the writer said it would be done.
    pub agreed_deadline: Option<Instant>,
    /// When the writer began.
    pub started_at: Option<Instant>,
    /// When the writer handed the changes in.
    pub submitted_at: Option<Instant>,
    /// When the client accepted them.
    pub accepted_at: Option<Instant>,
    /// When it is due: as agreed, else as the client would like it, else by its severity.
    pub due_at: Instant,
    /// How long until then, as long as the writer owes the changes; negative when it is over.
    pub remaining_seconds: Option<i64>,
    /// Whether the writer owes them too long.
    pub is_overdue: bool,
    /// Who has to do something next.
    pub whose_turn: Party,
}

impl Model {
    /// When it is due.
    pub fn due_at(&self) -> Instant {
        self.agreed_deadline
            .or(self.requested_deadline)
            .unwrap_or(self.default_deadline)
    }

    /// Where it stands at `now`, its order being at `order`.
    pub fn timeline(&self, order: order::Status, now: Instant) -> Timeline {
        let due_at = self.due_at();
        let open = Status::OPEN.contains(&self.status);
        let whose_turn = match self.status {
            Status::Pending | Status::InProgress => Party::Writer,
            Status::Submitted if order == order::Status::InReview => Party::Editor,
            Status::Submitted => Party::Client,
            Status::Accepted | Status::Superseded | Status::Cancelled => Party::Nobody,
        };
        Timeline {
            requested_at: self.created_at,
            requested_deadline: self.requested_deadline,
            agreed_deadline: self.agreed_deadline,
            started_at: self.started_at,
            submitted_at: self.submitted_at,
            accepted_at: self.accepted_at,
            due_at,
            remaining_seconds: open.then(|| (due_at - now).num_seconds()),
            is_overdue: open && now > due_at,
            whose_turn,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use kernel::{OrderId, RevisionId, WebsiteId};
    use sea_orm::prelude::Uuid;

    use super::*;
    use crate::revision::Severity;

    fn request(now: Instant) -> Model {
        Model {
            id: RevisionId::from(Uuid::nil()),
            website_id: WebsiteId::from(Uuid::nil()),
            order_id: OrderId::from(Uuid::nil()),
            round: 1,
            status: Status::Pending,
            title: String::new(),
            description: String::new(),
            severity: Severity::Moderate,
            priority: 5,
            is_urgent: false,
            client_notes: None,
            requested_by: String::new(),
            requested_deadline: None,
            default_deadline: now + TimeDelta::hours(8),
            agreed_deadline: None,
            started_at: None,
            submitted_at: None,
            accepted_at: None,
            created_at: now,
            updated_at: now,
        }
    }

    #[test]
    fn the_agreed_deadline_goes_before_the_wish_and_the_default() {
        let now: Instant = "2026-11-23T12:00:00Z".parse().expect("an instant");
        let mut request = request(now);
        assert_eq!(request.due_at(), now + TimeDelta::hours(8));
        request.requested_deadline = Some(now + TimeDelta::hours(6));
        assert_eq!(request.due_at(), now + TimeDelta::hours(6));
        request.agreed_deadline = Some(now + TimeDelta::hours(7));
        assert_eq!(request.due_at(), now + TimeDelta::hours(7));
    }

    #[test]
    fn a_request_is_overdue_only_while_it_is_owed() {
        let now: Instant = "2026-11-23T12:00:00Z".parse().expect("an instant");
        let mut request = request(now);
        let late = now + TimeDelta::hours(9);
        let timeline = request.timeline(order::Status::RevisionRequested, late);
        assert!(timeline.is_overdue);
        assert_eq!(timeline.remaining_seconds, Some(-3_600));
        assert_eq!(timeline.whose_turn, Party::Writer);
        request.status = Status::Submitted;
        let timeline = request.timeline(order::Status::InReview, late);
        assert!(!timeline.is_overdue);
        assert_eq!(timeline.remaining_seconds, None);
        assert_eq!(timeline.whose_turn, Party::Editor);
        let turn = request.timeline(order::Status::Delivered, late).whose_turn;
        assert_eq!(turn, Party::Client);
    }
}
