//! Whoever is called something else is called so wherever their name is kept.

use std::sync::Arc;

use async_trait::async_trait;
use identity::{IdentityEvent, ProfileService};
use kernel::site::Sites;

use crate::{Flow, Occasion};

/// Tells every website of a person what they are called now. A website is told their present name,
/// not the one of the event: telling it twice, or late, leaves the same behind.
pub struct NameChange {
    /// Knows the names.
    pub profiles: Arc<dyn ProfileService>,
    /// Knows the websites.
    pub sites: Arc<dyn Sites>,
}

#[async_trait]
impl Flow for NameChange {
    type Event = IdentityEvent;

    const NAME: &'static str = "name-change";

    async fn on(&self, occasion: &Occasion, event: IdentityEvent) -> anyhow::Result<()> {
        let IdentityEvent::ProfileChanged { account } = event else {
            return Ok(());
        };
        for website in self.profiles.places(&occasion.actor, account).await? {
            if let Some(site) = self.sites.site(website).await? {
                let there = occasion.actor.on(site);
                self.profiles.tell_name(&there, account).await?;
            }
        }
        Ok(())
    }
}
