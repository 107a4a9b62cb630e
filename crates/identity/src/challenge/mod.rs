//! Challenges: the second step of a sign-in, for whoever has a second factor or needs one here.
//!
//! Every way in leads through [`Identity::admit_in`](crate::Identity::admit_in), whatever the first
//! step was, so that none of them skips the second.

mod admit;
mod answer;
pub mod entity;

use kernel::{ChallengeId, Instant};

use crate::{Error, Origin, RecoveryCode, SignedIn, TotpEnrolment};

/// Where the first step leads.
#[derive(Clone, Debug)]
pub enum Entry {
    /// They are in.
    In(Box<SignedIn>),
    /// There is a second step.
    Challenge(Challenge),
}

impl Entry {
    /// The session, when they are in.
    pub fn signed_in(self) -> Option<SignedIn> {
        match self {
            Self::In(signed_in) => Some(*signed_in),
            Self::Challenge(_) => None,
        }
    }
}

/// What the first step proved, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// They know the password, or have just set it.
    Password,
    /// They read the account's mail, which opens no sensitive changes.
    MailedLink,
    /// They are signed in on another website, and proved then who they are.
    Session {
        /// When, if at all.
        proved_at: Option<Instant>,
    },
}

/// A second step, as whoever made the first sees it. It can be answered with its id alone, so it is
/// shown to nobody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// What the answer names.
    pub id: ChallengeId,
    /// With what it can be answered.
    pub kinds: Vec<ChallengeKind>,
    /// Until when.
    pub expires_at: Instant,
    /// How many wrong answers it still bears.
    pub tries_left: u32,
    /// What to set an authenticator up with, where there is none yet.
    pub enrolment: Option<TotpEnrolment>,
}

impl Challenge {
    /// What they are told whose answer was wrong.
    pub fn wrong(&self) -> Error {
        if self.tries_left > 0 {
            Error::WrongCode
        } else {
            Error::LastTry
        }
    }
}

/// With what a challenge can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChallengeKind {
    /// A code of the authenticator.
    Totp,
    /// A recovery code.
    RecoveryCode,
    /// The first code of an authenticator that is set up with it.
    EnrolTotp,
}

/// An answer to a challenge.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The challenge.
    pub challenge: ChallengeId,
    /// With what it is answered.
    pub kind: ChallengeKind,
    /// The code.
    pub code: String,
    /// Where from.
    pub origin: Origin,
}

/// What became of an answer.
#[derive(Clone, Debug)]
pub enum Answered {
    /// It was right.
    In {
        /// They are in.
        signed_in: Box<SignedIn>,
        /// Shown once, when a factor was set up.
        recovery_codes: Option<Vec<RecoveryCode>>,
        /// Whether they want to stay signed in for long.
        remember: bool,
    },
    /// It was wrong, and one try less is left.
    Wrong(Challenge),
}
