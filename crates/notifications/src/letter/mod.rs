//! What the house says to people, kind by kind.

mod links;
mod stationery;
mod words;

use kernel::{Instant, OrderId};
use sea_orm::prelude::StringLen;
use sea_orm::{DeriveActiveEnum, EnumIter};

pub use links::{Links, UnusableAddress};
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
    /// A sign-in that the account's owner should know of.
    LoginAlert,
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
    /// See [`Kind::LoginAlert`].
    LoginAlert(SignIn),
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
}

impl Letter {
    /// What it is about.
    pub fn kind(&self) -> Kind {
        match self {
            Self::VerifyRegistration { .. } => Kind::VerifyRegistration,
            Self::AlreadyRegistered { .. } => Kind::AlreadyRegistered,
            Self::LoginAlert(_) => Kind::LoginAlert,
            Self::FeedbackInvited { .. } => Kind::FeedbackInvited,
            Self::FeedbackReminder { .. } => Kind::FeedbackReminder,
            Self::OrderAssigned { .. } => Kind::OrderAssigned,
            Self::OrderDelivered { .. } => Kind::OrderDelivered,
            Self::RevisionRequested { .. } => Kind::RevisionRequested,
        }
    }
}

/// A sign-in as its alert tells it.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// When.
    pub at: Instant,
    /// The device's label; whoever signed in may have chosen it.
    pub device: String,
    /// Where, as far as it is known.
    pub place: Option<String>,
    /// The network it came from.
    pub network: Option<String>,
    /// Why its owner is told.
    pub reasons: Vec<Reason>,
}

/// Why the owner of an account is told of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// They want to know of each.
    NewLogin,
    /// The device was not known.
    NewDevice,
    /// The place was not known.
    NewLocation,
}
