//! What happened to the safety of an account: written once, shown to its owner, never changed.

mod disown;
pub mod entity;
pub mod link;
mod score;
mod service;

use kernel::{AccountId, DeviceId, Instant, SessionId, Tx, WebsiteId};
use sea_orm::Set;

pub(crate) use disown::lift_blocks_in;
pub use entity::{Kind, Severity};
pub use score::{Facts, Score, Weakness};
pub use service::SecurityService;

use crate::Token;
use crate::session::{Origin, entity as session};

/// A "was it you?" link on its way into a mail.
#[derive(Clone, Debug)]
pub struct AnswerLink {
    /// What the address of the link carries.
    pub token: Token,
    /// Until when it can be answered.
    pub expires_at: Instant,
}

/// The answer to "was it you?".
#[derive(Clone, Debug)]
pub struct AnswerSignIn {
    /// The token out of the link.
    pub token: String,
    /// Whether they signed in themselves.
    pub was_me: bool,
}

/// The question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInAnswered {
    /// Whose account it is.
    pub account: AccountId,
    /// What they said. When it was not them, all their sessions have ended.
    pub was_me: bool,
}

/// A happening to be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Whose account.
    pub account: AccountId,
    /// What.
    pub kind: Kind,
    /// On which website; the transaction's when left out.
    pub website: Option<WebsiteId>,
    /// The session it happened to.
    pub session: Option<SessionId>,
    /// The device it happened with.
    pub device: Option<DeviceId>,
    /// Where: the address cut to its network.
    pub network: Option<String>,
    /// Where: the place that network is known to be at.
    pub place: Option<String>,
    /// What the device is called.
    pub label: Option<String>,
}

impl Note {
    /// This happened to this account.
    pub fn of(account: AccountId, kind: Kind) -> Self {
        Self {
            account,
            kind,
            website: None,
            session: None,
            device: None,
            network: None,
            place: None,
            label: None,
        }
    }

    /// From there.
    #[must_use]
    pub fn from(self, origin: &Origin) -> Self {
        Self {
            network: Some(origin.network()),
            place: origin.place.clone(),
            label: Some(origin.label()),
            ..self
        }
    }

    /// To this session.
    #[must_use]
    pub fn session(self, session: SessionId) -> Self {
        let session = Some(session);
        Self { session, ..self }
    }

    /// With this device.
    #[must_use]
    pub fn device(self, device: DeviceId) -> Self {
        let device = Some(device);
        Self { device, ..self }
    }

    /// With something of this name.
    #[must_use]
    pub fn label(self, label: impl Into<String>) -> Self {
        let label = Some(label.into());
        Self { label, ..self }
    }

    /// To this session, with all that is known of it.
    #[must_use]
    pub fn about(self, row: &session::Model) -> Self {
        Self {
            website: Some(row.website_id),
            session: Some(row.id),
            device: Some(row.device_id),
            network: Some(row.network.clone()),
            place: row.place.clone(),
            label: Some(row.label.clone()),
            ..self
        }
    }
}

/// Writes it down in the transaction of the happening, as it commits.
pub fn note_in<C>(tx: &Tx<C>, note: Note) {
    tx.write_down([entity::ActiveModel {
        id: Set(tx.mint()),
        website_id: Set(note.website.unwrap_or(tx.actor().website())),
        account_id: Set(note.account),
        kind: Set(note.kind),
        severity: Set(note.kind.severity()),
        session_id: Set(note.session),
        device_id: Set(note.device),
        network: Set(note.network),
        place: Set(note.place),
        label: Set(note.label),
        created_at: Set(tx.now()),
    }]);
}
