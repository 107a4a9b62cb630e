//! What those who run a website see of the house at work on it: what could not be delivered, and who
//! did what to which object.

mod service;

use kernel::outbox;

pub use service::{Operations, OperationsService};

/// An event of a website that was given up, or put back since.
#[derive(Clone, Debug)]
pub struct ParkedEvent {
    /// The event.
    pub event: outbox::entity::Model,
    /// The names of those who had it before it was given up.
    pub done: Vec<String>,
}

impl ParkedEvent {
    /// Whether this subscriber has not been told of it. What was delivered since, all have had:
    /// the outbox notes names only while somebody is missing.
    pub fn is_awaited_by(&self, subscriber: &str) -> bool {
        let is_delivered = self.event.settled_at.is_some() && self.event.parked_at.is_none();
        !is_delivered && !self.done.iter().any(|done| done == subscriber)
    }
}
