//! Accounts, registration, sign-in and sessions.

mod account;
mod challenge;
mod device;
mod entered;
mod factor;
mod impersonation;
mod invitation;
mod member;
mod mutation;
mod payloads;
mod profile;
mod query;
mod recovery;
mod security;
mod session;
mod switch;
mod viewer;

pub use account::{Account, Membership, Role};
pub use challenge::ChallengeMutation;
pub use device::{Device, DeviceMutation};
pub use factor::FactorMutation;
pub use impersonation::{Impersonation, ImpersonationMutation};
pub use invitation::{InvitationMutation, InvitationQuery, MemberInvitation};
pub use member::{Member, MembersMutation, MembersQuery};
pub use mutation::IdentityMutation;
pub use profile::ProfileMutation;
pub use query::IdentityQuery;
pub use recovery::RecoveryMutation;
pub use security::{SecurityEvent, SecurityMutation, ViewerSecurity};
pub use session::Session;
pub use switch::SwitchMutation;
pub use viewer::{Viewer, ViewerIdentity};
