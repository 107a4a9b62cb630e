//! The website: what a sign-in page needs, and what can be switched.

mod mutation;
mod query;
mod website;

pub use mutation::TenancyMutation;
pub use query::TenancyQuery;
pub use website::{Branding, Feature, Website};
