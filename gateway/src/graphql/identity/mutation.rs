//! What can be done with accounts and sessions.

use std::sync::Arc;

use async_graphql::{Context, Object};
use identity::{Error, Password, Register, SignIn, SignedIn, Verify};
use kernel::Actor;

use super::payloads::{
    RegisterAccountInput, RegisterAccountPayload, RevokeOtherSessionsPayload, RevokeSessionInput,
    RevokeSessionPayload, SignInInput, SignInPayload, SignOutPayload, VerifyEmailInput,
    VerifyEmailPayload,
};
use super::session::Session;
use super::viewer::Viewer;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, Result, settle};
use crate::graphql::scalar::{gid, typed};

/// The commands of identity.
#[derive(Default)]
pub struct IdentityMutation;

#[Object]
impl IdentityMutation {
    /// Public. Asks for an account on this website. A link is mailed; the answer does not tell
    /// whether the address is known.
    async fn register_account(
        &self,
        ctx: &Context<'_>,
        input: RegisterAccountInput,
    ) -> Nullable<RegisterAccountPayload> {
        let register = Register {
            email: input.email,
            display_name: input.display_name,
            locale: input.locale,
            time_zone: input.time_zone,
        };
        let done = ctx
            .services()
            .registrations
            .register(ctx.actor(), register)
            .await;
        settle(
            done.map(|()| RegisterAccountPayload {
                accepted: Some(true),
                ..Default::default()
            }),
            |user_errors| RegisterAccountPayload {
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Public. Opens the mailed link with a password of your choice and signs you in.
    async fn verify_email(
        &self,
        ctx: &Context<'_>,
        input: VerifyEmailInput,
    ) -> Nullable<VerifyEmailPayload> {
        let verify = Verify {
            token: input.token,
            password: Password::from(input.password),
            origin: ctx.facts().origin(input.device_name, None),
        };
        let done = ctx
            .services()
            .registrations
            .verify(ctx.actor(), verify)
            .await;
        let entered = match Entered::of(ctx, done, true).await {
            Ok(entered) => entered,
            Err(error) => return Some(Err(error)),
        };
        settle(
            entered.map(|entered| VerifyEmailPayload {
                session: Some(entered.session),
                token: Some(entered.token),
                device_token: Some(entered.device_token),
                viewer: entered.viewer,
                user_errors: Vec::new(),
            }),
            |user_errors| VerifyEmailPayload {
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Public. Signs you in on this website.
    async fn sign_in(&self, ctx: &Context<'_>, input: SignInInput) -> Nullable<SignInPayload> {
        let remember_me = input.remember_me.unwrap_or(true);
        let sign_in = SignIn {
            email: input.email,
            password: Password::from(input.password),
            origin: ctx.facts().origin(input.device_name, input.device_token),
            remember_me,
        };
        let done = ctx.services().sessions.sign_in(ctx.actor(), sign_in).await;
        let entered = match Entered::of(ctx, done, remember_me).await {
            Ok(entered) => entered,
            Err(error) => return Some(Err(error)),
        };
        settle(
            entered.map(|entered| SignInPayload {
                session: Some(entered.session),
                token: Some(entered.token),
                device_token: Some(entered.device_token),
                viewer: entered.viewer,
                user_errors: Vec::new(),
            }),
            |user_errors| SignInPayload {
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Requires: a session. Ends the session you ask through.
    async fn sign_out(&self, ctx: &Context<'_>) -> Nullable<SignOutPayload> {
        let done = ctx.services().sessions.sign_out(ctx.actor()).await;
        if done.is_ok() {
            ctx.cookies().clear_session();
        }
        settle(done.map(|_| SignOutPayload::default()), |user_errors| {
            SignOutPayload { user_errors }
        })
    }

    /// Requires: a session. Ends one of your own sessions on this website; ending it again changes
    /// nothing.
    async fn revoke_session(
        &self,
        ctx: &Context<'_>,
        input: RevokeSessionInput,
    ) -> Nullable<RevokeSessionPayload> {
        let actor = ctx.actor();
        let done = ctx
            .services()
            .sessions
            .revoke(actor, typed(&input.session_id))
            .await;
        if done
            .as_ref()
            .is_ok_and(|session| actor.session() == Some(session.id))
        {
            ctx.cookies().clear_session();
        }
        settle(
            done.map(|session| RevokeSessionPayload {
                revoked_session_id: Some(gid(session.id)),
                ..Default::default()
            }),
            |user_errors| RevokeSessionPayload {
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Requires: a session. Ends all your sessions on this website but the one you ask through.
    async fn revoke_other_sessions(
        &self,
        ctx: &Context<'_>,
    ) -> Nullable<RevokeOtherSessionsPayload> {
        let done = ctx.services().sessions.revoke_others(ctx.actor()).await;
        settle(
            done.map(|ids| RevokeOtherSessionsPayload {
                revoked_count: i32::try_from(ids.len()).ok(),
                revoked_session_ids: Some(ids.into_iter().map(gid).collect()),
                user_errors: Vec::new(),
            }),
            |user_errors| RevokeOtherSessionsPayload {
                user_errors,
                ..Default::default()
            },
        )
    }
}

/// Somebody who has just come in, as both ways of coming in answer.
struct Entered {
    session: Session,
    token: String,
    device_token: String,
    viewer: Option<Viewer>,
}

impl Entered {
    /// Keeps the browser signed in and looks at the house with the eyes of whoever came in.
    async fn of(
        ctx: &Context<'_>,
        done: identity::Result<SignedIn>,
        remember: bool,
    ) -> Result<Result<Self, Error>> {
        let signed_in = match done {
            Ok(signed_in) => signed_in,
            Err(refused) => return Ok(Err(refused)),
        };
        let asker = ctx.actor();
        let site = Arc::clone(asker.site());
        let session = Some(signed_in.session.id);
        let actor = Actor::new(signed_in.who, site, session, asker.request());
        let token = signed_in.token.reveal().to_owned();
        let device_token = signed_in.device_token.reveal().to_owned();
        ctx.cookies().set_session(token.clone(), remember);
        ctx.cookies().set_device(device_token.clone());
        let viewer = Viewer::of(ctx, &actor).await?;
        let session = Session::seen_by(&actor, signed_in.session);
        Ok(Ok(Self {
            session,
            token,
            device_token,
            viewer,
        }))
    }
}
