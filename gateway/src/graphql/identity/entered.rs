//! Where the first step of a sign-in leads, as every way of coming in answers.

use std::sync::Arc;

use async_graphql::Context;
use identity::{Entry, Error, SignedIn};
use kernel::Actor;

use super::challenge::SignInChallenge;
use super::session::Session;
use super::viewer::Viewer;
use crate::graphql::context::Ask;
use crate::graphql::error::Result;

/// Somebody who has just come in, or who is asked for a second step.
#[derive(Default)]
pub(super) struct Entered {
    pub(super) session: Option<Session>,
    pub(super) token: Option<String>,
    pub(super) device_token: Option<String>,
    pub(super) viewer: Option<Viewer>,
    pub(super) challenge: Option<SignInChallenge>,
}

impl Entered {
    /// What became of a first step; `remember` says whether a browser keeps the session when it is
    /// closed.
    pub(super) async fn of(
        ctx: &Context<'_>,
        done: identity::Result<Entry>,
        remember: bool,
    ) -> Result<Result<Self, Error>> {
        match done {
            Ok(Entry::In(signed_in)) => Self::seated(ctx, *signed_in, remember).await.map(Ok),
            Ok(Entry::Challenge(challenge)) => Ok(Ok(Self {
                challenge: Some(SignInChallenge(challenge)),
                ..Self::default()
            })),
            Err(refused) => Ok(Err(refused)),
        }
    }

    /// Keeps the browser signed in and looks at the house with the eyes of whoever came in.
    pub(super) async fn seated(
        ctx: &Context<'_>,
        signed_in: SignedIn,
        remember: bool,
    ) -> Result<Self> {
        let asker = ctx.actor();
        let site = Arc::clone(asker.site());
        let session = Some(signed_in.session.id);
        let actor = Actor::new(signed_in.who, site, session, asker.request());
        let token = signed_in.token.reveal().to_owned();
        let device_token = signed_in.device_token.reveal().to_owned();
        ctx.cookies().set_session(token.clone(), remember);
        ctx.cookies().set_device(device_token.clone());
        let viewer = Viewer::of(ctx, &actor).await?;
        Ok(Self {
            session: Some(Session::seen_by(&actor, signed_in.session)),
            token: Some(token),
            device_token: Some(device_token),
            viewer,
            challenge: None,
        })
    }
}
