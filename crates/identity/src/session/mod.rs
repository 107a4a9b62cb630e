//! Sessions: one sign-in on one website each, with the device it was made from.

mod authenticate;
pub mod device;
pub(crate) mod devices;
pub(crate) mod ending;
pub mod entity;
mod origin;
mod presence;
mod service;
mod sign_in;
mod start;

use std::sync::Arc;

use kernel::{Actor, Impersonator, MemberId, RequestId, SessionId, Site, Who};

pub use devices::DeviceService;
pub use origin::Origin;
pub use presence::PresenceService;
pub use service::SessionService;

use crate::account::entity as account;
use crate::{Password, Person, Token};

/// What somebody signs in with.
#[derive(Clone, Debug, Default)]
pub struct SignIn {
    /// Their address.
    pub email: String,
    /// Their password.
    pub password: Password,
    /// Where they sign in.
    pub origin: Origin,
    /// Whether they want to stay signed in for long.
    pub remember_me: bool,
}

/// Somebody is in. The tokens are shown here and never again.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The session.
    pub session: entity::Model,
    /// As whom.
    pub who: Who,
    /// The person.
    pub account: account::Model,
    /// What opens the session.
    pub token: Token,
    /// What makes the device known next time.
    pub device_token: Token,
}

impl SignedIn {
    /// Their place here; none for a superadmin.
    pub fn member(&self) -> Option<MemberId> {
        self.who.member()
    }

    /// The person, as `actor` may see them.
    pub fn person(&self, actor: &Actor) -> Person {
        Person::seen_by(actor, &self.account)
    }
}

/// A device as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// The device.
    pub row: device::Model,
    /// Whether they ask with it.
    pub is_current: bool,
}

/// Who holds a session's token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// Who.
    pub who: Who,
    /// Through which session.
    pub session: SessionId,
    /// Who it is in truth, when somebody looks through their eyes.
    pub impersonator: Option<Impersonator>,
}

impl Asker {
    /// The asker in one request on the website that they were found on.
    pub fn actor(self, site: Arc<Site>, request: RequestId) -> Actor {
        let actor = Actor::new(self.who, site, Some(self.session), request);
        match self.impersonator {
            Some(truth) => actor.impersonated_by(truth),
            None => actor,
        }
    }
}
