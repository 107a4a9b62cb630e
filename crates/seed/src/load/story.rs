//! The life of one order, as far as it has come by now.

use chrono::TimeDelta;
use kernel::{ChangeItemId, DeliveryId, DraftId, Instant, OrderId, QuoteId, RevisionId};

use super::chance::Chance;

/// Where an order stands, and what its steps lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    AwaitingWriter,
    InProgress,
    InReview,
    Delivered,
    RevisionRequested,
    RevisionInProgress,
    Completed,
}

impl Status {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::AwaitingWriter => "awaiting_writer",
            Self::InProgress => "in_progress",
            Self::InReview => "in_review",
            Self::Delivered => "delivered",
            Self::RevisionRequested => "revision_requested",
            Self::RevisionInProgress => "revision_in_progress",
            Self::Completed => "completed",
        }
    }

    /// Whether it is one of the writer's places.
    pub(super) const fn costs_capacity(self) -> bool {
        use Status::{InProgress, InReview, RevisionInProgress, RevisionRequested};
        matches!(
            self,
            InProgress | InReview | RevisionRequested | RevisionInProgress
        )
    }
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Party {
    Client,
    Writer,
    Editor,
}

/// One step of the history.
pub(super) struct Step {
    pub(super) kind: &'static str,
    pub(super) by: Party,
    pub(super) from: Option<Status>,
    pub(super) to: Status,
    pub(super) at: Instant,
}

/// One version handed in.
pub(super) struct Delivered {
    pub(super) id: DeliveryId,
    pub(super) at: Instant,
    pub(super) released: Option<Instant>,
    pub(super) reviewed: bool,
}

/// One round of changes.
pub(super) struct Revision {
    pub(super) id: RevisionId,
    pub(super) items: Vec<ChangeItemId>,
    pub(super) requested: Instant,
    pub(super) started: Option<Instant>,
    pub(super) submitted: Option<Instant>,
    pub(super) accepted: Option<Instant>,
}

/// An order with everything that happened to it.
pub(super) struct Story {
    pub(super) id: OrderId,
    pub(super) draft: DraftId,
    pub(super) quote: QuoteId,
    pub(super) number: u32,
    pub(super) pages: i32,
    pub(super) single_spaced: bool,
    pub(super) quoted: Instant,
    pub(super) placed: Instant,
    pub(super) deadline: Instant,
    pub(super) status: Status,
    pub(super) assigned: Option<Instant>,
    pub(super) writer_deadline: Option<Instant>,
    pub(super) completed: Option<Instant>,
    pub(super) deliveries: Vec<Delivered>,
    pub(super) revision: Option<Revision>,
    pub(super) steps: Vec<Step>,
    now: Instant,
}

impl Story {
    /// An order placed at this time; what has happened to it until now is yet to be told.
    pub(super) fn placed(chance: &mut Chance, number: u32, placed: Instant, now: Instant) -> Self {
        let quoted = placed - chance.minutes(5, 120);
        Self {
            id: chance.id(placed),
            draft: chance.id(quoted),
            quote: chance.id(quoted),
            number,
            pages: chance.within(1, 12),
            single_spaced: chance.percent(20),
            quoted,
            placed,
            deadline: placed + chance.minutes(3 * 24 * 60, 14 * 24 * 60),
            status: Status::AwaitingWriter,
            assigned: None,
            writer_deadline: None,
            completed: None,
            deliveries: Vec::new(),
            revision: None,
            steps: vec![Step {
                kind: "placed",
                by: Party::Client,
                from: None,
                to: Status::AwaitingWriter,
                at: placed,
            }],
            now,
        }
    }

    /// When the first version was handed in.
    pub(super) fn submitted(&self) -> Option<Instant> {
        self.deliveries.first().map(|first| first.at)
    }

    /// When the client was first given a version.
    pub(super) fn released(&self) -> Option<Instant> {
        self.deliveries
            .iter()
            .find_map(|delivery| delivery.released)
    }

    /// Whether the first version came before the writer's deadline.
    pub(super) fn on_time(&self) -> bool {
        self.submitted()
            .zip(self.writer_deadline)
            .is_some_and(|(at, deadline)| at <= deadline)
    }

    /// When something last happened.
    pub(super) fn updated(&self) -> Instant {
        self.steps.last().map_or(self.placed, |step| step.at)
    }

    /// Lets happen what has happened by now.
    pub(super) fn live(&mut self, chance: &mut Chance) {
        let _ = self.until_the_end(chance);
    }

    /// `None` as soon as a step lies in the future.
    fn until_the_end(&mut self, chance: &mut Chance) -> Option<()> {
        use Status::{Completed, InProgress};
        let assigned = self.placed + chance.minutes(10, 600);
        self.step("assigned", Party::Editor, InProgress, assigned)?;
        self.assigned = Some(assigned);
        let share = (self.deadline - assigned) * 4 / 5;
        self.writer_deadline = Some(assigned + share);
        let submitted = assigned + share * chance.within(30, 106) / 100;
        let mut released = self.deliver(chance, submitted)?;
        if chance.percent(15) {
            released = self.revise(chance, released)?;
        }
        let completed = released + chance.minutes(30, 5 * 24 * 60);
        self.step("completed", Party::Client, Completed, completed)?;
        self.completed = Some(completed);
        if let Some(revision) = &mut self.revision {
            revision.accepted = Some(completed);
        }
        Some(())
    }

    /// Hands a version in; half of them are reviewed before the client gets them.
    fn deliver(&mut self, chance: &mut Chance, at: Instant) -> Option<Instant> {
        let reviewed = chance.percent(50);
        let to = if reviewed {
            Status::InReview
        } else {
            Status::Delivered
        };
        self.step("delivered", Party::Writer, to, at)?;
        let released = (!reviewed).then_some(at);
        self.deliveries.push(Delivered {
            id: chance.id(at),
            at,
            released,
            reviewed,
        });
        if !reviewed {
            return Some(at);
        }
        let approved = at + chance.minutes(30, 480);
        self.step("approved", Party::Editor, Status::Delivered, approved)?;
        if let Some(delivery) = self.deliveries.last_mut() {
            delivery.released = Some(approved);
        }
        Some(approved)
    }

    fn revise(&mut self, chance: &mut Chance, released: Instant) -> Option<Instant> {
        let requested = released + chance.minutes(60, 40 * 60);
        self.step(
            "revision_requested",
            Party::Client,
            Status::RevisionRequested,
            requested,
        )?;
        let items = (0..chance.within(1, 3))
            .map(|_| chance.id(requested))
            .collect();
        self.revision = Some(Revision {
            id: chance.id(requested),
            items,
            requested,
            started: None,
            submitted: None,
            accepted: None,
        });
        let started = requested + chance.minutes(30, 600);
        self.step(
            "revision_started",
            Party::Writer,
            Status::RevisionInProgress,
            started,
        )?;
        self.change(|revision| revision.started = Some(started));
        let submitted = started + chance.minutes(60, 24 * 60);
        let released = self.deliver(chance, submitted);
        if self.deliveries.len() > 1 {
            self.change(|revision| revision.submitted = Some(submitted));
        }
        released
    }

    fn change(&mut self, change: impl FnOnce(&mut Revision)) {
        if let Some(revision) = &mut self.revision {
            change(revision);
        }
    }

    fn step(&mut self, kind: &'static str, by: Party, to: Status, at: Instant) -> Option<()> {
        if at > self.now - TimeDelta::minutes(1) {
            return None;
        }
        self.steps.push(Step {
            kind,
            by,
            from: Some(self.status),
            to,
            at,
        });
        self.status = to;
        Some(())
    }
}
