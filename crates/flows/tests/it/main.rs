//! Flows on both databases, through the dispatcher.

#![expect(clippy::expect_used, reason = "a test that cannot go on panics")]

mod desk;
mod dispatcher;
mod house;
mod journey;
mod sign_in;
mod town;
