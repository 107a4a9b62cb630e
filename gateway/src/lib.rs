//! One GraphQL schema over HTTP, and the binary `scriptorium`.

pub mod app;
pub mod cli;
pub mod config;
pub mod graphql;
pub mod http;
pub mod metrics;
