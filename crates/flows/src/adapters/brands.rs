//! The look of mails, from the brandings that tenancy keeps.

use std::sync::Arc;

use anyhow::Context;
use async_trait::async_trait;
use kernel::Actor;
use notifications::ports::{Brand, Brands};
use tenancy::WebsiteService;

/// Brands out of brandings.
pub struct Looks {
    websites: Arc<dyn WebsiteService>,
}

impl Looks {
    /// Asks tenancy.
    pub fn new(websites: Arc<dyn WebsiteService>) -> Self {
        Self { websites }
    }
}

#[async_trait]
impl Brands for Looks {
    async fn brand(&self, actor: &Actor) -> anyhow::Result<Brand> {
        let website = actor.website();
        let mut found = self.websites.branding(actor, &[website]).await?;
        let look = found.remove(&website).context("the website has no look")?;
        Ok(Brand {
            from_name: look.from_name.clone(),
            from_address: look
                .from_address
                .as_deref()
                .and_then(|text| text.parse().ok()),
            reply_to: look.reply_to.as_deref().and_then(|text| text.parse().ok()),
            subject_prefix: look.subject_prefix.clone(),
            header_colour: Some(look.header_colour.clone()),
            primary_colour: Some(look.primary.clone()),
            logo_url: look.logo_url.clone(),
            footer_text: look.footer_text.clone(),
        })
    }
}
