//! What goes into the mutations of identity and what comes out.

use async_graphql::{ID, InputObject, SimpleObject};

use super::challenge::SignInChallenge;
use super::session::Session;
use super::viewer::Viewer;
use crate::graphql::error::{UserError, payloads};

/// What a stranger says about themselves.
#[derive(InputObject)]
pub struct RegisterAccountInput {
    /// Where the link goes.
    pub email: String,
    /// What you want to be called, at most 100 characters.
    pub display_name: String,
    /// The language you read, as a BCP 47 tag: `en-GB`. The website's when left out.
    pub locale: Option<String>,
    /// The IANA name of the zone you live in: `Europe/Berlin`. The website's when left out.
    pub time_zone: Option<String>,
}

/// The answer is the same whether or not the address is known.
#[derive(Default, SimpleObject)]
pub struct RegisterAccountPayload {
    /// True when a mail is on its way.
    pub accepted: Option<bool>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The link out of the mail, opened.
#[derive(InputObject)]
pub struct VerifyEmailInput {
    /// The token out of the link.
    pub token: String,
    /// Your password: 10 to 128 characters, hard to guess. Where you have an account already, its
    /// own password.
    pub password: String,
    /// What you call this device, at most 60 characters.
    pub device_name: Option<String>,
}

/// You are in, or asked for a second step: at most one of session and challenge is set.
#[derive(Default, SimpleObject)]
pub struct VerifyEmailPayload {
    /// The session.
    pub session: Option<Session>,
    /// For API clients: `Authorization: Bearer …`. Browsers get a cookie as well. Shown once.
    pub token: Option<String>,
    /// For API clients: hand it in at the next sign-in to be known as the same device. Shown once.
    pub device_token: Option<String>,
    /// The second step, when there is one: answer it with `answerChallenge`.
    pub challenge: Option<SignInChallenge>,
    /// Who you are.
    pub viewer: Option<Viewer>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// What you sign in with.
#[derive(InputObject)]
pub struct SignInInput {
    /// Your address.
    pub email: String,
    /// Your password.
    pub password: String,
    /// What you call this device, at most 60 characters.
    pub device_name: Option<String>,
    /// The device token of an earlier sign-in, for clients without cookies.
    pub device_token: Option<String>,
    /// False ends the session after 12 hours. True unless said otherwise.
    pub remember_me: Option<bool>,
}

/// You are in, or asked for a second step: at most one of session and challenge is set.
#[derive(Default, SimpleObject)]
pub struct SignInPayload {
    /// The session.
    pub session: Option<Session>,
    /// For API clients: `Authorization: Bearer …`. Browsers get a cookie as well. Shown once.
    pub token: Option<String>,
    /// For API clients: hand it in at the next sign-in to be known as the same device. Shown once.
    pub device_token: Option<String>,
    /// The second step, when there is one: answer it with `answerChallenge`.
    pub challenge: Option<SignInChallenge>,
    /// Who you are.
    pub viewer: Option<Viewer>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// You are out.
#[derive(Default, SimpleObject)]
pub struct SignOutPayload {
    /// What was wrong; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// Which session to end.
#[derive(InputObject)]
pub struct RevokeSessionInput {
    /// A session of yours on this website.
    pub session_id: ID,
}

/// It is over.
#[derive(Default, SimpleObject)]
pub struct RevokeSessionPayload {
    /// The session that was ended.
    pub revoked_session_id: Option<ID>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// All but the one you ask through are over.
#[derive(Default, SimpleObject)]
pub struct RevokeOtherSessionsPayload {
    /// How many were ended.
    pub revoked_count: Option<i32>,
    /// Which.
    pub revoked_session_ids: Option<Vec<ID>>,
    /// What was wrong; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

payloads! {
    RegisterAccountPayload,
    RevokeOtherSessionsPayload,
    RevokeSessionPayload,
    SignInPayload,
    SignOutPayload,
    VerifyEmailPayload,
}
