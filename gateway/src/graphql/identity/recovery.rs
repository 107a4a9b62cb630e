//! Coming back in through the mailbox, and changing what one comes in with.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use identity::{ChangePassword, MagicSignIn, Named, Opened, Password, ResetPassword};

use super::entered::Entered;
use super::payloads::SignInPayload;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, UserError, command, payloads};
use crate::graphql::scalar::gid;

/// The commands of recovery.
#[derive(Default)]
pub struct RecoveryMutation;

/// Whose mailbox.
#[derive(InputObject)]
pub struct RequestMagicLinkInput {
    /// The address of your account.
    pub email: String,
}

/// The answer is the same whether or not the address is known.
#[derive(Default, SimpleObject)]
pub struct RequestMagicLinkPayload {
    /// True when a mail is on its way, if the address belongs to an account that may come in here.
    pub accepted: Option<bool>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The link out of the mail, opened.
#[derive(InputObject)]
pub struct SignInWithMagicLinkInput {
    /// The token out of the link.
    pub token: String,
    /// What you call this device, at most 60 characters.
    pub device_name: Option<String>,
    /// The device token of an earlier sign-in, for clients without cookies.
    pub device_token: Option<String>,
    /// False ends the session after 12 hours. True unless said otherwise.
    pub remember_me: Option<bool>,
}

/// Whose password.
#[derive(InputObject)]
pub struct RequestPasswordResetInput {
    /// The address of your account.
    pub email: String,
}

/// The answer is the same whether or not the address is known.
#[derive(Default, SimpleObject)]
pub struct RequestPasswordResetPayload {
    /// True when a mail is on its way, if the address belongs to an account that may come in here.
    pub accepted: Option<bool>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The link out of the mail, opened.
#[derive(InputObject)]
pub struct ResetPasswordInput {
    /// The token out of the link.
    pub token: String,
    /// Your new password: 10 to 128 characters, hard to guess.
    pub password: String,
}

/// The account has the new password. All its sessions are over: sign in with it.
#[derive(Default, SimpleObject)]
pub struct ResetPasswordPayload {
    /// True when the password was set. You are not signed in by it: sign in next.
    pub reset: Option<bool>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The old password and the new.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The password you have.
    pub current_password: String,
    /// The one you want: 10 to 128 characters, hard to guess.
    pub new_password: String,
}

/// You have the new password.
#[derive(Default, SimpleObject)]
pub struct ChangePasswordPayload {
    /// Your other sessions, on all websites, which are over now.
    pub revoked_session_ids: Option<Vec<ID>>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The address you want.
#[derive(InputObject)]
pub struct ChangeEmailInput {
    /// The new address: a link goes there.
    pub new_email: String,
}

/// The answer is the same whether or not somebody else has the address.
#[derive(Default, SimpleObject)]
pub struct ChangeEmailPayload {
    /// True when a mail is on its way to the new address. Nothing changes before its link is opened.
    pub accepted: Option<bool>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The link out of the mail, opened.
#[derive(InputObject)]
pub struct ConfirmEmailChangeInput {
    /// The token out of the link.
    pub token: String,
}

/// The account has the new address.
#[derive(Default, SimpleObject)]
pub struct ConfirmEmailChangePayload {
    /// True when the account has the new address.
    pub confirmed: Option<bool>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The link out of the mail, opened.
#[derive(InputObject)]
pub struct UndoEmailChangeInput {
    /// The token out of the link.
    pub token: String,
}

/// The account has its former address back.
#[derive(Default, SimpleObject)]
pub struct UndoEmailChangePayload {
    /// True when the account has its former address back. All its sessions are over, and a link to
    /// set a new password is on its way to that address.
    pub restored: Option<bool>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

payloads! {
    ChangeEmailPayload,
    ChangePasswordPayload,
    ConfirmEmailChangePayload,
    RequestMagicLinkPayload,
    RequestPasswordResetPayload,
    ResetPasswordPayload,
    UndoEmailChangePayload,
}

#[Object]
impl RecoveryMutation {
    /// Public. Asks for a mailed link to sign in with, good for 15 minutes. The answer does not
    /// tell whether the address is known.
    async fn request_magic_link(
        &self,
        ctx: &Context<'_>,
        input: RequestMagicLinkInput,
    ) -> Nullable<RequestMagicLinkPayload> {
        command(async {
            let named = named(ctx, input.email);
            let recoveries = &ctx.services().recoveries;
            recoveries.request_magic_link(ctx.actor(), named).await?;
            Ok(RequestMagicLinkPayload {
                accepted: Some(true),
                ..Default::default()
            })
        })
        .await
    }

