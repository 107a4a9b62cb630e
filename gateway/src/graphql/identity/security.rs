//! The safety of an account as it stands in the schema, and what its owner does about it.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use identity::security::{Score, Weakness};
use identity::{AnswerSignIn, security_event_row};
use kernel::Actor;

use super::device::{Device, DeviceConnection};
use super::session::Session;
use super::viewer::Viewer;
use crate::graphql::context::Ask;
use crate::graphql::error::{ApiError, Nullable, UserError, command, nullable, payloads};
use crate::graphql::loaders::identity::SiteOf;
use crate::graphql::page;
use crate::graphql::scalar::{gid, typed};
use crate::graphql::tenancy::Website;

/// What happened to the safety of an account. More values may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "identity::security::Kind")]
pub enum SecurityEventKind {
    /// Somebody signed in.
    SignIn,
    /// Somebody tried to sign in and could not.
    SignInFailed,
    /// Somebody signed out.
    SignOut,
    /// The password was changed by somebody who knew it.
    PasswordChanged,
    /// The password was set anew through a mailed link.
    PasswordReset,
    /// A second factor was set up.
    TwoFactorEnabled,
    /// The second factor was taken away.
    TwoFactorDisabled,
    /// A sign-in passed the second factor.
    TwoFactorPassed,
    /// A mailed link was signed in with.
    MagicLinkUsed,
    /// A device was signed in with for the first time.
    DeviceAdded,
    /// A device was shut out.
    DeviceBlocked,
    /// A device was let in again.
    DeviceUnblocked,
    /// A device was forgotten.
    DeviceForgotten,
    /// A session was ended before its time.
    SessionRevoked,
    /// You said that a sign-in was not yours.
    SignInDisowned,
    /// After too many tries no password is checked for a while.
    AccountLocked,
    /// The tries were forgiven.
    AccountUnlocked,
    /// The account has another address.
    EmailChanged,
    /// Which sign-ins you are told of, and how, was changed.
    AlertPreferencesChanged,
    /// You do something else on a website now.
    RoleChanged,
    /// Somebody of the house looked at a website through your account.
    Impersonation,
}

/// How much you should care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "identity::security::Severity")]
pub enum Severity {
    /// Everyday.
    Low,
    /// Worth a look.
    Medium,
    /// Worth acting on when it was not you.
    High,
    /// Somebody else was in.
    Critical,
}

/// One thing that happened to the safety of your account. It is written once and never changes.
#[derive(Clone, Debug)]
pub struct SecurityEvent(pub security_event_row::Model);

/// One thing that happened to the safety of your account. It is written once and never changes.
#[Object]
impl SecurityEvent {
    /// The event.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// What happened.
    async fn kind(&self) -> SecurityEventKind {
        self.0.kind.into()
    }

    /// How much you should care.
    async fn severity(&self) -> Severity {
        self.0.severity.into()
    }

    /// When it happened.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// What the device is called with which it happened, where one is known.
    async fn label(&self) -> Option<&str> {
        self.0.label.as_deref()
    }

    /// Where it happened, where the place is known: `Berlin, Germany`.
    async fn place(&self) -> Option<&str> {
        self.0.place.as_deref()
    }

    /// The network it came from, where one is known: an IPv4 /24 or an IPv6 /48.
    async fn network(&self) -> Option<&str> {
        self.0.network.as_deref()
    }

    /// The website on which it happened.
    async fn website(&self, ctx: &Context<'_>) -> Nullable<Website> {
        nullable(ctx.load(SiteOf(self.0.website_id))).await
    }

    /// The session it happened to, if it is one of yours on this website.
    async fn session(&self, ctx: &Context<'_>) -> Nullable<Session> {
        nullable(async {
            match self.0.session_id {
                Some(id) => Ok(ctx.load(id).await?),
                None => Ok(None),
            }
        })
        .await
    }

    /// The device it happened with, unless you forgot it.
    async fn device(&self, ctx: &Context<'_>) -> Nullable<Device> {
        nullable(async {
            match self.0.device_id {
                Some(id) => Ok(ctx.load(id).await?),
                None => Ok(None),
            }
        })
        .await
    }
}

/// What happened to one account.
pub type SecurityEventConnection = page::Connection<SecurityEvent>;

/// Something you can mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "identity::security::Weakness")]
pub enum SecurityFindingCode {
    /// A sign-in was disowned, and no new password was set since.
    ResetPending,
    /// The password alone opens the account.
    NoSecondFactor,
    /// Fewer than three recovery codes are left.
    FewRecoveryCodes,
    /// The password is more than a year old.
    OldPassword,
    /// Devices were signed in with that you have not called yours.
    UnknownDevices,
}

/// Something you can mend, and how.
#[derive(Clone, Copy, Debug)]
pub struct SecurityFinding(Weakness);

/// Something you can mend, and how.
#[Object]
impl SecurityFinding {
    /// What it is, for programs.
    async fn code(&self) -> SecurityFindingCode {
        self.0.into()
    }

    /// What it is, in a few words.
    async fn name(&self) -> &str {
        self.0.name()
    }

    /// By how much it lowers the score.
    async fn points(&self) -> i32 {
        self.0.points().into()
    }

