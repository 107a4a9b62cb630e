//! Flows on both databases, through the dispatcher.

#![expect(clippy::expect_used, reason = "a test that cannot go on panics")]

mod account_mail;
mod desk;
mod dispatcher;
mod house;
mod journey;
mod languages;
mod login_alerts;
mod name_change;
mod nightly;
mod notices;
mod second_factor;
mod sign_in;
mod timers;
mod town;
mod trouble;
