//! Accounts, registration, sign-in and sessions.

mod account;
mod mutation;
mod payloads;
mod query;
mod session;
mod viewer;

pub use account::{Account, Membership, Role};
pub use mutation::IdentityMutation;
pub use query::IdentityQuery;
pub use session::Session;
pub use viewer::{Viewer, ViewerIdentity};
