//! With a session end the messages to the browser that it was begun with.

use std::sync::Arc;

use async_trait::async_trait;
use identity::IdentityEvent;
use notifications::push::PushService;

use crate::{Flow, Occasion};

/// Forgets the push endpoints of sessions that have ended: whoever sits at that browser next reads
/// nothing of the person any more. Forgetting twice is harmless.
pub struct PushEnd {
    /// Keeps the endpoints.
    pub pushes: Arc<dyn PushService>,
}

#[async_trait]
impl Flow for PushEnd {
    type Event = IdentityEvent;

    const NAME: &'static str = "push-end";

    async fn on(&self, occasion: &Occasion, event: IdentityEvent) -> anyhow::Result<()> {
        if let IdentityEvent::SessionsEnded { sessions, .. } = event {
            self.pushes.forget(&occasion.actor, &sessions).await?;
        }
        Ok(())
    }
}
