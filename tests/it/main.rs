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
mod alike;
mod browser;
mod hostile;
mod house;
mod http;
mod impersonation;
mod journey;
mod links;
mod live;
mod login_alerts;
mod main_path;
mod membership;
mod notifications;
mod operations;
mod order_page;
mod profile;
mod races;
mod recovery;
mod second_factor;
mod security;
mod session;
mod statements;
mod switch;
