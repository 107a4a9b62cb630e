//! What can go wrong between a person and their account.

use kernel::{
    AccountId, Denied, DeviceId, Failure, Faults, Instant, MemberId, MemberInvitationId, SessionId,
};
use sea_orm::DbErr;

use crate::told::told;

/// The result of whatever concerns people.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A fact about why somebody could not come in or be found.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input has faults.
    #[error("invalid: {0}")]
    Invalid(Faults),
    /// The address is unknown, the password wrong, or there is no place here for this person:
    /// nobody learns which.
    #[error("the e-mail address or the password is wrong")]
    BadCredentials,
    /// There were too many wrong guesses: nothing is checked until then.
    #[error("shut until {until}")]
    Locked {
        /// When it opens again.
        until: Instant,
    },
    /// They come to the door more often than people do.
    #[error("too many tries in a minute")]
    TooMany,
    /// What they want to do takes a fresh proof of who they are.
    #[error("a fresh proof of who they are is needed")]
    StepUpRequired,
    /// There is no such challenge on this website.
    #[error("no such challenge")]
    NoSuchChallenge,
    /// The challenge was answered, took too long, or too many tries.
    #[error("the challenge is over")]
    ChallengeOver,
    /// The code is not the one, or was used before.
    #[error("the code is wrong")]
    WrongCode,
    /// The code is not the one, and there is no further try.
    #[error("the code is wrong, and it was the last try")]
    LastTry,
    /// There is a second factor already.
    #[error("a second factor is on")]
    FactorOn,
    /// There is no second factor.
    #[error("no second factor is on")]
    FactorOff,
    /// No second factor is being set up, or it was begun too long ago.
    #[error("no second factor is being set up")]
    NoEnrolment,
    /// A website of theirs lets nobody in without one.
    #[error("{website} requires the second factor")]
    FactorNeeded {
        /// What it is called.
        website: String,
    },
    /// So many sign in that one more would make all wait too long.
    #[error("too many sign-ins at once")]
    Busy,
    /// The website takes no new people.
    #[error("the registration is closed")]
    RegistrationClosed,
    /// Something was done to the same account in the same moment.
    #[error("overtaken by a change of the same account")]
    Overtaken,
    /// They have another role here already.
    #[error("already a member in another role")]
    AlreadyMember,
    /// Somebody who is to be invited has a place here.
    #[error("a member already")]
    MemberAlready,
    /// Somebody who is to be invited is kept out here.
    #[error("a suspended member")]
    MemberSuspended,
    /// There is no such member here.
    #[error("no member {0}")]
    NoSuchMember(MemberId),
    /// Nobody would be left who runs the website.
    #[error("the last administrator")]
    LastAdmin,
    /// There is no such invitation here.
    #[error("no invitation {0}")]
    NoSuchInvitation(MemberInvitationId),
    /// The invitation is not open any more.
    #[error("the invitation is settled")]
    InvitationSettled,
    /// There is no such website, or none that they have a place on.
    #[error("no such website")]
    NoSuchWebsite,
    /// They are on that website already.
    #[error("on that website already")]
    HereAlready,
    /// That website answers nobody at present.
    #[error("the website is closed")]
    WebsiteClosed,
    /// The way over to this website is too old, was gone already, or leads elsewhere.
    #[error("the handover leads nowhere")]
    HandoverOver,
    /// Whoever is kept out has nothing to look at.
    #[error("a suspended member cannot be looked through")]
    NothingToSee,
    /// Nobody looks through the asker's eyes.
    #[error("no impersonation is going on")]
    NoImpersonation,
    /// The idempotency key was used for something else.
    #[error("the idempotency key was used for another input")]
    MisusedKey,
    /// There is no such session of theirs.
    #[error("no session {0}")]
    NoSuchSession(SessionId),
    /// There is no such device of theirs.
    #[error("no device {0}")]
    NoSuchDevice(DeviceId),
    /// They would lock themselves out.
    #[error("the device is the one in use")]
    DeviceInUse,
    /// Forgetting it would let it in again.
    #[error("the device is blocked")]
    DeviceBlocked,
    /// They are the one who signed in.
    #[error("the session is the one in use")]
    SessionInUse,
    /// There is no such account.
    #[error("no such account")]
    NoSuchAccount,
    /// It is not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database failed.
    #[error("the account store failed")]
    Store(#[from] DbErr),
    /// Whoever keeps members' names elsewhere failed.
    #[error("the roster failed")]
    Roster(#[source] anyhow::Error),
    /// Whoever knows the websites failed.
    #[error("the websites could not be read")]
    Sites(#[source] anyhow::Error),
    /// The secret of this person's authenticator does not come out of its seal.
    #[error(
        "the sealed authenticator secret of {0} cannot be opened: it was sealed with another key \
         than the one in installation_keys, or for another account; `account \
         reset-second-factor` at the console takes the factor away"
    )]
    Unsealable(AccountId),
    /// A password could not be hashed.
    #[error("hashing failed: {0}")]
    Hashing(String),
}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        Self::Invalid(faults)
    }
}

impl Failure for Error {
    fn faults(&self) -> Option<Faults> {
        told(self)
    }
}
