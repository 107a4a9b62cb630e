//! What became of each message: sent, failed, or not sent and why.

pub mod entity;
mod service;

pub(crate) use service::storable;
pub use service::{Post, PostService, Recipient};
