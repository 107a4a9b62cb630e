//! Messages to people: what they say, in whose name, and what became of them. A message is made
//! after the commit of what it tells of, never in it (law 7).
//!
//! A flow hands a [`Letter`] for one event and one person to [`PostService`]; it is rendered in the
//! brand of the event's website, sent by a [`Mailer`](ports::Mailer) and noted, once.

pub mod alert;
pub mod config;
pub mod delivery;
mod error;
mod event;
mod housekeeping;
pub mod inbox;
mod letter;
mod mail;
pub mod mailbox;
pub mod notice;
mod personal;
mod policy;
pub mod ports;
pub mod preference;
pub mod push;
mod smtp;

pub use alert::{AlertService, Alerts};
pub use delivery::{Post, PostService, Recipient};
pub use error::{Error, Result};
pub use event::AlertEvent;
pub use housekeeping::{Housekeeping, HousekeepingService};
pub use inbox::{Inbox, InboxService, Marked};
pub use letter::{
    AccountLetter, AlertLetter, Kind, Letter, Links, MembershipLetter, Reason, SignIn, Told,
    UnusableAddress,
};
pub use mail::{Mail, Sender};
pub use mailbox::{LocalMailbox, Mailbox, MailboxService};
pub use notice::{LaterService, NoticeEvent, NoticeService, Notices, Plan, Waiting, Way};
pub use personal::PERSONAL_DATA;
pub use policy::{ReadMailbox, SendMessages, is_alert_forced};
pub use preference::{PreferenceService, Preferences};
pub use smtp::Smtp;
