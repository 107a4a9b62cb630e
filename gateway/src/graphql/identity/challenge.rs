//! The second step of a sign-in.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use identity::{Answer, Answered, Challenge};
use kernel::Failure;

use super::entered::Entered;
use super::factor::shown;
use super::session::Session;
use super::viewer::Viewer;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, Refused, UserError, command, payloads, user_errors};
use crate::graphql::scalar::{gid, typed};

/// With what a challenge can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "identity::ChallengeKind")]
pub enum ChallengeKind {
    /// A code of your authenticator.
    Totp,
    /// One of your recovery codes; each works once.
    RecoveryCode,
    /// The first code of the authenticator that you set up with `enrolment`.
    EnrolTotp,
}

/// What to set up an authenticator app with. Shown once.
#[derive(Clone, Debug, SimpleObject)]
pub struct TotpEnrolment {
    /// The address that apps read, mostly from a picture of it: `otpauth://…`.
    pub otpauth_uri: String,
    /// The key, to be typed by hand.
    pub secret: String,
}

impl From<identity::TotpEnrolment> for TotpEnrolment {
    fn from(enrolment: identity::TotpEnrolment) -> Self {
        Self {
            otpauth_uri: enrolment.otpauth_uri,
            secret: enrolment.secret,
        }
    }
}

/// A sign-in that waits for its second step. Its id is as good as your password: keep it to
/// yourself.
#[derive(Clone, Debug)]
pub struct SignInChallenge(pub Challenge);

/// A sign-in that waits for its second step. Its id is as good as your password: keep it to
/// yourself.
#[Object]
impl SignInChallenge {
    /// What `answerChallenge` takes.
    async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// With what it can be answered.
    async fn kinds(&self) -> Vec<ChallengeKind> {
        self.0.kinds.iter().map(|kind| (*kind).into()).collect()
    }

    /// Until when it can be answered: five minutes from the first step.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }

    /// How many wrong answers it still bears.
    async fn tries_left(&self) -> i32 {
        i32::try_from(self.0.tries_left).unwrap_or(i32::MAX)
    }

    /// What to set up an authenticator app with, where this website wants one and you have none
    /// yet. Its first right code signs you in. Null otherwise.
    async fn enrolment(&self) -> Option<TotpEnrolment> {
        self.0.enrolment.clone().map(TotpEnrolment::from)
    }
}

/// The second step.
#[derive(InputObject)]
pub struct AnswerChallengeInput {
    /// The challenge of the first step.
    pub challenge_id: ID,
    /// The code. Gaps and dashes do not matter.
    pub code: String,
    /// What the code is: one of the challenge's kinds.
    pub kind: ChallengeKind,
}

/// You are in; or the code was wrong, and the challenge waits for another try.
#[derive(Default, SimpleObject)]
pub struct AnswerChallengePayload {
    /// The session. Null unless the code was right.
    pub session: Option<Session>,
    /// For API clients: `Authorization: Bearer …`. Browsers get a cookie as well. Shown once.
    pub token: Option<String>,
    /// For API clients: hand it in at the next sign-in to be known as the same device. Shown once.
    pub device_token: Option<String>,
    /// Who you are.
    pub viewer: Option<Viewer>,
    /// The challenge with the tries that are left, when the code was wrong.
    pub challenge: Option<SignInChallenge>,
    /// Ten codes for when the authenticator is lost, when it was set up with this answer. Each
    /// works once. Shown once: keep them in a safe place.
    pub recovery_codes: Option<Vec<String>>,
    /// What was wrong; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

payloads! {
    AnswerChallengePayload,
}

impl AnswerChallengePayload {
    fn of(ctx: &Context<'_>, answered: Answered) -> Result<Self, Refused> {
        match answered {
            Answered::In {
                signed_in,
                recovery_codes,
                remember,
            } => Ok(Self {
                recovery_codes: recovery_codes.as_deref().map(shown),
                ..Entered::seated(ctx, *signed_in, remember).into()
            }),
            Answered::Wrong(challenge) => Ok(Self {
                user_errors: user_errors(challenge.wrong().faults().unwrap_or_default())?,
                challenge: Some(SignInChallenge(challenge)),
                ..Self::default()
            }),
        }
    }
}

/// The second step of a sign-in.
#[derive(Default)]
pub struct ChallengeMutation;

#[Object]
impl ChallengeMutation {
    /// Public. Answers the second step of a sign-in: with a code of your authenticator, a recovery
    /// code, or the first code of an authenticator that this website has you set up. Ends after
    /// five minutes or five wrong codes.
    async fn answer_challenge(
        &self,
        ctx: &Context<'_>,
        input: AnswerChallengeInput,
    ) -> Nullable<AnswerChallengePayload> {
        command(async {
            let answer = Answer {
                challenge: typed(&input.challenge_id),
                kind: input.kind.into(),
                code: input.code,
                origin: ctx.facts().origin(None, None),
            };
            let answered = ctx.services().factors.answer(ctx.actor(), answer).await?;
            AnswerChallengePayload::of(ctx, answered)
        })
        .await
    }
}
