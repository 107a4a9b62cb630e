//! What a writer can take on: the rows, and the pure decisions over them.

mod accept;
mod availability;
pub mod blackout;
mod candidate;
mod desk;
mod entity;
mod facts;
mod pace;
mod rank;
mod service;
#[cfg(test)]
mod tests;

pub use accept::{Job, WhyNot, can_accept};
pub use availability::{Availability, AvailabilityState, availability};
pub use candidate::{Candidate, Contender, History};
pub use desk::Judgement;
pub(crate) use desk::inserted;
pub(crate) use entity::of;
pub use entity::{ActiveModel, Column, Entity, Model, Model as Capacity};
pub use facts::Facts;
pub use rank::{Factor, FactorName, Points, Score, rank};
pub(crate) use service::standings;
pub use service::{Capacities, CapacityService, PreferredWriter, Prospect, Standing};
