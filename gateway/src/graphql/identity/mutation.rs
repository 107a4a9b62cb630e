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
use crate::graphql::error::{Nullable, command};
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
        command(async {
            let register = Register {
                email: input.email,
                display_name: input.display_name,
                locale: input.locale,
                time_zone: input.time_zone,
                origin: ctx.facts().origin(None, None),
            };
            let registrations = &ctx.services().registrations;
            registrations.register(ctx.actor(), register).await?;
            Ok(RegisterAccountPayload {
                accepted: Some(true),
                ..Default::default()
            })
        })
        .await
    }

    /// Public. Opens the mailed link with a password of your choice and signs you in.
    async fn verify_email(
        &self,
        ctx: &Context<'_>,
        input: VerifyEmailInput,
    ) -> Nullable<VerifyEmailPayload> {
        command(async {
            let verify = Verify {
                token: input.token,
                password: Password::from(input.password),
                origin: ctx.facts().origin(input.device_name, None),
            };
            let registrations = &ctx.services().registrations;
            let entry = registrations.verify(ctx.actor(), verify).await?;
            Ok(Entered::of(ctx, entry, true).into())
        })
        .await
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
        command(async {
            let entry = ctx
                .services()
                .sessions
                .sign_in(ctx.actor(), sign_in)
                .await?;
            Ok(Entered::of(ctx, entry, remember_me).into())
        })
        .await
    }

    /// Requires: a session. Ends the session you ask through.
    async fn sign_out(&self, ctx: &Context<'_>) -> Nullable<SignOutPayload> {
        command(async {
            ctx.services().sessions.sign_out(ctx.actor()).await?;
            ctx.cookies().clear_session();
            Ok(SignOutPayload::default())
        })
        .await
    }

    /// Requires: a session. Ends one of your own sessions on this website; ending it again changes
    /// nothing.
    async fn revoke_session(
        &self,
        ctx: &Context<'_>,
        input: RevokeSessionInput,
    ) -> Nullable<RevokeSessionPayload> {
        command(async {
            let actor = ctx.actor();
            let id = typed(&input.session_id);
            let session = ctx.services().sessions.revoke(actor, id).await?;
            if actor.session() == Some(session.id) {
                ctx.cookies().clear_session();
            }
            Ok(RevokeSessionPayload {
                revoked_session_id: Some(gid(session.id)),
                ..Default::default()
            })
        })
        .await
    }

    /// Requires: a session. Ends all your sessions on this website but the one you ask through.
    async fn revoke_other_sessions(
        &self,
        ctx: &Context<'_>,
    ) -> Nullable<RevokeOtherSessionsPayload> {
        command(async {
            let ended = ctx.services().sessions.revoke_others(ctx.actor()).await?;
            Ok(RevokeOtherSessionsPayload {
                revoked_count: i32::try_from(ended.len()).ok(),
                revoked_session_ids: Some(ended.into_iter().map(gid).collect()),
                user_errors: Vec::new(),
            })
        })
        .await
    }
}
