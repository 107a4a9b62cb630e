//! The rules of accounts, registrations and sessions, on both databases.
#![expect(clippy::expect_used, reason = "a test that cannot go on panics")]

mod house;
mod members;
mod registration;
mod sessions;
mod sign_in;
