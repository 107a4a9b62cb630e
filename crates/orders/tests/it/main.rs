//! The services of orders, on both databases.

#![expect(clippy::expect_used, reason = "a test that cannot be set up panics")]

mod house;

mod assignments;
mod catalogs;
mod deliveries;
mod drafts;
mod lists;
mod masks;
mod placements;
mod policies;
mod quotes;
mod revisions;
mod saves;
mod tenants;
