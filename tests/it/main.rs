//! The product through its router, on both databases, and the contracts of the house.

#![expect(clippy::expect_used, reason = "a test that cannot go on panics")]

mod contract {
    mod anonymous;
    mod codes;
    mod layers;
    mod migrations;
    mod personal_data;
    mod schema;
    mod tenants;
    pub mod walk;
}
mod browser;
mod hostile;
mod house;
mod http;
mod journey;
mod live;
mod login_alerts;
mod main_path;
mod membership;
mod notifications;
mod order_page;
mod races;
mod recovery;
mod second_factor;
mod security;
mod session;
mod statements;
