//! Websites as they stand in the schema.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use kernel::{Site, Toggle};

use super::policy::WebsitePolicy;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, Result, nullable};
use crate::graphql::orders::AcceptableUse;
use crate::graphql::scalar::gid;

/// What a website can switch on and off. More follow with the parts that obey them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "kernel::Toggle")]
pub enum Feature {
    /// People may sign in through a mailed link.
    MagicLink,
    /// People may set a new password through a mailed link.
    PasswordReset,
    /// Nobody comes in without a second factor.
    TwoFactorRequired,
    /// Clients may prepare orders as drafts.
    OrderDrafts,
    /// Writers may show a portfolio.
    WriterPortfolios,
    /// Both sides may rate each other.
    WriterFeedback,
}

impl Feature {
    /// Those that are on at a website, in the order of the enum.
    pub fn on(site: &Site) -> Vec<Self> {
        let on = Toggle::ALL
            .into_iter()
            .filter(|toggle| site.toggles.is_on(*toggle));
        on.map(Self::from).collect()
    }
}

/// A tenant: one brand with its money, its clock and its rules.
#[derive(Clone, Debug)]
pub struct Website(pub Arc<Site>);

/// A tenant: one brand with its money, its clock and its rules.
#[Object]
impl Website {
    /// The website.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// The brand.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The short name in addresses.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// The ISO 4217 code of what everything is priced in.
    async fn currency_code(&self) -> &str {
        self.0.currency.code()
    }

    /// The IANA name of the zone in which its days begin.
    async fn time_zone(&self) -> &str {
        self.0.zone.name()
    }

    /// Its language, as a BCP 47 tag.
    async fn locale(&self) -> &str {
        &self.0.locale
    }

    /// Whether strangers may register.
    async fn registration_open(&self) -> bool {
        self.0.registration_open
    }

    /// What is switched on.
    async fn features(&self) -> Vec<Feature> {
        Feature::on(&self.0)
    }

    /// What it insists on, whatever its people prefer; null for whoever may not change it.
    async fn policy(&self, ctx: &Context<'_>) -> Nullable<WebsitePolicy> {
        nullable(async {
            let house = ctx.actor().on(Arc::clone(&self.0));
            let actor = if self.0.id == ctx.actor().website() {
                ctx.actor()
            } else {
                &house
            };
            match ctx.services().websites.insisted(actor).await {
                Ok(policies) => Ok(Some(policies.into())),
                Err(tenancy::Error::Denied(_)) => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }

    /// What a browser needs to take push messages, base64url: the `applicationServerKey` of
    /// `pushManager.subscribe`. Null where the operator has set up none: then nobody can switch
    /// them on.
    async fn push_public_key(&self, ctx: &Context<'_>) -> Option<String> {
        ctx.services().pushes.public_key().map(str::to_owned)
    }

    /// What its work may be used for, where it publishes a text.
    async fn acceptable_use(&self, ctx: &Context<'_>) -> Nullable<AcceptableUse> {
        nullable(async {
            let house = ctx.actor().on(Arc::clone(&self.0));
            Ok(ctx
                .services()
                .catalog
                .acceptable_use(&house)
                .await?
                .map(Into::into))
        })
        .await
    }

    /// Its published look.
    async fn branding(&self, ctx: &Context<'_>) -> Result<Branding> {
        let id = self.0.id;
        let mut brands = ctx.services().websites.branding(ctx.actor(), &[id]).await?;
        Ok(Branding(brands.remove(&id).unwrap_or_default()))
    }
}

/// The published look of a website.
#[derive(Clone, Debug)]
pub struct Branding(pub Arc<tenancy::Branding>);

/// The published look of a website.
#[Object]
impl Branding {
    /// The picture at the top of pages.
    async fn logo_url(&self) -> Option<&str> {
        self.0.logo_url.as_deref()
    }

    /// The picture in the browser's tab.
    async fn favicon_url(&self) -> Option<&str> {
        self.0.favicon_url.as_deref()
    }

    /// Buttons and links on a light ground, as `#rrggbb`.
    async fn primary(&self) -> &str {
        &self.0.primary
    }

    /// Highlights on a light ground, as `#rrggbb`.
    async fn accent(&self) -> &str {
        &self.0.accent
    }

    /// Buttons and links on a dark ground, as `#rrggbb`.
    async fn primary_dark(&self) -> &str {
        &self.0.primary_dark
    }

    /// Highlights on a dark ground, as `#rrggbb`.
    async fn accent_dark(&self) -> &str {
        &self.0.accent_dark
    }
}
