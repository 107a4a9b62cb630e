//! What people sign in with, told by identity.

use std::sync::Arc;

use async_trait::async_trait;
use identity::SessionService;
use kernel::{Actor, DeviceId};

/// Asks identity about the asker's own session.
pub struct Browsers {
    sessions: Arc<dyn SessionService>,
}

impl Browsers {
    /// Asks identity.
    pub fn new(sessions: Arc<dyn SessionService>) -> Self {
        Self { sessions }
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
}