    /// Public. Opens the mailed link, once, and signs you in on the website it was asked for on, or
    /// asks for your second factor. It proves no password: `reauthenticate` before sensitive changes.
    async fn sign_in_with_magic_link(
        &self,
        ctx: &Context<'_>,
        input: SignInWithMagicLinkInput,
    ) -> Nullable<SignInPayload> {
        command(async {
            let remember_me = input.remember_me.unwrap_or(true);
            let opened = MagicSignIn {
                token: input.token,
                origin: ctx.facts().origin(input.device_name, input.device_token),
                remember_me,
            };
            let recoveries = &ctx.services().recoveries;
            let entry = recoveries
                .sign_in_with_magic_link(ctx.actor(), opened)
                .await?;
            Ok(Entered::of(ctx, entry, remember_me).into())
        })
        .await
    }

    /// Public. Asks for a mailed link to set a new password with, good for one hour. The answer
    /// does not tell whether the address is known.
    async fn request_password_reset(
        &self,
        ctx: &Context<'_>,
        input: RequestPasswordResetInput,
    ) -> Nullable<RequestPasswordResetPayload> {
        command(async {
            let named = named(ctx, input.email);
            let recoveries = &ctx.services().recoveries;
            recoveries
                .request_password_reset(ctx.actor(), named)
                .await?;
            Ok(RequestPasswordResetPayload {
                accepted: Some(true),
                ..Default::default()
            })
        })
        .await
    }

    /// Public. Opens the mailed link, once: the account has the new password, all its sessions end,
    /// its blocked devices and wrong guesses are forgiven. Sign in afterwards.
    async fn reset_password(
        &self,
        ctx: &Context<'_>,
        input: ResetPasswordInput,
    ) -> Nullable<ResetPasswordPayload> {
        command(async {
            let reset = ResetPassword {
                token: input.token,
                password: Password::from(input.password),
                origin: ctx.facts().origin(None, None),
            };
            let recoveries = &ctx.services().recoveries;
            recoveries.reset_password(ctx.actor(), reset).await?;
            Ok(ResetPasswordPayload {
                reset: Some(true),
                ..Default::default()
            })
        })
        .await
    }

    /// Requires: a session. Changes your password; all your other sessions end.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        input: ChangePasswordInput,
    ) -> Nullable<ChangePasswordPayload> {
        command(async {
            let change = ChangePassword {
                current: Password::from(input.current_password),
                new: Password::from(input.new_password),
                origin: ctx.facts().origin(None, None),
            };
            let recoveries = &ctx.services().recoveries;
            let ended = recoveries.change_password(ctx.actor(), change).await?;
            Ok(ChangePasswordPayload {
                revoked_session_ids: Some(ended.into_iter().map(gid).collect()),
                ..Default::default()
            })
        })
        .await
    }

    /// Requires: a session and a fresh proof of who you are (`reauthenticate`). Asks for another
    /// address for your account; a link goes there, good for 24 hours. A later wish replaces an
    /// earlier one.
    async fn change_email(
        &self,
        ctx: &Context<'_>,
        input: ChangeEmailInput,
    ) -> Nullable<ChangeEmailPayload> {
        command(async {
            let named = named(ctx, input.new_email);
            let recoveries = &ctx.services().recoveries;
            recoveries.change_email(ctx.actor(), named).await?;
            Ok(ChangeEmailPayload {
                accepted: Some(true),
                ..Default::default()
            })
        })
        .await
    }

    /// Public. Opens the link that was mailed to the new address, once: the account it was asked
    /// for has that address from now on, and the former one is told how to undo it.
    async fn confirm_email_change(
        &self,
        ctx: &Context<'_>,
        input: ConfirmEmailChangeInput,
    ) -> Nullable<ConfirmEmailChangePayload> {
        command(async {
            let opened = opened(ctx, input.token);
            let recoveries = &ctx.services().recoveries;
            recoveries.confirm_email_change(ctx.actor(), opened).await?;
            Ok(ConfirmEmailChangePayload {
                confirmed: Some(true),
                ..Default::default()
            })
        })
        .await
    }

    /// Public. Opens the link that was mailed to the former address, once and within 7 days: the
    /// account has that address back, all its sessions end, and a new password is needed.
    async fn undo_email_change(
        &self,
        ctx: &Context<'_>,
        input: UndoEmailChangeInput,
    ) -> Nullable<UndoEmailChangePayload> {
        command(async {
            let opened = opened(ctx, input.token);
            let recoveries = &ctx.services().recoveries;
            recoveries.undo_email_change(ctx.actor(), opened).await?;
            Ok(UndoEmailChangePayload {
                restored: Some(true),
                ..Default::default()
            })
        })
        .await
    }
}

fn named(ctx: &Context<'_>, email: String) -> Named {
    let origin = ctx.facts().origin(None, None);
    Named { email, origin }
}

fn opened(ctx: &Context<'_>, token: String) -> Opened {
    let origin = ctx.facts().origin(None, None);
    Opened { token, origin }
}
