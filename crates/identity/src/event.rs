//! What identity tells its neighbours: ids and facts, neither addresses nor tokens.

use kernel::{
    AccountId, DeviceId, Event, ImpersonationId, Instant, MemberId, MemberInvitationId, RecoveryId,
    RegistrationId, Role, SessionId,
};
use serde::{Deserialize, Serialize};

/// Something happened between a person and their account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum IdentityEvent {
    /// Somebody nobody knows wants an account: they get a link by mail.
    RegistrationRequested {
        /// What the link is issued for.
        registration: RegistrationId,
    },
    /// The address belongs to an account: its owner is told, and gets a link if it leads
    /// anywhere.
    KnownAddressRegistered {
        /// What the link is issued for.
        registration: RegistrationId,
        /// Whose address it is.
        account: AccountId,
        /// Whether a link belongs into the mail: they are no member here yet, or have no password.
        link: bool,
    },
    /// Somebody signed in.
    SessionStarted {
        /// The session.
        session: SessionId,
        /// Who.
        account: AccountId,
        /// Their place here; none for a superadmin.
        member: Option<MemberId>,
        /// What they signed in with.
        device: DeviceId,
        /// The account had never been signed in to before: it raises no alert.
        first_ever: bool,
        /// The account had not been used with this device before.
        new_device: bool,
        /// The account had not been used from this network before.
        new_location: bool,
        /// When.
        at: Instant,
    },
    /// Somebody wants to sign in through their mailbox: they get a link, if the address leads
    /// anywhere.
    MagicLinkRequested {
        /// What the link is issued for.
        recovery: RecoveryId,
    },
    /// Somebody wants a new password: they get a link, if the address leads anywhere.
    PasswordResetRequested {
        /// What the link is issued for.
        recovery: RecoveryId,
    },
    /// An account has another password: its owner is told.
    PasswordChanged {
        /// Whose.
        account: AccountId,
        /// Through a mailed link, or by somebody who knew the old one.
        by_link: bool,
        /// When.
        at: Instant,
    },
    /// Somebody wants another address: a link goes there.
    EmailChangeRequested {
        /// What the link is issued for.
        recovery: RecoveryId,
    },
    /// An account has another address: the former one gets a link that brings it back.
    EmailChanged {
        /// Whose.
        account: AccountId,
        /// What that link is issued for.
        undo: RecoveryId,
    },
    /// An account's second factor is not what it was: its owner is told.
    SecondFactorChanged {
        /// Whose.
        account: AccountId,
        /// What is different.
        change: FactorChange,
        /// When.
        at: Instant,
    },
    /// A person says something else about themselves.
    ProfileChanged {
        /// Who.
        account: AccountId,
    },
    /// Sessions were ended before their time: whatever is open through them closes now.
    SessionsEnded {
        /// Whose.
        account: AccountId,
        /// Which.
        sessions: Vec<SessionId>,
    },
    /// Somebody says that a sign-in was not theirs: every other session has ended, the device is
    /// blocked, and only a mailed reset lets the account in again. Once for each sign-in.
    SignInDisowned {
        /// Whose account.
        account: AccountId,
        /// The sign-in.
        session: SessionId,
        /// What it was made with.
        device: DeviceId,
        /// When they said so.
        at: Instant,
    },
    /// Somebody is to become a member: they get a link by mail.
    MemberInvited {
        /// What the link is issued for.
        invitation: MemberInvitationId,
    },
    /// A member's role or suspension is another one: what they may do changes with their next
    /// request.
    MemberChanged {
        /// Who.
        account: AccountId,
        /// Their place here.
        member: MemberId,
        /// What is different.
        change: MemberChange,
    },
    /// Somebody of the house looks at the website through a member's eyes: the person is told.
    ImpersonationStarted {
        /// Which look.
        impersonation: ImpersonationId,
        /// Through whose eyes.
        account: AccountId,
        /// Their place here.
        member: MemberId,
    },
}

/// What is different about a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorChange {
    /// It is asked for from now on, and there are recovery codes.
    Enabled,
    /// Its owner took it away.
    Disabled,
    /// It was taken away at the console: its owner had lost it.
    Reset,
    /// There are other recovery codes.
    CodesRenewed,
}

/// What is different about a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum MemberChange {
    /// They do something else here.
    Role {
        /// What they did.
        before: Role,
        /// What they do.
        after: Role,
    },
    /// They are kept out.
    Suspended,
    /// They are let in again.
    Reinstated,
}

impl Event for IdentityEvent {
    const STREAM: &'static str = "identity";

    fn aggregate(&self) -> String {
        match self {
            Self::RegistrationRequested { registration }
            | Self::KnownAddressRegistered { registration, .. } => registration.to_string(),
            Self::SessionStarted { session, .. } | Self::SignInDisowned { session, .. } => {
                session.to_string()
            }
            Self::SessionsEnded { account, .. }
            | Self::SecondFactorChanged { account, .. }
            | Self::ProfileChanged { account }
            | Self::PasswordChanged { account, .. }
            | Self::EmailChanged { account, .. } => account.to_string(),
            Self::MagicLinkRequested { recovery }
            | Self::PasswordResetRequested { recovery }
            | Self::EmailChangeRequested { recovery } => recovery.to_string(),
            Self::MemberInvited { invitation } => invitation.to_string(),
            Self::MemberChanged { member, .. } => member.to_string(),
            Self::ImpersonationStarted { impersonation, .. } => impersonation.to_string(),
        }
    }
}
