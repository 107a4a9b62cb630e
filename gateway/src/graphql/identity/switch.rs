//! From one website to another.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use identity::{Entry, Error, SignedIn};
use kernel::{Actor, Site};

use super::challenge::SignInChallenge;
use super::entered::Entered;
use super::session::Session;
use super::viewer::Viewer;
use crate::graphql::context::Ask;
use crate::graphql::error::{ApiError, Nullable, Result, UserError, settle};
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
        let done = match switch(ctx, input).await {
            Ok(done) => done,
            Err(error) => return Some(Err(error)),
        };
        settle(done, |user_errors| SwitchWebsitePayload {
            user_errors,
            ..Default::default()
        })
    }

    /// Public. Opens the link that `switchWebsite` gave a browser: you are signed in here, too.
    async fn complete_switch(
        &self,
        ctx: &Context<'_>,
        input: CompleteSwitchInput,
    ) -> Nullable<CompleteSwitchPayload> {
        let origin = ctx.facts().origin(input.device_name, None);
        let handovers = &ctx.services().handovers;
        let done = handovers.arrive(ctx.actor(), &input.token, origin).await;
        let entered = match Entered::of(ctx, done, true).await {
            Ok(entered) => entered,
            Err(error) => return Some(Err(error)),
        };
        settle(
            entered.map(|entered| CompleteSwitchPayload {
                session: entered.session,
                token: entered.token,
                device_token: entered.device_token,
                challenge: entered.challenge,
                viewer: entered.viewer,
                user_errors: Vec::new(),
            }),
            |user_errors| CompleteSwitchPayload {
                user_errors,
                ..Default::default()
            },
        )
    }
}

/// A website that there is not, and one that they have no place on, are the same to the asker.
async fn switch(
    ctx: &Context<'_>,
    input: SwitchWebsiteInput,
) -> Result<Result<SwitchWebsitePayload, Error>> {
    let (actor, services) = (ctx.signed_in()?, ctx.services());
    let found = services.sites.site(typed(&input.website_id)).await;
    let found = found.map_err(|error| ApiError::internal(&*error))?;
    let Some(to) = found else {
        return Ok(Err(Error::NoSuchWebsite));
    };
    if input.handover.unwrap_or_default() {
        let way = services.handovers.hand_over(actor, &to).await;
        return Ok(way.map(|way| {
            let path = format!("/switch#token={}", way.token.reveal());
            SwitchWebsitePayload {
                url: Some(services.links.to(&to, &path)),
                website: Some(Website(to)),
                ..Default::default()
            }
        }));
    }
    let origin = ctx.facts().origin(input.device_name, input.device_token);
    match services.handovers.switch(actor, &to, origin).await {
        Ok(Entry::In(signed_in)) => there(ctx, to, *signed_in).await.map(Ok),
        Ok(Entry::Challenge(challenge)) => Ok(Ok(SwitchWebsitePayload {
            website: Some(Website(to)),
            challenge: Some(SignInChallenge(challenge)),
            ..Default::default()
        })),
        Err(refused) => Ok(Err(refused)),
    }
}

/// Who they are there. This host's cookie stays as it is.
async fn there(
    ctx: &Context<'_>,
    to: Arc<Site>,
    signed_in: SignedIn,
) -> Result<SwitchWebsitePayload> {
    let session = Some(signed_in.session.id);
    let request = ctx.actor().request();
    let actor = Actor::new(signed_in.who, Arc::clone(&to), session, request);
    Ok(SwitchWebsitePayload {
        website: Some(Website(to)),
        session: Some(Session::seen_by(&actor, signed_in.session)),
        token: Some(signed_in.token.reveal().to_owned()),
        device_token: Some(signed_in.device_token.reveal().to_owned()),
        viewer: Viewer::of(ctx, &actor).await?,
        ..Default::default()
    })
}
