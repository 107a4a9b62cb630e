//! Which browsers take push messages.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use notifications::push::RegisterPush;

use super::alert::LoginAlertPreference;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, Result, UserError, settle};

/// What the browser gave when you allowed it to show messages: its `PushSubscription`.
#[derive(InputObject)]
pub struct RegisterPushInput {
    /// The address at its push service.
    pub endpoint: String,
    /// Its public key, base64url.
    pub p256dh: String,
    /// Its secret, base64url.
    pub auth: String,
}

/// The browser takes push messages now.
#[derive(Default, SimpleObject)]
pub struct RegisterPushPayload {
    /// What you want to be told of your sign-ins; `pushReady` is true from now on.
    pub login_alert_preference: Option<LoginAlertPreference>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The browser takes no push messages any more.
#[derive(Default, SimpleObject)]
pub struct RemovePushPayload {
    /// What you want to be told of your sign-ins; `pushReady` tells whether another browser of
    /// yours takes push messages.
    pub login_alert_preference: Option<LoginAlertPreference>,
    /// What was wrong; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The commands of push messages.
#[derive(Default)]
pub struct PushMutation;

#[Object]
impl PushMutation {
    /// Requires: a session. The browser you ask through takes push messages from now on; the same
    /// browser again replaces what it said before. `website.pushPublicKey` is the key to subscribe
    /// with.
    async fn register_push(
        &self,
        ctx: &Context<'_>,
        input: RegisterPushInput,
    ) -> Nullable<RegisterPushPayload> {
        let said = RegisterPush {
            endpoint: input.endpoint,
            p256dh: input.p256dh,
            auth: input.auth,
        };
        let done = ctx.services().pushes.register(ctx.actor(), said).await;
        let done = match after(ctx, done).await {
            Ok(done) => done,
            Err(error) => return Some(Err(error)),
        };
        settle(
            done.map(|preference| RegisterPushPayload {
                login_alert_preference: Some(preference),
                ..Default::default()
            }),
            |user_errors| RegisterPushPayload {
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Requires: a session. The browser you ask through takes no push messages any more.
    async fn remove_push(&self, ctx: &Context<'_>) -> Nullable<RemovePushPayload> {
        let done = ctx.services().pushes.remove(ctx.actor()).await;
        let done = match after(ctx, done).await {
            Ok(done) => done,
            Err(error) => return Some(Err(error)),
        };
        settle(
            done.map(|preference| RemovePushPayload {
                login_alert_preference: Some(preference),
                ..Default::default()
            }),
            |user_errors| RemovePushPayload {
                user_errors,
                ..Default::default()
            },
        )
    }
}

/// The preference after the command, or what was wrong with it.
async fn after(
    ctx: &Context<'_>,
    done: notifications::Result<()>,
) -> Result<Result<LoginAlertPreference, notifications::Error>> {
    match done {
        Ok(()) => LoginAlertPreference::of(ctx, ctx.actor()).await.map(Ok),
        Err(refused) => Ok(Err(refused)),
    }
}
