//! Who wants what on which channel, as it stands in the schema.

use async_graphql::{Context, Enum, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::NaiveTime;
use kernel::Actor;
use notifications::preference::{
    Chosen, Digest, Entry, NewChoice, NewQuietHours, QuietHours, UpdatePreferences,
};

use super::channel::NotificationChannel;
use super::inbox::NotificationKind;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, Result, UserError, nullable, settle};
use crate::graphql::scalar::field;

/// Whether mails that can wait come as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Digest")]
pub enum NotificationDigest {
    /// Each comes by itself.
    Never,
    /// They come once a day, at eight in the morning in your zone.
    Daily,
}

/// Whether you are told of one kind of thing on one channel.
#[derive(SimpleObject)]
pub struct NotificationPreference {
    /// What is told.
    pub kind: NotificationKind,
    /// How.
    pub channel: NotificationChannel,
    /// Whether it is.
    pub enabled: bool,
    /// Whether the website tells it in any case: then it cannot be switched off.
    pub forced: bool,
}

impl From<Entry> for NotificationPreference {
    fn from(entry: Entry) -> Self {
        Self {
            kind: entry.kind.into(),
            channel: entry.channel.into(),
            enabled: entry.enabled,
            forced: entry.forced,
        }
    }
}

/// The hours of each day in which your devices stay silent and mails that can wait do; over midnight
/// where the end is earlier than the start.
pub struct NotificationQuietHours {
    actor: Actor,
    hours: QuietHours,
}

/// The hours of each day in which your devices stay silent and mails that can wait do; over midnight
/// where the end is earlier than the start.
#[Object]
impl NotificationQuietHours {
    /// When they begin: `22:00`.
    async fn start(&self) -> String {
        written(self.hours.start())
    }

    /// When they end: `07:00`.
    async fn end(&self) -> String {
        written(self.hours.end())
    }

    /// The IANA name of the zone whose clocks count: that of your account, or the website's where
    /// you have named none.
    async fn zone(&self, ctx: &Context<'_>) -> Result<String> {
        let account = self.actor.account();
        let ids: Vec<_> = account.into_iter().collect();
        let people = ctx.services().members.accounts(&self.actor, &ids).await?;
        let zone = people.into_values().find_map(|person| person.time_zone);
        Ok(zone.unwrap_or_else(|| self.actor.site().zone.name().to_owned()))
    }
}

