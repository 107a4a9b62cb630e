//! People: their accounts on the installation, their places on its websites, and how they come in.
//!
//! [`Identity`] implements three traits by concept: [`RegistrationService`] (how a stranger gets
//! an account), [`SessionService`] (how its owner comes in, stays and leaves) and
//! [`MemberService`] (who is who on a website).

mod account;
mod challenge;
mod config;
mod credential;
mod door;
mod error;
mod event;
mod factor;
mod figures;
mod guess;
mod handover;
mod housekeeping;
mod identity;
mod impersonation;
mod invitation;
mod limit;
mod link;
mod membership;
mod personal;
pub mod place;
mod policy;
pub mod ports;
mod profile;
mod recovery;
mod registration;
pub mod security;
mod session;
mod told;

pub use account::entity as account_row;
pub use challenge::{Answer, Answered, Challenge, ChallengeKind, Entry, entity as challenge_row};
pub use config::{Config, Guessing, Hashing, Limits};
pub use credential::{
    Password, PasswordHash, RecoveryCode, SealedSecret, Token, TokenHash, TokenKind, TotpEnrolment,
};
pub use error::{Error, Result};
pub use event::{FactorChange, IdentityEvent, MemberChange};
pub use factor::{
    FactorService, Given, Reauthenticate, SecondFactor, codes as recovery_code_row,
    totp as totp_row,
};
pub use guess::{entity as guess_row, installation as installation_key_row};
pub use handover::{Handover, HandoverService, entity as handover_row};
pub use housekeeping::{Crowd, HousekeepingService};
pub use identity::Identity;
pub use impersonation::{
    Impersonate, Impersonating, ImpersonationService, entity as impersonation_row,
};
pub use invitation::{
    Accept, InvitationLink, InvitationStatus, Invite, MemberInvitationService,
    entity as invitation_row, link as invitation_link_row,
};
pub use membership::{
    Enrolled, Enrolment, JudgedMember, Member, MemberAction, MemberFilter, MemberOrder,
    MemberService, Members, Person, Standing, entity as membership_row,
};
pub use personal::PERSONAL_DATA;
pub use profile::{ProfileChange, ProfileService};
pub use recovery::{
    ChangePassword, ConsoleService, Issued, MagicSignIn, Named, Opened, RecoveryLink,
    RecoveryService, ResetPassword, entity as recovery_row, link as recovery_link_row,
};
pub use registration::{
    Link, Register, RegistrationService, Verify, entity as registration_row, link as link_row,
};
pub use security::{
    AnswerLink, AnswerSignIn, SecurityService, SignInAnswered, entity as security_event_row,
    link as answer_link_row,
};
pub use session::{
    Asker, Device, DeviceService, Origin, PresenceService, SessionService, SignIn, SignedIn,
    device as device_row, entity as session_row,
};
