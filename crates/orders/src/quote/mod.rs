//! What work costs: a pure calculation, and the offers that keep its result.

pub(crate) mod entity;
mod estimate;
mod inputs;
mod line;
pub mod pricing;
mod service;
mod validity;

pub use entity::{Column, Entity, Model, State, Status, Warning, Warnings};
pub(crate) use estimate::{Enquiry, Estimate};
pub use inputs::{Inputs, Spacing};
pub(crate) use inputs::{MOST_PIECES, MOST_SERVICES, deadline, services, writer_deadline};
pub use line::{Line, LineKind, Lines};
pub use service::{Preview, QuoteService};
