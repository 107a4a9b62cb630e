//! The chores of the house. Each only removes what is over, or adds what is missing: done twice,
//! they find nothing left to do.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DurationRound, TimeDelta};
use identity::HousekeepingService;
use kernel::audit::seal;
use kernel::{Actor, Clock, Id, Instant, RequestId, once, outbox};
use notifications::MailboxService;
use sea_orm::DatabaseConnection;

use super::Chore;

/// For how long what is over is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// Days that a delivered event stays in the outbox.
    pub event_days: u16,
    /// Days that a mail stays in the local mailbox.
    pub mailbox_days: u16,
}

impl Default for Keep {
    fn default() -> Self {
        Self {
            event_days: 30,
            mailbox_days: 30,
        }
    }
}

/// What the chores are done with.
#[derive(Clone)]
pub struct Tools {
    /// The database.
    pub db: DatabaseConnection,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Knows which links and challenges are over.
    pub identity: Arc<dyn HousekeepingService>,
    /// Keeps mails.
    pub mailbox: Arc<dyn MailboxService>,
    /// Knows which links in mails and which browsers are over.
    pub messages: Arc<dyn notifications::HousekeepingService>,
    /// For how long.
    pub keep: Keep,
}

impl Tools {
    /// The house at work on its own, on no website.
    fn actor(&self, name: &str) -> Actor {
        let request = RequestId::mint(&*self.clock);
        Actor::system(name, tenancy::nowhere(&*self.clock), request)
    }
}

/// Every chore of the house.
pub(super) fn all(tools: Tools) -> Vec<Arc<dyn Chore>> {
    vec![
        // A day of the audit trail is over → nobody changes it unseen.
        Arc::new(SealAuditTrail(tools.clone())),
        // Events were delivered long ago → they go. Parked ones stay.
        Arc::new(PruneOutbox(tools.clone())),
        // Keys are a day old → nobody repeats a command with them.
        Arc::new(ForgetKeys(tools.clone())),
        // Mails were never sent anywhere → they go.
        Arc::new(EmptyMailbox(tools.clone())),
        // Links and challenges have run out → they go.
        Arc::new(PruneIdentity(tools.clone())),
        // Links in mails are old, sessions of browsers have run out → they go.
        Arc::new(PruneMessages(tools)),
    ]
}

struct SealAuditTrail(Tools);

#[async_trait]
impl Chore for SealAuditTrail {
    fn name(&self) -> &'static str {
        "seal-audit-trail"
    }

    async fn run(&self, now: Instant) -> anyhow::Result<String> {
        // Whatever began before midnight is over an hour later.
        let until = (now - TimeDelta::hours(1)).duration_trunc(TimeDelta::days(1))?;
        let seals = seal::seal(&self.0.db, until, now).await?;
        for seal in &seals {
            tracing::info!(website.id = %seal.website_id, seal = seal.number, entries = seal.entries,
                hash = seal.hash_text(), "a day of the audit trail is sealed");
        }
        Ok(format!("{} seals", seals.len()))
    }
}

struct PruneOutbox(Tools);

#[async_trait]
impl Chore for PruneOutbox {
    fn name(&self) -> &'static str {
        "prune-outbox"
    }

    async fn run(&self, now: Instant) -> anyhow::Result<String> {
        let before = now - days(self.0.keep.event_days);
        let removed = outbox::prune(&self.0.db, before).await?;
        Ok(format!("{removed} events removed"))
    }
}

struct ForgetKeys(Tools);

#[async_trait]
impl Chore for ForgetKeys {
    fn name(&self) -> &'static str {
        "forget-idempotency-keys"
    }

    async fn run(&self, now: Instant) -> anyhow::Result<String> {
        let removed = once::prune(&self.0.db, now).await?;
        Ok(format!("{removed} keys forgotten"))
    }
}

struct EmptyMailbox(Tools);

#[async_trait]
impl Chore for EmptyMailbox {
    fn name(&self) -> &'static str {
        "empty-mailbox"
    }

    async fn run(&self, now: Instant) -> anyhow::Result<String> {
        let before = now - days(self.0.keep.mailbox_days);
        let actor = self.0.actor(self.name());
        let removed = self.0.mailbox.prune(&actor, before).await?;
        Ok(format!("{removed} mails removed"))
    }
}

struct PruneIdentity(Tools);

#[async_trait]
impl Chore for PruneIdentity {
    fn name(&self) -> &'static str {
        "prune-identity"
    }

    async fn run(&self, now: Instant) -> anyhow::Result<String> {
        let actor = self.0.actor(self.name());
        let removed = self.0.identity.prune(&actor, now - GRACE).await?;
        Ok(format!("{removed} rows removed"))
    }
}

struct PruneMessages(Tools);

#[async_trait]
impl Chore for PruneMessages {
    fn name(&self) -> &'static str {
        "prune-messages"
    }

    async fn run(&self, now: Instant) -> anyhow::Result<String> {
        let actor = self.0.actor(self.name());
        let removed = self.0.messages.prune(&actor, now).await?;
        Ok(format!("{removed} rows removed"))
    }
}

/// How long what has run out is still kept, so that its owner is told that it has run out rather
/// than that it never was.
const GRACE: TimeDelta = TimeDelta::days(7);

fn days(count: u16) -> TimeDelta {
    TimeDelta::days(count.into())
}
