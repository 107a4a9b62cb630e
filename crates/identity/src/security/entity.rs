//! The row of one security event: written once, never changed.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{AccountId, Actor, DeviceId, Instant, SecurityEventId, SessionId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::policy;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "snake_case"
)]
pub enum Kind {
    /// Somebody signed in.
    SignIn,
    /// Somebody tried to and could not.
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
    /// The owner said that a sign-in was not theirs.
    SignInDisowned,
    /// Too many tries: no password is checked for a while.
    AccountLocked,
    /// The tries were forgiven.
    AccountUnlocked,
    /// The account has another address.
    EmailChanged,
    /// Which sign-ins are told, and how, was changed.
    AlertPreferencesChanged,
    /// The person does something else on a website now.
    RoleChanged,
    /// Somebody of the house looked at a website through this account.
    Impersonation,
}

impl Kind {
    /// How much its owner should care.
    pub fn severity(self) -> Severity {
        match self {
            Self::SignIn | Self::SignOut | Self::TwoFactorPassed | Self::AccountUnlocked => {
                Severity::Low
            }
            Self::SignInFailed
            | Self::MagicLinkUsed
            | Self::DeviceAdded
            | Self::DeviceForgotten
            | Self::DeviceUnblocked
            | Self::SessionRevoked
            | Self::TwoFactorEnabled
            | Self::RoleChanged => Severity::Medium,
            Self::PasswordChanged
            | Self::PasswordReset
            | Self::TwoFactorDisabled
            | Self::DeviceBlocked
            | Self::AccountLocked
            | Self::EmailChanged
            | Self::AlertPreferencesChanged
            | Self::Impersonation => Severity::High,
            Self::SignInDisowned => Severity::Critical,
        }
    }
}

/// How much its owner should care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Severity {
    /// Everyday.
    Low,
    /// Worth a look.
    Medium,
    /// Worth acting on when it was not them.
    High,
    /// Somebody else was in.
    Critical,
}

/// One thing that happened to the safety of an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "security_events")]
pub struct Model {
    /// The event.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SecurityEventId,
    /// The tenant on which it happened.
    pub website_id: WebsiteId,
    /// Whose account.
    pub account_id: AccountId,
    /// What.
    pub kind: Kind,
    /// How much its owner should care.
    pub severity: Severity,
    /// The session it happened to.
    pub session_id: Option<SessionId>,
    /// The device it happened with.
    pub device_id: Option<DeviceId>,
    /// Where: the address cut to its network.
    pub network: Option<String>,
    /// Where: the place that network is known to be at.
    pub place: Option<String>,
    /// What the device is called.
    pub label: Option<String>,
    /// When.
    pub created_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The events this asker may see: those of their own account, on all websites.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::visible_events(actor))
    }
}
