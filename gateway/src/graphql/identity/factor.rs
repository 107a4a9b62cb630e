//! The second factor of whoever asks, and proving once more who they are.

use async_graphql::{Context, InputObject, Object, OneofObject, SimpleObject};
use chrono::{DateTime, Utc};
use identity::{Given, Password, Reauthenticate, RecoveryCode};
use kernel::Actor;

use super::challenge::TotpEnrolment;
use super::viewer::Viewer;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, UserError, command, nullable, payloads};

/// How your second factor stands.
#[derive(Clone, Debug, SimpleObject)]
pub struct SecondFactor {
    /// Whether you are asked for a code when you sign in.
    pub is_enabled: bool,
    /// Since when. Null while it is off.
    pub enabled_at: Option<DateTime<Utc>>,
    /// How many of your recovery codes are unused.
    pub recovery_codes_left: i32,
    /// Whether this website lets nobody in without one.
    pub is_required: bool,
}

impl From<identity::SecondFactor> for SecondFactor {
    fn from(factor: identity::SecondFactor) -> Self {
        Self {
            is_enabled: factor.enabled_at.is_some(),
            enabled_at: factor.enabled_at,
            recovery_codes_left: i32::try_from(factor.recovery_codes_left).unwrap_or(i32::MAX),
            is_required: factor.is_required,
        }
    }
}

/// What the asker proves themselves with.
pub struct ViewerFactor(Actor);

impl ViewerFactor {
    /// Of this asker.
    pub fn of(actor: Actor) -> Self {
        Self(actor)
    }
}

#[Object]
impl ViewerFactor {
    /// How your second factor stands.
    async fn second_factor(&self, ctx: &Context<'_>) -> Nullable<SecondFactor> {
        nullable(async {
            let factor = ctx.services().factors.second_factor(&self.0).await?;
            Ok(Some(factor.into()))
        })
        .await
    }

    /// Until when sensitive changes are open to you in this session: ten minutes from your sign-in
    /// or the last `reauthenticate`. Null when they are not.
    async fn proven_until(&self, ctx: &Context<'_>) -> Nullable<DateTime<Utc>> {
        nullable(async {
            let factor = ctx.services().factors.second_factor(&self.0).await?;
            Ok(factor.proven_until)
        })
        .await
    }
}

/// Either of the two things that only you have.
#[derive(OneofObject)]
pub enum ReauthenticateInput {
    /// Your password.
    Password(String),
    /// A code of your authenticator, or a recovery code.
    Code(String),
}

