//! The product through its router, on both databases, and the contracts of the house.

#![expect(clippy::expect_used, reason = "a test that cannot go on panics")]

mod contract {
    mod anonymous;
    mod codes;
    mod layers;
    mod migrations;
    mod schema;
    mod tenants;
    mod walk;
}
mod house;
mod http;
mod journey;
mod main_path;
mod races;
mod session;
mod statements;
