//! The inbox: what somebody was told on the website, until they have read it and after.

pub mod entity;
mod service;

pub use service::{Inbox, InboxService, Marked};
