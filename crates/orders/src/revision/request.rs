//! What a client asks for, and when it is due.

use chrono::{SubsecRound, TimeDelta};
use kernel::{Code, Faults, Instant, OrderId, Site};
use sea_orm::prelude::Uuid;
use serde::Serialize;

use super::{Severity, item};
use crate::order;

/// Changes to be asked for.
#[derive(Clone, Debug, Serialize)]
pub struct RequestRevision {
    /// The order.
    pub order: OrderId,
    /// At most 255 characters.
    pub title: String,
    /// At most 5,000 characters.
    pub description: String,
    /// How much it matters; moderate unless said otherwise.
    pub severity: Option<Severity>,
    /// 1 to 10; 5 unless said otherwise.
    pub priority: Option<i32>,
    /// What exactly; 1 to 50.
    pub items: Vec<NewItem>,
    /// When the client would like it, in the future.
    pub requested_deadline: Option<Instant>,
    /// At most 2,000 characters.
    pub client_notes: Option<String>,
    /// Whether the client is pressed.
    pub is_urgent: bool,
    /// The idempotency key.
    #[serde(skip)]
    pub key: Option<Uuid>,
}

/// One thing to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewItem {
    /// Where in the work, at most 255 characters.
    pub section: String,
    /// What is wrong there, at most 2,000 characters.
    pub issue: String,
    /// What should be there, at most 2,000 characters.
    pub request: String,
    /// How much it matters; as the request unless said otherwise.
    pub severity: Option<Severity>,
    /// The words it is about, at most 5,000 characters.
    pub quoted_passage: Option<String>,
}

const SHORT: usize = 255;
const LONG: usize = 5_000;
const NOTE: usize = 2_000;
const MOST_ITEMS: usize = 50;
const USUAL_PRIORITY: i32 = 5;

/// A request without faults.
pub(super) struct Valid {
    pub title: String,
    pub description: String,
    pub severity: Severity,
    pub priority: i32,
    pub items: Vec<NewItem>,
    pub requested_deadline: Option<Instant>,
    pub client_notes: Option<String>,
}

impl RequestRevision {
    /// The request as it will be stored, or everything that is wrong with it.
    pub(super) fn check(&self, now: Instant) -> Result<Valid, Faults> {
        let mut faults = Faults::none();
        let severity = self.severity.unwrap_or_default();
        let priority = self.priority.unwrap_or(USUAL_PRIORITY);
        faults.range("priority", priority, 1, 10);
        if self.items.is_empty() {
            faults.add(
                Code::Required,
                "items",
                "Name at least one thing to change.",
            );
        }
        if self.items.len() > MOST_ITEMS {
            let message = format!("Name at most {MOST_ITEMS} things; group the others.");
            faults.add(Code::TooLarge, "items", message);
        }
        let notes = self.client_notes.as_deref();
        let valid = Valid {
            title: faults.text("title", &self.title, SHORT),
            description: faults.text("description", &self.description, LONG),
            severity,
            priority,
            items: self
                .items
                .iter()
                .take(MOST_ITEMS)
                .enumerate()
                .map(|(index, item)| item.check(index, severity, &mut faults))
                .collect(),
            requested_deadline: self
                .requested_deadline
                .map(|due| future(&mut faults, "requestedDeadline", due, now)),
            client_notes: faults.optional("clientNotes", notes, NOTE),
        };
        faults.or(valid)
    }
}

impl NewItem {
    fn check(&self, index: usize, severity: Severity, faults: &mut Faults) -> Self {
        let path = |field: &str| format!("items.{index}.{field}");
        let passage = self.quoted_passage.as_deref();
        Self {
            section: faults.text(&path("section"), &self.section, SHORT),
            issue: faults.text(&path("issue"), &self.issue, NOTE),
            request: faults.text(&path("request"), &self.request, NOTE),
            severity: self.severity.or(Some(severity)),
            quoted_passage: faults.optional(&path("quotedPassage"), passage, LONG),
        }
    }
}

impl From<item::Model> for NewItem {
    fn from(item: item::Model) -> Self {
        Self {
            section: item.section,
            issue: item.issue,
            request: item.request,
            severity: Some(item.severity),
            quoted_passage: item.quoted_passage,
        }
    }
}

/// A time that lies ahead, as both databases can hold it.
pub(super) fn future(faults: &mut Faults, path: &str, at: Instant, now: Instant) -> Instant {
    if at <= now {
        faults.add(Code::Invalid, path, "Choose a time in the future.");
    }
    at.trunc_subsecs(6)
}

/// When changes of this severity are due: in working hours of the website, never later than half
/// of the time that the order itself had.
pub(super) fn default_deadline(
    site: &Site,
    order: &order::Model,
    severity: Severity,
    now: Instant,
) -> Instant {
    let hours = match severity {
        Severity::Minor => 8,
        Severity::Moderate => 16,
        Severity::Major => 24,
        Severity::Critical => 4,
    };
    let due = site.calendar.after(now, TimeDelta::hours(hours), site.zone);
    let half = (order.deadline - order.created_at) / 2;
    due.min(now + half).trunc_subsecs(6)
}
