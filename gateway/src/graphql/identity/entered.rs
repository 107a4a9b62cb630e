//! Where the first step of a sign-in leads, as every way of coming in answers.

use std::sync::Arc;

use async_graphql::Context;
use identity::{Challenge, Entry, SignedIn};
use kernel::{Actor, Site};

use super::challenge::{AnswerChallengePayload, SignInChallenge};
use super::invitation::AcceptInvitationPayload;
use super::payloads::{SignInPayload, VerifyEmailPayload};
use super::session::Session;
use super::switch::{CompleteSwitchPayload, SwitchWebsitePayload};
use super::viewer::Viewer;
use crate::graphql::context::Ask;

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
    pub(super) fn of(ctx: &Context<'_>, entry: Entry, remember: bool) -> Self {
        match entry {
            Entry::In(signed_in) => Self::seated(ctx, *signed_in, remember),
            Entry::Challenge(challenge) => Self::asked(challenge),
        }
    }

    /// Keeps the browser signed in and looks at the house with the eyes of whoever came in.
    pub(super) fn seated(ctx: &Context<'_>, signed_in: SignedIn, remember: bool) -> Self {
        let (token, device_token) = (&signed_in.token, &signed_in.device_token);
        ctx.cookies()
            .set_session(token.reveal().to_owned(), remember);
        ctx.cookies().set_device(device_token.reveal().to_owned());
        Self::seen(ctx, ctx.actor().site(), signed_in)
    }

    /// What became of a first step on another website. This host's cookies stay as they are.
    pub(super) fn there(ctx: &Context<'_>, site: &Arc<Site>, entry: Entry) -> Self {
        match entry {
            Entry::In(signed_in) => Self::seen(ctx, site, *signed_in),
            Entry::Challenge(challenge) => Self::asked(challenge),
        }
    }

    fn seen(ctx: &Context<'_>, site: &Arc<Site>, signed_in: SignedIn) -> Self {
        let session = Some(signed_in.session.id);
        let request = ctx.actor().request();
        let actor = Actor::new(signed_in.who.clone(), Arc::clone(site), session, request);
        let viewer = Viewer::seen(&actor, signed_in.person(&actor));
        Self {
            token: Some(signed_in.token.reveal().to_owned()),
            device_token: Some(signed_in.device_token.reveal().to_owned()),
            session: Some(Session::seen_by(&actor, signed_in.session)),
            viewer: Some(viewer),
            challenge: None,
        }
    }

    fn asked(challenge: Challenge) -> Self {
        Self {
            challenge: Some(SignInChallenge(challenge)),
            ..Self::default()
        }
    }
}

/// What every way of coming in answers; some add to it.
macro_rules! ways_in {
    ($($payload:ty),+ $(,)?) => {
        $(
            impl From<Entered> for $payload {
                fn from(entered: Entered) -> Self {
                    Self {
                        session: entered.session,
                        token: entered.token,
                        device_token: entered.device_token,
                        viewer: entered.viewer,
                        challenge: entered.challenge,
                        ..Self::default()
                    }
                }
            }
        )+
    };
}

ways_in! {
    AcceptInvitationPayload,
    AnswerChallengePayload,
    CompleteSwitchPayload,
    SignInPayload,
    SwitchWebsitePayload,
    VerifyEmailPayload,
}
