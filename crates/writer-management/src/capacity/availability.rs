//! What everybody may know about whether a writer can take something.

use kernel::Instant;

use super::Facts;
use crate::ports::Load;

/// How much room a writer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AvailabilityState {
    /// They take orders.
    Open,
    /// They can take few more.
    FewSlots,
    /// They can take none at present.
    Full,
    /// They are away, or take nothing.
    Away,
}

/// The state with what is said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Availability {
    /// How much room there is.
    pub state: AvailabilityState,
    /// The writer's own words, else why it is so; none when open without a word.
    pub message: Option<String>,
}

/// The availability of a writer with this load: of ceilings and dates alone, no numbers leave.
pub fn availability(facts: &Facts, load: &Load, now: Instant) -> Availability {
    let (state, reason) = state(facts, load, now);
    let message = facts.capacity.availability_message.clone().or(reason);
    Availability { state, message }
}

fn state(facts: &Facts, load: &Load, now: Instant) -> (AvailabilityState, Option<String>) {
    use AvailabilityState::{Away, FewSlots, Full, Open};
    let capacity = &facts.capacity;
    if facts.writer.suspended || !capacity.is_available {
        return (Away, Some("Takes no orders at present.".to_owned()));
    }
    if let Some(blackout) = facts.away(now) {
        let until = blackout.ends_on.format("%-d %B %Y");
        let reason = blackout.reason.as_deref().filter(|_| blackout.is_public);
        let reason = reason
            .map(|reason| format!(" {reason}"))
            .unwrap_or_default();
        return (Away, Some(format!("Away until {until}.{reason}")));
    }
    let reached = |cap: Option<i32>, load: i64| cap.is_some_and(|cap| load >= i64::from(cap));
    let free = i64::from(capacity.max_active_orders) - i64::from(load.active);
    if free <= 0 {
        return (
            Full,
            Some("Has no room for another order at present.".to_owned()),
        );
    }
    if reached(capacity.max_orders_per_day, facts.placed_today(load, now)) {
        return (Full, Some("Takes no more orders today.".to_owned()));
    }
    if reached(
        capacity.max_pages_per_week,
        facts.pages_this_week(load, now),
    ) {
        return (Full, Some("Takes no more pages this week.".to_owned()));
    }
    if free <= i64::from(capacity.max_active_orders / 5).max(1) {
        return (FewSlots, Some("Has room for few more orders.".to_owned()));
    }
    (Open, None)
}
