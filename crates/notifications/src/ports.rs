//! What this crate needs from outside.

use std::collections::HashSet;

use async_trait::async_trait;
use kernel::{AccountId, Actor, DeviceId, Email, SessionId, Tx};

use crate::{Mail, Recipient};

/// Carries mails away.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands the mail over. A mail that was handed over before carries the same Message-ID.
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure>;
}

/// Why a mail was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailFailure {
    /// Another try may help: the server is down, busy or cannot be signed in to.
    #[error("{0}")]
    Temporary(String),
    /// No further try helps: the server refuses this mail or its recipient.
    #[error("{0}")]
    Permanent(String),
}

/// Carries short messages to the devices of a person.
#[async_trait]
pub trait Pusher: Send + Sync {
    /// Hands the note to every device that its owner has registered on the actor's website.
    ///
    /// # Errors
    /// When no device took it and another try may help, or none does.
    async fn push(
        &self,
        actor: &Actor,
        to: &Recipient,
        note: &PushNote,
    ) -> Result<Pushed, PushFailure>;
}

/// What a device shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushNote {
    /// The headline, on one line.
    pub title: String,
    /// A sentence or two, without markup.
    pub body: String,
    /// Where a tap leads, on the website: begins with a slash.
    pub path: String,
    /// The same for the same message: a device shows a repeated one once.
    pub tag: String,
}

/// What became of a note that was not in vain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// At least one device has it.
    Taken,
    /// There is no device to take it, or pushes are not set up on the installation.
    NotSetUp,
}

/// Why a note was taken by no device.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PushFailure {
    /// Another try may help.
    #[error("{0}")]
    Temporary(String),
    /// No further try helps.
    #[error("{0}")]
    Permanent(String),
}

/// The look of websites.
#[async_trait]
pub trait Brands: Send + Sync {
    /// The published look of the actor's website.
    async fn brand(&self, actor: &Actor) -> anyhow::Result<Brand>;
}

/// The published look of a website, as mails need it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brand {
    /// The sender's name; the website's name when absent.
    pub from_name: Option<String>,
    /// The sender's address; that of the installation when absent.
    pub from_address: Option<Email>,
    /// Where answers go.
    pub reply_to: Option<Email>,
    /// What every subject begins with.
    pub subject_prefix: Option<String>,
    /// The bar at the top, `#rrggbb`.
    pub header_colour: Option<String>,
    /// Buttons and links, `#rrggbb`.
    pub primary_colour: Option<String>,
    /// The picture at the top: `https://…` or a path on the website.
    pub logo_url: Option<String>,
    /// The small print at the end.
    pub footer_text: Option<String>,
}

/// Whoever keeps what happens to the safety of accounts.
#[async_trait]
pub trait SecurityTrail: Send + Sync {
    /// The transaction's actor has changed what this account is told of its sign-ins. Runs in the
    /// transaction of the change.
    async fn alert_preference_changed_in(&self, tx: &Tx, account: AccountId) -> anyhow::Result<()>;
}

/// Whoever knows what people sign in with.
#[async_trait]
pub trait Devices: Send + Sync {
    /// What the asker's own session was begun with; none when they have no session here.
    async fn device(&self, actor: &Actor) -> anyhow::Result<Option<DeviceId>>;

    /// Those of these sessions, on whichever website, that neither ended nor ran out, and whose
    /// holders still have their place.
    async fn holding(
        &self,
        actor: &Actor,
        sessions: &[SessionId],
    ) -> anyhow::Result<HashSet<SessionId>>;
}
