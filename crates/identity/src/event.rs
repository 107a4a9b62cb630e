//! What identity tells its neighbours: ids and facts, neither addresses nor tokens.

use kernel::{AccountId, DeviceId, Event, Instant, MemberId, RegistrationId, SessionId};
use serde::{Deserialize, Serialize};

/// Something happened between a person and their account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum IdentityEvent {
    /// Somebody nobody knows wants an account: they get a link by mail.
    RegistrationRequested {
        /// What the link is issued for.
        registration: RegistrationId,
    },
    /// The address belongs to an account: its owner is told, and gets a link if it leads
    /// anywhere.
    KnownAddressRegistered {
        /// What the link is issued for.
        registration: RegistrationId,
        /// Whose address it is.
        account: AccountId,
        /// Whether a link belongs into the mail: they are no member here yet, or have no password.
        link: bool,
    },
    /// Somebody signed in.
    SessionStarted {
        /// The session.
        session: SessionId,
        /// Who.
        account: AccountId,
        /// Their place here; none for a superadmin.
        member: Option<MemberId>,
        /// What they signed in with.
        device: DeviceId,
        /// The account had never been signed in to before: it raises no alert.
        first_ever: bool,
        /// The account had not been used with this device before.
        new_device: bool,
        /// The account had not been used from this network before.
        new_location: bool,
        /// When.
        at: Instant,
    },
}

impl Event for IdentityEvent {
    const STREAM: &'static str = "identity";

    fn aggregate(&self) -> String {
        match self {
            Self::RegistrationRequested { registration }
            | Self::KnownAddressRegistered { registration, .. } => registration.to_string(),
            Self::SessionStarted { session, .. } => session.to_string(),
        }
    }
}
