//! The row of one push endpoint.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use std::fmt;

use kernel::{AccountId, Actor, DeviceId, Instant, PushEndpointId, SessionId, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::{DeriveValueType, Select};

use crate::policy;

/// A part of what opens a browser's endpoint: whoever knows all of it can write to the person. It
/// stays out of logs.
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct Capability(String);

impl Capability {
    /// What is kept.
    pub(super) fn new(text: String) -> Self {
        Self(text)
    }

    /// What was kept, for whoever writes to the browser.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Capability")
    }
}

/// Where one browser takes push messages for its owner on one website.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "push_endpoints")]
pub struct Model {
    /// The endpoint.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PushEndpointId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// Whose messages it takes.
    pub account_id: AccountId,
    /// The browser: it has one on each website.
    pub device_id: DeviceId,
    /// The session through which it was registered: with its end, messages end.
    pub session_id: SessionId,
    /// The address at its push service.
    #[sea_orm(unique, column_type = "Text")]
    pub endpoint: Capability,
    /// The browser's public key, base64url.
    pub p256dh: Capability,
    /// The browser's secret, base64url.
    pub auth: Capability,
    /// When it was first registered.
    pub created_at: Instant,
    /// When it was last registered.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The endpoints this asker may see: their own.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::visible_endpoints(actor))
    }
}

/// The endpoint of this browser on the actor's website, whoever registered it.
pub(super) fn of_browser(actor: &Actor, device: DeviceId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(actor.website()))
        .filter(Column::DeviceId.eq(device))
}

/// Whoever has this endpoint, on whichever website: a browser proves that it is its own by naming
/// it.
pub(super) fn at(endpoint: &str) -> Select<Entity> {
    Entity::find().filter(Column::Endpoint.eq(endpoint))
}

/// What was registered through these sessions, on whichever website: a session's end holds
/// everywhere.
pub(super) fn of_sessions(sessions: &[SessionId]) -> Select<Entity> {
    Entity::find().filter(Column::SessionId.is_in(sessions.iter().copied()))
}

/// The endpoints of everybody on all websites, for the house.
pub(crate) fn everywhere() -> Select<Entity> {
    Entity::find()
}
