//! People: their accounts on the installation, their places on its websites, and how they come in.
//!
//! [`Identity`] implements three traits by concept: [`RegistrationService`] (how a stranger gets
//! an account), [`SessionService`] (how its owner comes in, stays and leaves) and
//! [`MemberService`] (who is who on a website).

mod account;
mod config;
mod credential;
mod error;
mod event;
mod identity;
mod membership;
mod policy;
pub mod ports;
mod registration;
mod session;

pub use account::entity as account_row;
pub use config::{Config, Hashing};
pub use credential::{Password, PasswordHash, Token, TokenHash, TokenKind};
pub use error::{Error, Result};
pub use event::IdentityEvent;
pub use identity::Identity;
pub use membership::{
    Enrolled, Enrolment, Member, MemberService, Person, Standing, entity as membership_row,
};
pub use registration::{
    Link, Register, RegistrationService, Verify, entity as registration_row, link as link_row,
};
pub use session::{
    Asker, Origin, SessionService, SignIn, SignedIn, device as device_row, entity as session_row,
};
