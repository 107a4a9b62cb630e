//! What the house says to people, kind by kind.

mod account;
mod alert;
mod brief;
mod kept;
mod language;
mod links;
mod membership;
mod prose;
mod stationery;
mod topic;
mod words;

use kernel::{Instant, OrderId, SessionId};
use sea_orm::prelude::StringLen;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

pub use account::AccountLetter;
pub use alert::AlertLetter;
pub(crate) use brief::Brief;
pub use kept::Kept;
pub use links::{Links, UnusableAddress};
pub use membership::MembershipLetter;
pub(crate) use stationery::{Addressee, Stationery, message_id};

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "snake_case"
)]
pub enum Kind {
    /// The link that completes a registration.
    VerifyRegistration,
    /// Somebody tried to register an address that has an account.
    AlreadyRegistered,
    /// The link that signs somebody in.
    MagicLink,
    /// The link that sets a new password.
    PasswordReset,
    /// The account has another password.
    PasswordChanged,
    /// The account's second factor is on.
    SecondFactorOn,
    /// The account's second factor is off.
    SecondFactorOff,
    /// The account has other recovery codes.
    RecoveryCodesRenewed,
    /// The link that gives an account a new address.
    ConfirmEmail,
    /// Somebody wanted an address for their account that belongs to another.
    EmailTaken,
    /// The account has another address; the former one gets a link that brings it back.
    EmailChanged,
    /// The link by which somebody becomes a member.
    MemberInvited,
    /// A member does something else now.
    RoleChanged,
    /// A member is kept out.
    MemberSuspended,
    /// A member is let in again.
    MemberReinstated,
    /// Somebody of the house looks at the website through a member's eyes.
    Impersonated,
    /// A sign-in that the account's owner should know of.
    LoginAlert,
    /// The sign-ins of a day that had more than enough alerts.
    LoginDigest,
    /// Alerts about sign-ins were switched off.
    AlertsSwitchedOff,
    /// A sign-in was not the owner's: the account is locked until they set a new password.
    SignInDisowned,
    /// Feedback may be given now.
    FeedbackInvited,
    /// Feedback was not given yet, and the time for it ends soon.
    FeedbackReminder,
    /// A writer has an order to work on.
    OrderAssigned,
    /// The client has a delivery to look at.
    OrderDelivered,
    /// The writer is asked to change a delivery.
    RevisionRequested,
    /// What a day brought, in one mail.
    Digest,
}

/// A message with its facts; the words are in `templates/`.
#[derive(Clone, Debug)]
pub enum Letter {
    /// See [`Kind::VerifyRegistration`].
    VerifyRegistration {
        /// The secret that the link carries.
        token: String,
        /// Until when it opens.
        until: Instant,
    },
    /// See [`Kind::AlreadyRegistered`].
    AlreadyRegistered {
        /// The secret of the link that gives the account a place here or its first password, where
        /// it has none.
        token: Option<String>,
    },
    /// About how somebody comes in.
    Account(AccountLetter),
    /// About somebody's place on the website.
    Membership(MembershipLetter),
    /// See [`Kind::LoginAlert`].
    LoginAlert(SignIn),
    /// About sign-ins, besides a single one.
    Alert(AlertLetter),
    /// See [`Kind::FeedbackInvited`]. It tells nothing of the other side, not even whether they
    /// have given theirs.
    FeedbackInvited {
        /// The order it is about.
        order: OrderId,
        /// The order's number.
        number: String,
        /// Until when feedback is taken.
        until: Instant,
    },
    /// See [`Kind::FeedbackReminder`]. It tells as little of the other side.
    FeedbackReminder {
        /// The order it is about.
        order: OrderId,
        /// The order's number.
        number: String,
        /// Until when feedback is taken.
        until: Instant,
    },
    /// See [`Kind::OrderAssigned`].
    OrderAssigned {
        /// The order.
        order: OrderId,
        /// Its number.
        number: String,
        /// When the writer's work is due.
        due: Option<Instant>,
    },
    /// See [`Kind::OrderDelivered`].
    OrderDelivered {
        /// The order.
        order: OrderId,
        /// Its number.
        number: String,
        /// When it counts as approved if nobody objects.
        approved_at: Option<Instant>,
    },
    /// See [`Kind::RevisionRequested`].
    RevisionRequested {
        /// The order.
        order: OrderId,
        /// Its number.
        number: String,
        /// When the change is due.
        due: Option<Instant>,
    },
    /// See [`Kind::Digest`].
    Digest {
        /// What it tells, oldest first.
        notices: Vec<Told>,
    },
}

/// One notice among others in a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The headline.
    pub title: String,
    /// A sentence or two; empty where the headline says it all.
    pub body: String,
    /// Where more is to be seen, on the website.
    pub path: String,
}

impl Letter {
    /// What it is about.
    pub fn kind(&self) -> Kind {
        match self {
            Self::VerifyRegistration { .. } => Kind::VerifyRegistration,
            Self::AlreadyRegistered { .. } => Kind::AlreadyRegistered,
            Self::Account(letter) => letter.kind(),
            Self::Membership(letter) => letter.kind(),
            Self::LoginAlert(_) => Kind::LoginAlert,
            Self::Alert(letter) => letter.kind(),
            Self::FeedbackInvited { .. } => Kind::FeedbackInvited,
            Self::FeedbackReminder { .. } => Kind::FeedbackReminder,
            Self::OrderAssigned { .. } => Kind::OrderAssigned,
            Self::OrderDelivered { .. } => Kind::OrderDelivered,
            Self::RevisionRequested { .. } => Kind::RevisionRequested,
            Self::Digest { .. } => Kind::Digest,
        }
    }
}

/// A sign-in as its alert tells it.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// When.
    pub at: Instant,
    /// The device's label, where it is still known; whoever signed in may have chosen it.
    pub device: Option<String>,
    /// Where, as far as it is known.
    pub place: Option<String>,
    /// The network it came from.
    pub network: Option<String>,
    /// Why its owner is told.
    pub reasons: Vec<Reason>,
    /// The session that it began, where it is still known.
    pub session: Option<SessionId>,
    /// The secret of the link that asks "was it you?", where it is mailed.
    pub answer: Option<String>,
}

/// Why the owner of an account is told of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// They want to know of each.
    NewLogin,
    /// The device was not known.
    NewDevice,
    /// The place was not known.
    NewLocation,
}
