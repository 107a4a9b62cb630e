//! Writers, their capacity, feedback and portfolios, on both databases.

#![expect(clippy::expect_used, reason = "a test that cannot go on panics")]

mod capacity;
mod feedback;
mod house;
mod portfolio;
mod summary;
mod writers;
