//! From one website to another.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use identity::Error;
use kernel::{Site, WebsiteId};

use super::challenge::SignInChallenge;
use super::entered::Entered;
use super::session::Session;
use super::viewer::Viewer;
use crate::graphql::context::Ask;
use crate::graphql::error::{ApiError, Nullable, Refused, UserError, command, payloads};
use crate::graphql::scalar::typed;
use crate::graphql::tenancy::Website;

/// Where to go.
#[derive(InputObject)]
pub struct SwitchWebsiteInput {
    /// A website that you have a place on.
    pub website_id: ID,
    /// True for browsers, whose cookies belong to one host: answers with a `url` on the other
    /// website instead of a session. False unless said otherwise.
    pub handover: Option<bool>,
    /// What you call this device, at most 60 characters.
    pub device_name: Option<String>,
    /// The device token of an earlier sign-in, for clients without cookies.
    pub device_token: Option<String>,
}

/// You are on the other website as well, or on your way there.
#[derive(Default, SimpleObject)]
pub struct SwitchWebsitePayload {
    /// The other website.
    pub website: Option<Website>,
    /// The session there. Null with `handover`, and when there is a second step.
    pub session: Option<Session>,
    /// For API clients, on the other website: `Authorization: Bearer …`. Shown once.
    pub token: Option<String>,
    /// For API clients: hand it in at the next sign-in to be known as the same device. Shown once.
    pub device_token: Option<String>,
    /// The second step, where the other website wants one: answer it there.
    pub challenge: Option<SignInChallenge>,
    /// Who you are there.
    pub viewer: Option<Viewer>,
    /// With `handover`: a page of the other website that lets you in, once and within a minute.
    pub url: Option<String>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The way over, gone.
#[derive(InputObject)]
pub struct CompleteSwitchInput {
    /// The token out of the link.
    pub token: String,
    /// What you call this device, at most 60 characters.
    pub device_name: Option<String>,
}

/// You are in, or there is a second step.
#[derive(Default, SimpleObject)]
pub struct CompleteSwitchPayload {
    /// The session. Null when there is a second step.
    pub session: Option<Session>,
    /// For API clients: `Authorization: Bearer …`. Browsers get a cookie as well. Shown once.
    pub token: Option<String>,
    /// For API clients: hand it in at the next sign-in to be known as the same device. Shown once.
    pub device_token: Option<String>,
    /// The second step, where there is one: answer it with `answerChallenge`.
    pub challenge: Option<SignInChallenge>,
    /// Who you are.
    pub viewer: Option<Viewer>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

payloads! {
    CompleteSwitchPayload,
    SwitchWebsitePayload,
}

/// The commands about several websites.
#[derive(Default)]
pub struct SwitchMutation;

#[Object]
impl SwitchMutation {
    /// Requires: a session. Brings you to another website of this installation that you have a
    /// place on, without signing in again. Where that website wants a second factor, there is a
    /// second step.
    async fn switch_website(
        &self,
        ctx: &Context<'_>,
        input: SwitchWebsiteInput,
    ) -> Nullable<SwitchWebsitePayload> {
        command(async {
            let (actor, services) = (ctx.signed_in()?, ctx.services());
            let to = found(ctx, typed(&input.website_id)).await?;
            let website = Some(Website(Arc::clone(&to)));
            if input.handover.unwrap_or_default() {
                let way = services.handovers.hand_over(actor, &to).await?;
                let path = format!("/switch#token={}", way.token.reveal());
                return Ok(SwitchWebsitePayload {
                    website,
                    url: Some(services.links.to(&to, &path)),
                    ..Default::default()
                });
            }
            let origin = ctx.facts().origin(input.device_name, input.device_token);
            let entry = services.handovers.switch(actor, &to, origin).await?;
            Ok(SwitchWebsitePayload {
                website,
                ..Entered::there(ctx, &to, entry).into()
            })
        })
        .await
    }

    /// Public. Opens the link that `switchWebsite` gave a browser: you are signed in here, too.
    async fn complete_switch(
        &self,
        ctx: &Context<'_>,
        input: CompleteSwitchInput,
    ) -> Nullable<CompleteSwitchPayload> {
        command(async {
            let origin = ctx.facts().origin(input.device_name, None);
            let handovers = &ctx.services().handovers;
            let entry = handovers.arrive(ctx.actor(), &input.token, origin).await?;
            Ok(Entered::of(ctx, entry, true).into())
        })
        .await
    }
}

/// The website of this id. One that there is not, and one that they have no place on, are the same
/// to the asker.
async fn found(ctx: &Context<'_>, id: WebsiteId) -> Result<Arc<Site>, Refused> {
    let found = ctx.services().sites.site(id).await;
    let found = found.map_err(|error| ApiError::internal(&*error))?;
    Ok(found.ok_or(Error::NoSuchWebsite)?)
}
