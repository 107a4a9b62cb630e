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
    /// The names of those who have had it already.
    pub done: Vec<String>,
}