    /// What to do about it.
    async fn advice(&self) -> &str {
        self.0.advice()
    }
}

/// How safe your account is, by what you can mend. What others try never lowers it.
#[derive(Clone, Debug)]
pub struct SecurityScore(Score);

/// How safe your account is, by what you can mend. What others try never lowers it.
#[Object]
impl SecurityScore {
    /// 100 when there is nothing to mend, never below 0.
    async fn value(&self) -> i32 {
        self.0.value.into()
    }

    /// What there is to mend, the gravest first.
    async fn findings(&self) -> Vec<SecurityFinding> {
        self.0
            .findings
            .iter()
            .copied()
            .map(SecurityFinding)
            .collect()
    }
}

/// Who they are to themselves: devices, events, score.
pub struct ViewerSecurity {
    actor: Actor,
}

impl ViewerSecurity {
    /// The safety of this asker's account.
    pub fn of(actor: Actor) -> Self {
        Self { actor }
    }
}

#[Object]
impl ViewerSecurity {
    /// Your devices on all websites, the one signed in with last first.
    async fn devices(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the latest, 1 to 100; 20 unless said otherwise.")]
        first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the earliest.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Nullable<DeviceConnection> {
        nullable(async {
            let page = page::page(first, after, last, before)?;
            let devices = &ctx.services().devices;
            let slice = devices.list_devices(&self.actor, &page).await?;
            Ok(Some(page::connection(slice, Device)))
        })
        .await
    }

    /// What happened to the safety of your account on all websites, newest first. Events are
    /// never changed.
    async fn security_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the newest, 1 to 100; 20 unless said otherwise.")]
        first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the oldest.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Nullable<SecurityEventConnection> {
        nullable(async {
            let page = page::page(first, after, last, before)?;
            let security = &ctx.services().security;
            let slice = security.happenings(&self.actor, &page).await?;
            Ok(Some(page::connection(slice, SecurityEvent)))
        })
        .await
    }

    /// How safe your account is, and what you can do about it.
    async fn security_score(&self, ctx: &Context<'_>) -> Nullable<SecurityScore> {
        nullable(async {
            let score = ctx.services().security.score(&self.actor).await;
            Ok(Some(SecurityScore(score.map_err(ApiError::from)?)))
        })
        .await
    }
}

/// Which sign-in was not yours.
#[derive(InputObject)]
pub struct DisownSignInInput {
    /// A session of yours on this website, over or not; not the one you ask through.
    pub session_id: ID,
}

/// Whoever signed in is shut out.
#[derive(Default, SimpleObject)]
pub struct DisownSignInPayload {
    /// The session that you disowned.
    pub revoked_session_id: Option<ID>,
    /// Who you are: still signed in here.
    pub viewer: Option<Viewer>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// Your answer to "was it you?".
#[derive(InputObject)]
pub struct AnswerSignInInput {
    /// The token out of the link.
    pub token: String,
    /// True when you signed in yourself.
    pub was_me: bool,
}

/// Your answer counts.
#[derive(Default, SimpleObject)]
pub struct AnswerSignInPayload {
    /// What you said. When it was not you, all your sessions have ended, and you get in again with
    /// a new password through a mailed link.
    pub was_me: Option<bool>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

payloads! {
    AnswerSignInPayload,
    DisownSignInPayload,
}

/// What people do about sign-ins that were not theirs.
#[derive(Default)]
pub struct SecurityMutation;

#[Object]
impl SecurityMutation {
    /// Requires: a session and a proof of who you are within the last 10 minutes
    /// (`STEP_UP_REQUIRED` otherwise). Says that a sign-in was not yours: that session and all
    /// your others but this one end, on all websites, its device is blocked, and nobody signs in
    /// to your account before a mailed password reset. Saying it again changes nothing.
    async fn disown_sign_in(
        &self,
        ctx: &Context<'_>,
        input: DisownSignInInput,
    ) -> Nullable<DisownSignInPayload> {
        command(async {
            let actor = ctx.actor();
            let id = typed(&input.session_id);
            let session = ctx.services().security.disown(actor, id).await?;
            Ok(DisownSignInPayload {
                revoked_session_id: Some(gid(session.id)),
                viewer: Viewer::of(actor),
                user_errors: Vec::new(),
            })
        })
        .await
    }

    /// Public. Answers "was it you?" through the link out of the mail. Yes: the device counts as
    /// yours. No: as `disownSignIn`, and every session ends. Each link is answered once; the same
    /// answer again changes nothing.
    async fn answer_sign_in(
        &self,
        ctx: &Context<'_>,
        input: AnswerSignInInput,
    ) -> Nullable<AnswerSignInPayload> {
        command(async {
            let actor = ctx.actor();
            let answering = AnswerSignIn {
                token: input.token,
                was_me: input.was_me,
            };
            let answered = ctx.services().security.answer(actor, answering).await?;
            if !answered.was_me && actor.account() == Some(answered.account) {
                ctx.cookies().clear_session();
            }
            Ok(AnswerSignInPayload {
                was_me: Some(answered.was_me),
                user_errors: Vec::new(),
            })
        })
        .await
    }
}
