//! Memberships: who holds which role on which website.

mod action;
mod bundled;
mod change;
pub mod entity;
mod join;
mod roll;
mod service;

use kernel::{AccountId, Email, Instant, MemberId, Role};

pub use action::{Judged as JudgedMember, MemberAction};
pub use bundled::Members;
pub(crate) use join::overtaken;
pub use service::MemberService;
pub(crate) use service::address;

use crate::Password;

/// A person as the asker may see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub id: AccountId,
    /// What they are called.
    pub display_name: String,
    /// Their address, for themselves and for those who answer the brand's mail.
    pub email: Option<Email>,
    /// The language they chose, for the same.
    pub locale: Option<String>,
    /// The zone they chose, for the same.
    pub time_zone: Option<String>,
    /// When their account came into being.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

/// A person's place on the asker's website.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The membership.
    pub id: MemberId,
    /// What they do here.
    pub role: Role,
    /// Whether they are kept out.
    pub suspended: bool,
    /// Since when, for those who run the website.
    pub suspended_at: Option<Instant>,
    /// Why, for those who run the website.
    pub suspension_reason: Option<String>,
    /// Since when they have a place here.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
    /// Who they are.
    pub person: Person,
    /// Whether they stand above all websites as well.
    is_superadmin: bool,
}

/// Which members are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberFilter {
    /// Only those who do this.
    pub role: Option<Role>,
    /// Only those who are kept out, or only those who are not.
    pub suspended: Option<bool>,
    /// Only those in whose name or address these letters stand.
    pub search: Option<String>,
}

/// How members are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemberOrder {
    /// By name.
    #[default]
    Name,
    /// Who came last, first.
    Newest,
}

/// What a person is to be on the website they are enrolled on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A member in this role.
    Member(Role),
    /// Above all websites, a member of none.
    Superadmin,
}

/// A person to be given a place without their asking.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// Their address; an account that has it is used.
    pub email: String,
    /// What they are called, if they are new.
    pub display_name: String,
    /// The language they read, if they are new.
    pub locale: Option<String>,
    /// The zone they live in, if they are new.
    pub time_zone: Option<String>,
    /// Their password, if they have none yet; without one they set it through a link.
    pub password: Option<Password>,
    /// What they are to be.
    pub standing: Standing,
}

/// The place somebody was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// The account.
    pub account: AccountId,
    /// The membership; none for a superadmin.
    pub member: Option<MemberId>,
    /// Whether they can sign in already; whoever cannot sets a password through a link.
    pub has_password: bool,
}
