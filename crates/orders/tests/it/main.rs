//! The services of orders, on both databases.

mod house;

mod assignments;
mod catalogs;
mod deliveries;
mod drafts;
mod lists;
mod masks;
mod placements;
mod quotes;
mod revisions;
mod tenants;
