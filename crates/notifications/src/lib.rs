//! Messages to people: what they say, in whose name, and what became of them. A message is made
//! after the commit of what it tells of, never in it (law 7).
//!
//! A flow hands a [`Letter`] for one event and one person to [`PostService`]; it is rendered in the
//! brand of the event's website, sent by a [`Mailer`](ports::Mailer) and noted, once.

pub mod config;
pub mod delivery;
mod error;
mod letter;
mod mail;
pub mod mailbox;
mod policy;
pub mod ports;
mod smtp;

pub use delivery::{Post, PostService, Recipient};
pub use error::{Error, Result};
pub use letter::{Kind, Letter, Links, Reason, SignIn, UnusableAddress};
pub use mail::{Mail, Sender};
pub use mailbox::{LocalMailbox, Mailbox, MailboxService};
pub use policy::{ReadMailbox, SendMessages};
pub use smtp::Smtp;
