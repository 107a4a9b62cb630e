//! What can be done with accounts and sessions.

use async_graphql::{Context, Object};
use identity::{Password, Register, SignIn, Verify};

use super::entered::Entered;
use super::payloads::{
    RegisterAccountInput, RegisterAccountPayload, RevokeOtherSessionsPayload, RevokeSessionInput,
    RevokeSessionPayload, SignInInput, SignInPayload, SignOutPayload, VerifyEmailInput,
    VerifyEmailPayload,
};
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, settle};
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
            origin: ctx.facts().origin(None, None),
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
                session: entered.session,
                token: entered.token,
                device_token: entered.device_token,
                challenge: entered.challenge,
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
                session: entered.session,
                token: entered.token,
                device_token: entered.device_token,
                challenge: entered.challenge,
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
