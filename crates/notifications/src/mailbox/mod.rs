//! The local mailbox: where mails stay while no mail server is named. Development shows it on a
//! page.

pub mod entity;
mod service;

pub use service::{LocalMailbox, Mailbox, MailboxService};
