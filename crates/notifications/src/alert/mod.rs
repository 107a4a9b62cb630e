//! Login alerts: what a person wants to be told of their sign-ins on one website, what they are
//! told of one, and what became of it.
//!
//! [`decide`] is the law; everything else carries it out.

mod choose;
pub mod day;
mod decision;
#[cfg(test)]
mod decision_tests;
pub mod entity;
pub mod preference;
mod raise;
mod service;

pub use choose::Wish;
pub use decision::{CAP, Choices, Count, Decision, History, Novelty, Switch, Terms, decide, plan};
pub use entity::{Course, Reasons};
pub use preference::Preference;
pub use raise::SignInFacts;
pub use service::{AlertService, Alerts};
