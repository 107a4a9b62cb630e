//! Whether a writer can take a job: one pure function, with every reason why not.

use chrono::TimeDelta;
use kernel::{CatalogItemId, Instant, MemberId, OrderId};
use serde::{Deserialize, Serialize};

use super::{Facts, pace};
use crate::ports::Load;

/// An order as a writer judges it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The order, once it is one.
    pub order: Option<OrderId>,
    /// Who orders.
    pub client: Option<MemberId>,
    /// Its subject.
    pub subject: Option<CatalogItemId>,
    /// Its type of work.
    pub type_of_work: Option<CatalogItemId>,
    /// The size in double-spaced pages.
    pub pages: i32,
    /// The least time in which work of this size can be done.
    pub least_time: TimeDelta,
    /// The client's deadline.
    pub deadline: Instant,
    /// The writer's deadline, were it assigned now.
    pub writer_deadline: Instant,
}

impl Job {
    /// The least time the writer needs before their own deadline: their share of the least time
    /// for the size, so that an order with the earliest feasible deadline can still be taken.
    pub(super) fn need(&self, now: Instant) -> TimeDelta {
        let need = self.least_time;
        let (left, share) = (self.deadline - now, self.writer_deadline - now);
        if left <= TimeDelta::zero() || share <= TimeDelta::zero() || share >= left {
            return need;
        }
        let parts = |time: TimeDelta| i128::from(time.num_milliseconds());
        let millis = parts(need) * parts(share) / parts(left).max(1);
        i64::try_from(millis).map_or(need, TimeDelta::milliseconds)
    }
}

/// Why a writer cannot take a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WhyNot {
    /// They take nothing at present.
    NotAvailable,
    /// They have as many orders in hand as they can.
    AtCapacity,
    /// They are away, today or too long before the deadline.
    Blackout,
    /// They have taken their orders for today.
    DailyCap,
    /// They have taken their pages for this week.
    WeeklyPages,
    /// They never take this subject.
    RefusedSubject,
    /// They are suspended.
    Suspended,
    /// The time is too short for the size.
    DeadlineTooClose,
}

impl WhyNot {
    /// The stable name, as in the schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAvailable => "NOT_AVAILABLE",
            Self::AtCapacity => "AT_CAPACITY",
            Self::Blackout => "BLACKOUT",
            Self::DailyCap => "DAILY_CAP",
            Self::WeeklyPages => "WEEKLY_PAGES",
            Self::RefusedSubject => "REFUSED_SUBJECT",
            Self::Suspended => "SUSPENDED",
            Self::DeadlineTooClose => "DEADLINE_TOO_CLOSE",
        }
    }

    /// Whether EDITOR and ADMIN may decide against it with a reason.
    pub fn is_overridable(self) -> bool {
        self != Self::Suspended
    }

    /// The reason in words for staff.
    pub fn message(self) -> &'static str {
        match self {
            Self::NotAvailable => "The writer takes no orders at present.",
            Self::AtCapacity => "The writer has as many orders in hand as they can take.",
            Self::Blackout => "The writer is away too long before the deadline.",
            Self::DailyCap => "The writer has taken their orders for today.",
            Self::WeeklyPages => "The order has more pages than the writer takes this week.",
            Self::RefusedSubject => "The writer does not take this subject.",
            Self::Suspended => "The writer is suspended.",
            Self::DeadlineTooClose => "The deadline is too close for the size.",
        }
    }
}

/// Every reason against giving `job` to this writer now; none means they can take it.
pub fn can_accept(facts: &Facts, job: &Job, load: &Load, now: Instant) -> Vec<WhyNot> {
    let capacity = &facts.capacity;
    let over = |cap: Option<i32>, load: i64| cap.is_some_and(|cap| load > i64::from(cap));
    let orders = facts.placed_today(load, now) + 1;
    let pages = facts.pages_this_week(load, now) + i64::from(job.pages);
    let need = job.need(now);
    let hours = capacity.weekly_hours.as_ref();
    let late = |away| pace::done_by(hours, facts.zone, away, now, need) > job.writer_deadline;
    let too_close = late(&[]);
    let away = facts.away(now).is_some() || (!too_close && late(&facts.blackouts));
    [
        (!capacity.is_available, WhyNot::NotAvailable),
        (
            i64::from(load.active) >= i64::from(capacity.max_active_orders),
            WhyNot::AtCapacity,
        ),
        (away, WhyNot::Blackout),
        (over(capacity.max_orders_per_day, orders), WhyNot::DailyCap),
        (
            over(capacity.max_pages_per_week, pages),
            WhyNot::WeeklyPages,
        ),
        (
            capacity.refused_subjects.has(job.subject),
            WhyNot::RefusedSubject,
        ),
        (facts.writer.suspended, WhyNot::Suspended),
        (too_close, WhyNot::DeadlineTooClose),
    ]
    .into_iter()
    .filter_map(|(holds, reason)| holds.then_some(reason))
    .collect()
}
