//! Sessions as they stand in the schema.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use identity::session_row;
use kernel::Actor;

use super::device::Device;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, Result, nullable};
use crate::graphql::page;
use crate::graphql::scalar::gid;

/// One sign-in on one website.
#[derive(Clone, Debug)]
pub struct Session {
    row: session_row::Model,
    is_current: bool,
}

impl Session {
    /// The session as its owner sees it.
    pub fn seen_by(actor: &Actor, row: session_row::Model) -> Self {
        let is_current = actor.session() == Some(row.id);
        Self { row, is_current }
    }
}

/// One sign-in on one website.
#[Object]
impl Session {
    /// The session.
    pub async fn id(&self) -> ID {
        gid(self.row.id)
    }

    /// What you called the device, or what it says it is: `Firefox on Linux`.
    async fn label(&self) -> &str {
        &self.row.label
    }

    /// Whether it is the one you ask through.
    async fn is_current(&self) -> bool {
        self.is_current
    }

    /// When it was begun.
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }

    /// When it was last used, to the minute.
    async fn last_seen_at(&self) -> DateTime<Utc> {
        self.row.last_seen_at
    }

    /// When it ends at the latest; one that lies unused ends sooner.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.row.expires_at
    }

    /// The place it was begun from, where it is known: `Berlin, Germany`.
    async fn place(&self) -> Option<&str> {
        self.row.place.as_deref()
    }

    /// The device it was begun with, if it is yours and you did not forget it.
    async fn device(&self, ctx: &Context<'_>) -> Nullable<Device> {
        nullable(ctx.load(self.row.device_id)).await
    }

    /// The network it was begun from: an IPv4 /24 or an IPv6 /48, or `unknown`.
    async fn network(&self) -> &str {
        &self.row.network
    }
}

/// The sessions of one person on this website.
pub type SessionConnection = page::Connection<Session, SessionTotal>;

/// How many there are.
#[derive(Clone, Debug)]
pub struct SessionTotal(pub Actor);

/// How many there are.
#[Object]
impl SessionTotal {
    /// How many sessions there are over all pages.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let count = ctx.services().sessions.count(&self.0).await?;
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }
}
