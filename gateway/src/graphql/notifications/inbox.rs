//! Inboxes as they stand in the schema.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::Actor;
use notifications::inbox::entity;
use notifications::{Kind, Marked};

use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, UserError, nullable, settle};
use crate::graphql::identity::Viewer;
use crate::graphql::node::{self, Node};
use crate::graphql::page::{self, Connection};
use crate::graphql::scalar::{gid, typed_all};

/// What a notification tells. More values may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum NotificationKind {
    /// A sign-in to your account that you may want to know of.
    LoginAlert,
    /// The sign-ins of a day that had more than enough alerts.
    LoginDigest,
    /// Alerts about sign-ins were switched off.
    AlertsSwitchedOff,
    /// You said that a sign-in was not yours.
    SignInDisowned,
    /// You have an order to work on.
    OrderAssigned,
    /// There is a delivery for you to look at.
    OrderDelivered,
    /// You are asked to change a delivery.
    RevisionRequested,
    /// You may give feedback.
    FeedbackInvited,
    /// You have not given feedback yet, and the time for it ends soon.
    FeedbackReminder,
    /// You do something else on this website now.
    RoleChanged,
    /// Somebody of the house looks at the website through your eyes.
    Impersonated,
    /// Something else about your account.
    Account,
}

impl From<Kind> for NotificationKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::LoginAlert => Self::LoginAlert,
            Kind::LoginDigest => Self::LoginDigest,
            Kind::AlertsSwitchedOff => Self::AlertsSwitchedOff,
            Kind::SignInDisowned => Self::SignInDisowned,
            Kind::OrderAssigned => Self::OrderAssigned,
            Kind::OrderDelivered => Self::OrderDelivered,
            Kind::RevisionRequested => Self::RevisionRequested,
            Kind::FeedbackInvited => Self::FeedbackInvited,
            Kind::FeedbackReminder => Self::FeedbackReminder,
            Kind::RoleChanged => Self::RoleChanged,
            Kind::Impersonated => Self::Impersonated,
            _ => Self::Account,
        }
    }
}

impl From<NotificationKind> for Kind {
    fn from(kind: NotificationKind) -> Self {
        match kind {
            NotificationKind::LoginAlert => Self::LoginAlert,
            NotificationKind::LoginDigest => Self::LoginDigest,
            NotificationKind::AlertsSwitchedOff => Self::AlertsSwitchedOff,
            NotificationKind::SignInDisowned => Self::SignInDisowned,
            NotificationKind::OrderAssigned => Self::OrderAssigned,
            NotificationKind::OrderDelivered => Self::OrderDelivered,
            NotificationKind::RevisionRequested => Self::RevisionRequested,
            NotificationKind::FeedbackInvited => Self::FeedbackInvited,
            NotificationKind::FeedbackReminder => Self::FeedbackReminder,
            NotificationKind::RoleChanged => Self::RoleChanged,
            NotificationKind::Impersonated => Self::Impersonated,
            NotificationKind::Account => Self::PasswordChanged,
        }
    }
}

/// One line in your inbox on this website.
#[derive(Clone, Debug)]
pub struct Notification(pub entity::Model);

/// One line in your inbox on this website.
#[Object]
impl Notification {
    /// The notification.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// What it tells.
    async fn kind(&self) -> NotificationKind {
        self.0.kind.into()
    }

    /// The headline, without markup.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// A sentence or two, without markup; empty where the headline says it all.
    async fn body(&self) -> &str {
        &self.0.body
    }

    /// When it came.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When you first read it; null as long as you have not.
    async fn read_at(&self) -> Option<DateTime<Utc>> {
        self.0.read_at
    }

    /// What it is about; null where that is nothing in particular, or nothing that you may see now.
    async fn subject(&self, ctx: &Context<'_>) -> Nullable<Node> {
        nullable(async {
            match &self.0.subject {
                Some(id) => node::find(ctx, &ID(id.clone())).await,
                None => Ok(None),
            }
        })
        .await
    }

    /// Where more is to be seen: a path on this website.
    async fn path(&self) -> &str {
        &self.0.path
    }
}

/// A page of an inbox.
pub type NotificationConnection = Connection<Notification>;

/// The viewer's inbox. It asks with the viewer's own eyes: in the answer to a sign-in the request
/// still has nobody's.
pub struct ViewerInbox {
    actor: Actor,
}

impl ViewerInbox {
    /// The inbox of this viewer.
    pub fn of(actor: Actor) -> Self {
        Self { actor }
    }
}

/// The viewer's inbox. It asks with the viewer's own eyes: in the answer to a sign-in the request
/// still has nobody's.
#[Object]
impl ViewerInbox {
    /// Your notifications on this website, newest first.
    async fn notifications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "Only those that you have not read.")] unread_only: Option<bool>,
    ) -> Nullable<NotificationConnection> {
        nullable(async {
            let page = page::page(first, after, None, None)?;
            let inbox = &ctx.services().inbox;
            let unread_only = unread_only.unwrap_or(false);
            let slice = inbox.list(&self.actor, unread_only, &page).await?;
            Ok(Some(page::connection(slice, Notification)))
        })
        .await
    }

    /// How many notifications on this website you have not read.
    async fn unread_notification_count(&self, ctx: &Context<'_>) -> Nullable<i32> {
        nullable(async {
            let count = ctx.services().inbox.unread(&self.actor).await?;
            Ok(Some(i32::try_from(count).unwrap_or(i32::MAX)))
        })
        .await
    }
}

/// Which notifications you have read.
#[derive(InputObject)]
pub struct MarkNotificationsReadInput {
    /// Notifications of yours on this website, at most 100; all of them when left out or null.
    pub ids: Option<Vec<ID>>,
}

/// They are read.
#[derive(Default, SimpleObject)]
pub struct MarkNotificationsReadPayload {
    /// The notifications you named; when you named none, the newest hundred that were unread.
    pub notifications: Option<Vec<Notification>>,
    /// You, with what is left unread.
    pub viewer: Option<Viewer>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// What can be done with an inbox.
#[derive(Default)]
pub struct InboxMutation;

#[Object]
impl InboxMutation {
    /// Requires: a session. Notes that you have read these notifications; doing it again changes
    /// nothing.
    async fn mark_notifications_read(
        &self,
        ctx: &Context<'_>,
        input: MarkNotificationsReadInput,
    ) -> Nullable<MarkNotificationsReadPayload> {
        let marked = match &input.ids {
            Some(ids) => Marked::These(typed_all(ids)),
            None => Marked::All,
        };
        let actor = ctx.actor();
        let done = ctx.services().inbox.mark_read(actor, marked).await;
        settle(
            done.map(|rows| MarkNotificationsReadPayload {
                notifications: Some(rows.into_iter().map(Notification).collect()),
                viewer: Viewer::of(actor),
                user_errors: Vec::new(),
            }),
            |user_errors| MarkNotificationsReadPayload {
                user_errors,
                ..Default::default()
            },
        )
    }
}
