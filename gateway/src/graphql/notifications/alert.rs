//! Login alerts as they stand in the schema, and what people want to be told.

use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{Actor, LoginAlertPreferenceId};
use notifications::alert::{Preference, Wish, entity};

use super::channel::MessageDelivery;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, Result, UserError, nullable, settle};
use crate::graphql::identity::Session;
use crate::graphql::loaders::notifications::OutcomesOf;
use crate::graphql::page;
use crate::graphql::scalar::{field, gid};

/// What you want to be told of your sign-ins on this website. It is there before you choose.
#[derive(Clone, Debug)]
pub struct LoginAlertPreference {
    actor: Actor,
    preference: Preference,
}

impl LoginAlertPreference {
    /// The asker's own, if this is its id.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn find(ctx: &Context<'_>, id: LoginAlertPreferenceId) -> Result<Option<Self>> {
        let own = Self::seen_by(ctx, ctx.actor()).await?;
        Ok(own.filter(|own| own.preference.id == id))
    }

    /// The asker's own, unless somebody else looks through their eyes: it is its account's alone.
    async fn seen_by(ctx: &Context<'_>, actor: &Actor) -> Result<Option<Self>> {
        if !actor.is_signed_in() || actor.is_impersonated() {
            return Ok(None);
        }
        Self::of(ctx, actor).await.map(Some)
    }

    /// The asker's own.
    ///
    /// # Errors
    /// When it cannot be read, or is not theirs to see.
    pub async fn of(ctx: &Context<'_>, actor: &Actor) -> Result<Self> {
        let preference = ctx.services().alerts.preference(actor).await?;
        Ok(Self {
            actor: actor.clone(),
            preference,
        })
    }
}

/// What you want to be told of your sign-ins on this website. It is there before you choose.
#[Object]
impl LoginAlertPreference {
    /// The preference: the same before your first choice and after it.
    pub async fn id(&self) -> ID {
        gid(self.preference.id)
    }

    /// Whether you are told of every sign-in.
    async fn notify_new_login(&self) -> bool {
        self.preference.choices.new_login
    }

    /// Whether you are told of sign-ins with a new device.
    async fn notify_new_device(&self) -> bool {
        self.preference.choices.new_device
    }

    /// Whether you are told of sign-ins from a new place.
    async fn notify_new_location(&self) -> bool {
        self.preference.choices.new_location
    }

    /// Whether alerts go out as mails.
    async fn email_enabled(&self) -> bool {
        self.preference.choices.email
    }

    /// Whether alerts go to your devices.
    async fn push_enabled(&self) -> bool {
        self.preference.choices.push
    }

    /// Whether alerts stand in your inbox on the website.
    async fn in_app_enabled(&self) -> bool {
        self.preference.choices.in_app
    }

    /// Whether some browser of yours takes push messages: `registerPush` makes it so.
    async fn push_ready(&self, ctx: &Context<'_>) -> Result<bool> {
        let Some(account) = self.actor.account() else {
            return Ok(false);
        };
        let pushes = &ctx.services().pushes;
        Ok(pushes.is_ready(&self.actor, account).await?)
    }

    /// Whether the website tells its writers and staff of every sign-in by e-mail: then these
    /// switches stay on.
    async fn is_forced(&self) -> bool {
        self.preference.forced
    }

    /// When you first chose something; null while the defaults hold.
    async fn created_at(&self) -> Option<DateTime<Utc>> {
        self.preference.created_at
    }

    /// When you last chose something.
    async fn updated_at(&self) -> Option<DateTime<Utc>> {
        self.preference.updated_at
    }
}

/// Why you are told of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "notifications::Reason")]
pub enum LoginAlertReason {
    /// You are told of every sign-in.
    NewLogin,
    /// The device had not been used with your account before.
    NewDevice,
    /// The place had not been seen with your account before.
    NewLocation,
}

/// The one alert about one sign-in, with what became of it on each channel.
#[derive(Clone, Debug)]
pub struct LoginAlert(pub entity::Model);

/// The one alert about one sign-in, with what became of it on each channel.
#[Object]
impl LoginAlert {
    /// The alert.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// Why you are told.
    async fn reasons(&self) -> Vec<LoginAlertReason> {
        self.0.reasons.0.iter().map(|one| (*one).into()).collect()
    }

