//! What people sign in with, told by identity.

use std::collections::HashSet;
use std::sync::Arc;

use async_trait::async_trait;
use identity::{PresenceService, SessionService};
use kernel::{Actor, DeviceId, SessionId};

/// Asks identity about sessions.
pub struct Browsers {
    sessions: Arc<dyn SessionService>,
    presence: Arc<dyn PresenceService>,
}

impl Browsers {
    /// Asks identity.
    pub fn new(sessions: Arc<dyn SessionService>, presence: Arc<dyn PresenceService>) -> Self {
        Self { sessions, presence }
    }
}

#[async_trait]
impl notifications::ports::Devices for Browsers {
    async fn device(&self, actor: &Actor) -> anyhow::Result<Option<DeviceId>> {
        let Some(session) = actor.session() else {
            return Ok(None);
        };
        let mut found = self.sessions.sessions(actor, &[session]).await?;
        Ok(found.remove(&session).map(|row| row.device_id))
    }

    async fn holding(
        &self,
        actor: &Actor,
        sessions: &[SessionId],
    ) -> anyhow::Result<HashSet<SessionId>> {
        // The house asks, on whose behalf whatsoever.
        let house = Actor::system("browsers", Arc::clone(actor.site()), actor.request());
        Ok(self.presence.holding(&house, sessions).await?)
    }
}
