//! The website: what a sign-in page needs, what can be switched and insisted on, and what those who
//! run it see of the house at work.

mod mutation;
mod parked;
mod policy;
mod query;
mod trail;
mod website;

use async_graphql::MergedObject;

pub use parked::ParkedEvent;
pub use website::{Branding, Feature, Website};

/// The questions of tenancy.
#[derive(Default, MergedObject)]
pub struct TenancyQuery(query::WebsiteQuery, parked::ParkedQuery, trail::TrailQuery);

/// The commands of tenancy.
#[derive(Default, MergedObject)]
pub struct TenancyMutation(
    mutation::ToggleMutation,
    policy::PolicyMutation,
    parked::ParkedMutation,
);