    /// When the sign-in was.
    async fn signed_in_at(&self) -> DateTime<Utc> {
        self.0.signed_in_at
    }

    /// When the alert was raised.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// Whether you had enough alerts on that day, so that the day's digest tells this one.
    async fn is_held_back(&self) -> bool {
        self.0.capped
    }

    /// The session that was begun.
    async fn session(&self, ctx: &Context<'_>) -> Nullable<Session> {
        nullable(ctx.load(self.0.session_id)).await
    }

    /// What became of it on each channel; none while it is on its way.
    async fn deliveries(&self, ctx: &Context<'_>) -> Nullable<Vec<MessageDelivery>> {
        nullable(async {
            let outcomes = ctx.load(OutcomesOf(self.0.id)).await?.unwrap_or_default();
            Ok(Some(outcomes.into_iter().map(MessageDelivery).collect()))
        })
        .await
    }
}

/// The alerts about sign-ins of one person on this website.
pub type LoginAlertConnection = page::Connection<LoginAlert>;

/// What you are told of your sign-ins.
pub struct ViewerAlerts {
    actor: Actor,
}

impl ViewerAlerts {
    /// What this asker is told.
    pub fn of(actor: Actor) -> Self {
        Self { actor }
    }
}

#[Object]
impl ViewerAlerts {
    /// What you want to be told of your sign-ins on this website, and where. Null for whoever looks
    /// through your eyes.
    async fn login_alert_preference(&self, ctx: &Context<'_>) -> Nullable<LoginAlertPreference> {
        nullable(LoginAlertPreference::seen_by(ctx, &self.actor)).await
    }

    /// The alerts about your sign-ins on this website, newest first.
    async fn login_alerts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the newest, 1 to 100; 20 unless said otherwise.")]
        first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the oldest.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Nullable<LoginAlertConnection> {
        nullable(async {
            let page = page::page(first, after, last, before)?;
            let slice = ctx.services().alerts.list(&self.actor, &page).await?;
            Ok(Some(page::connection(slice, LoginAlert)))
        })
        .await
    }
}

/// What you want to change about it: any part. What is left out stays; null goes back to the
/// default.
#[derive(InputObject)]
pub struct UpdateLoginAlertPreferenceInput {
    /// Whether to tell you of every sign-in.
    pub notify_new_login: MaybeUndefined<bool>,
    /// Whether to tell you of sign-ins with a new device.
    pub notify_new_device: MaybeUndefined<bool>,
    /// Whether to tell you of sign-ins from a new place.
    pub notify_new_location: MaybeUndefined<bool>,
    /// Whether to send alerts as mails.
    pub email_enabled: MaybeUndefined<bool>,
    /// Whether to send alerts to your devices. One of them has to take push messages first.
    pub push_enabled: MaybeUndefined<bool>,
    /// Whether to put alerts into your inbox on the website.
    pub in_app_enabled: MaybeUndefined<bool>,
}

/// The preference as it is from now on.
#[derive(Default, SimpleObject)]
pub struct UpdateLoginAlertPreferencePayload {
    /// The preference.
    pub login_alert_preference: Option<LoginAlertPreference>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The commands of login alerts.
#[derive(Default)]
pub struct AlertMutation;

#[Object]
impl AlertMutation {
    /// Requires: a session. Changes what you are told of your sign-ins on this website. Switching
    /// an alert or a channel off is told on the channels that were on.
    async fn update_login_alert_preference(
        &self,
        ctx: &Context<'_>,
        input: UpdateLoginAlertPreferenceInput,
    ) -> Nullable<UpdateLoginAlertPreferencePayload> {
        let wish = Wish {
            new_login: field(input.notify_new_login, |on| on),
            new_device: field(input.notify_new_device, |on| on),
            new_location: field(input.notify_new_location, |on| on),
            email: field(input.email_enabled, |on| on),
            push: field(input.push_enabled, |on| on),
            in_app: field(input.in_app_enabled, |on| on),
        };
        let actor = ctx.actor();
        let done = ctx.services().alerts.choose(actor, wish).await;
        settle(
            done.map(|preference| UpdateLoginAlertPreferencePayload {
                login_alert_preference: Some(LoginAlertPreference {
                    actor: actor.clone(),
                    preference,
                }),
                ..Default::default()
            }),
            |user_errors| UpdateLoginAlertPreferencePayload {
                user_errors,
                ..Default::default()
            },
        )
    }
}
