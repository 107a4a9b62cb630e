//! The program as it is run: its processes, their ends, and what is left behind.

#![expect(clippy::expect_used, reason = "a test that cannot go on panics")]

mod audit;
mod doctor;
mod gateways;
mod metrics;
mod process;
mod secrets;
mod worker;
