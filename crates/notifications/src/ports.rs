//! What this crate needs from outside.

use async_trait::async_trait;
use kernel::{Actor, Email};

use crate::Mail;

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
