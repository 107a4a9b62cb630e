//! Who wants what on which channel, when they want their rest, and how they stop a mail.

pub mod choice;
mod decide;
pub mod link;
mod quiet;
mod service;
pub mod settings;
mod unsubscribe;
mod update;
mod wishes;

use crate::Kind;
use crate::delivery::entity::Channel;

pub(crate) use decide::decide;
pub use quiet::QuietHours;
pub use service::{PreferenceService, Preferences};
pub use settings::Digest;
pub(crate) use unsubscribe::Unsubscriber;
pub use update::{NewChoice, NewQuietHours, UpdatePreferences};
pub(crate) use wishes::Wishes;

/// One cell of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is told.
    pub kind: Kind,
    /// How.
    pub channel: Channel,
    /// Whether it is.
    pub enabled: bool,
    /// Whether the website tells it in any case.
    pub forced: bool,
}

/// What somebody has chosen on a website, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Every kind on every channel.
    pub entries: Vec<Entry>,
    /// When they want their rest.
    pub quiet_hours: Option<QuietHours>,
    /// Whether mails that can wait come as one.
    pub digest: Digest,
}