fn written(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// How you want to be told of things on this website. Login alerts have a preference of their own,
/// and what concerns the safety of your account is mailed in any case.
pub struct NotificationPreferences {
    actor: Actor,
    chosen: Chosen,
}

/// How you want to be told of things on this website. Login alerts have a preference of their own,
/// and what concerns the safety of your account is mailed in any case.
#[Object]
impl NotificationPreferences {
    /// Every kind on every channel.
    async fn entries(&self) -> Vec<NotificationPreference> {
        let entries = self.chosen.entries.iter();
        entries.map(|entry| (*entry).into()).collect()
    }

    /// When you want your rest; null when nothing waits.
    async fn quiet_hours(&self) -> Option<NotificationQuietHours> {
        self.chosen.quiet_hours.map(|hours| NotificationQuietHours {
            actor: self.actor.clone(),
            hours,
        })
    }

    /// Whether mails that can wait come as one.
    async fn digest(&self) -> NotificationDigest {
        self.chosen.digest.into()
    }
}

/// The viewer's wishes. It asks with the viewer's own eyes: in the answer to a sign-in the request
/// still has nobody's.
pub struct ViewerPreferences {
    actor: Actor,
}

impl ViewerPreferences {
    /// The wishes of this viewer.
    pub fn of(actor: Actor) -> Self {
        Self { actor }
    }
}

/// The viewer's wishes. It asks with the viewer's own eyes: in the answer to a sign-in the request
/// still has nobody's.
#[Object]
impl ViewerPreferences {
    /// How you want to be told of things here; there is an answer before you have chosen. Null for
    /// a superadmin, who is a member of no website.
    async fn notification_preferences(
        &self,
        ctx: &Context<'_>,
    ) -> Nullable<NotificationPreferences> {
        nullable(async {
            if self.actor.member().is_none() {
                return Ok(None);
            }
            let chosen = ctx.services().preferences.chosen(&self.actor).await?;
            let actor = self.actor.clone();
            Ok(Some(NotificationPreferences { actor, chosen }))
        })
        .await
    }
}

/// One choice.
#[derive(InputObject)]
pub struct NotificationPreferenceInput {
    /// What is told.
    pub kind: NotificationKind,
    /// How.
    pub channel: NotificationChannel,
    /// Whether it is to be.
    pub enabled: bool,
}

/// When you want your rest, by the clocks of your zone.
#[derive(InputObject)]
pub struct NotificationQuietHoursInput {
    /// When they begin: `22:00`.
    pub start: String,
    /// When they end: `07:00`.
    pub end: String,
}

/// What to change; what is left out stays.
#[derive(InputObject)]
pub struct UpdateNotificationPreferencesInput {
    /// Choices, at most 100.
    pub changes: Option<Vec<NotificationPreferenceInput>>,
    /// When you want your rest; null ends it.
    pub quiet_hours: MaybeUndefined<NotificationQuietHoursInput>,
    /// Whether mails that can wait come as one; null is never.
    pub digest: MaybeUndefined<NotificationDigest>,
}

/// How you are told from now on.
#[derive(Default, SimpleObject)]
pub struct UpdateNotificationPreferencesPayload {
    /// All of it, as it stands now.
    pub notification_preferences: Option<NotificationPreferences>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The link out of a mail.
#[derive(InputObject)]
pub struct UnsubscribeInput {
    /// The token out of the link.
    pub token: String,
}

/// You get no more mails like that one.
#[derive(Default, SimpleObject)]
pub struct UnsubscribePayload {
    /// What you are mailed no more. In your inbox it still comes.
    pub kinds: Option<Vec<NotificationKind>>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// What can be done about what one is told.
#[derive(Default)]
pub struct PreferenceMutation;

#[Object]
impl PreferenceMutation {
    /// Requires: membership. Changes how you are told of things on this website, all of it or
    /// nothing.
    async fn update_notification_preferences(
        &self,
        ctx: &Context<'_>,
        input: UpdateNotificationPreferencesInput,
    ) -> Nullable<UpdateNotificationPreferencesPayload> {
        let actor = ctx.actor();
        let changes = input.changes.unwrap_or_default().into_iter();
        let changes = changes.map(|change| NewChoice {
            kind: change.kind.into(),
            channel: change.channel.into(),
            enabled: change.enabled,
        });
        let update = UpdatePreferences {
            changes: changes.collect(),
            quiet_hours: field(input.quiet_hours, |hours| NewQuietHours {
                start: hours.start,
                end: hours.end,
            }),
            digest: field(input.digest, Digest::from),
        };
        let done = ctx.services().preferences.update(actor, update).await;
        settle(
            done.map(|chosen| {
                let actor = actor.clone();
                UpdateNotificationPreferencesPayload {
                    notification_preferences: Some(NotificationPreferences { actor, chosen }),
                    user_errors: Vec::new(),
                }
            }),
            |user_errors| UpdateNotificationPreferencesPayload {
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Public. Stops the mails that the link out of one of them is for; it opens nothing else, and
    /// using it again changes nothing.
    async fn unsubscribe(
        &self,
        ctx: &Context<'_>,
        input: UnsubscribeInput,
    ) -> Nullable<UnsubscribePayload> {
        let preferences = &ctx.services().preferences;
        let done = preferences.unsubscribe(ctx.actor(), &input.token).await;
        settle(
            done.map(|kinds| UnsubscribePayload {
                kinds: Some(kinds.into_iter().map(NotificationKind::from).collect()),
                user_errors: Vec::new(),
            }),
            |user_errors| UnsubscribePayload {
                user_errors,
                ..Default::default()
            },
        )
    }
}