/// Sensitive changes are open.
#[derive(Default, SimpleObject)]
pub struct ReauthenticatePayload {
    /// Until when.
    pub proven_until: Option<DateTime<Utc>>,
    /// What was wrong; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// An authenticator can be set up.
#[derive(Default, SimpleObject)]
pub struct StartTotpEnrolmentPayload {
    /// What to set it up with.
    pub enrolment: Option<TotpEnrolment>,
    /// What was wrong; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The first code of the authenticator.
#[derive(InputObject)]
pub struct ConfirmTotpEnrolmentInput {
    /// The code that the app shows now.
    pub code: String,
}

/// The second factor is on.
#[derive(Default, SimpleObject)]
pub struct ConfirmTotpEnrolmentPayload {
    /// Ten codes for when the authenticator is lost. Each works once. Shown once: keep them in a
    /// safe place.
    pub recovery_codes: Option<Vec<String>>,
    /// You, with your second factor as it stands now.
    pub viewer: Option<Viewer>,
    /// What was wrong; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The second factor is off.
#[derive(Default, SimpleObject)]
pub struct DisableTotpPayload {
    /// You, with your second factor as it stands now.
    pub viewer: Option<Viewer>,
    /// What was wrong; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// There are new recovery codes.
#[derive(Default, SimpleObject)]
pub struct RegenerateRecoveryCodesPayload {
    /// Ten codes; those of before do not work any more. Shown once: keep them in a safe place.
    pub recovery_codes: Option<Vec<String>>,
    /// You, with your second factor as it stands now.
    pub viewer: Option<Viewer>,
    /// What was wrong; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

payloads! {
    ConfirmTotpEnrolmentPayload,
    DisableTotpPayload,
    ReauthenticatePayload,
    RegenerateRecoveryCodesPayload,
    StartTotpEnrolmentPayload,
}

/// Codes as they are shown, once.
pub(super) fn shown(codes: &[RecoveryCode]) -> Vec<String> {
    codes.iter().map(RecoveryCode::reveal).collect()
}

/// What can be done about one's second factor.
#[derive(Default)]
pub struct FactorMutation;

#[Object]
impl FactorMutation {
    /// Requires: a session. Proves once more who you are: for ten minutes this session may change
    /// what you sign in with.
    async fn reauthenticate(
        &self,
        ctx: &Context<'_>,
        input: ReauthenticateInput,
    ) -> Nullable<ReauthenticatePayload> {
        command(async {
            let given = match input {
                ReauthenticateInput::Password(password) => {
                    Given::Password(Password::from(password))
                }
                ReauthenticateInput::Code(code) => Given::Code(code),
            };
            let origin = ctx.facts().origin(None, None);
            let proof = Reauthenticate { given, origin };
            let factors = &ctx.services().factors;
            let until = factors.reauthenticate(ctx.actor(), proof).await?;
            Ok(ReauthenticatePayload {
                proven_until: Some(until),
                ..Default::default()
            })
        })
        .await
    }

    /// Requires: a session, and a fresh proof of who you are. Begins to set up an authenticator
    /// app; nothing changes before `confirmTotpEnrolment`. Beginning again makes another key.
    async fn start_totp_enrolment(&self, ctx: &Context<'_>) -> Nullable<StartTotpEnrolmentPayload> {
        command(async {
            let enrolment = ctx.services().factors.start_totp(ctx.actor()).await?;
            Ok(StartTotpEnrolmentPayload {
                enrolment: Some(enrolment.into()),
                ..Default::default()
            })
        })
        .await
    }

    /// Requires: a session, and a fresh proof of who you are. Switches the second factor on with
    /// the first code of the app.
    async fn confirm_totp_enrolment(
        &self,
        ctx: &Context<'_>,
        input: ConfirmTotpEnrolmentInput,
    ) -> Nullable<ConfirmTotpEnrolmentPayload> {
        command(async {
            let factors = &ctx.services().factors;
            let codes = factors.confirm_totp(ctx.actor(), &input.code).await?;
            Ok(ConfirmTotpEnrolmentPayload {
                recovery_codes: Some(shown(&codes)),
                viewer: Viewer::of(ctx.actor()),
                user_errors: Vec::new(),
            })
        })
        .await
    }

    /// Requires: a session, and a fresh proof of who you are. Switches the second factor off;
    /// refused where a website of yours lets nobody in without one.
    async fn disable_totp(&self, ctx: &Context<'_>) -> Nullable<DisableTotpPayload> {
        command(async {
            ctx.services().factors.disable_totp(ctx.actor()).await?;
            Ok(DisableTotpPayload {
                viewer: Viewer::of(ctx.actor()),
                ..Default::default()
            })
        })
        .await
    }

    /// Requires: a session, and a fresh proof of who you are. Makes ten new recovery codes; those
    /// of before do not work any more.
    async fn regenerate_recovery_codes(
        &self,
        ctx: &Context<'_>,
    ) -> Nullable<RegenerateRecoveryCodesPayload> {
        command(async {
            let factors = &ctx.services().factors;
            let codes = factors.renew_recovery_codes(ctx.actor()).await?;
            Ok(RegenerateRecoveryCodesPayload {
                recovery_codes: Some(shown(&codes)),
                viewer: Viewer::of(ctx.actor()),
                user_errors: Vec::new(),
            })
        })
        .await
    }
}
