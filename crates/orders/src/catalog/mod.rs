//! What a website offers, what it costs and what it is not for.

pub mod acceptable_use;
pub mod additional_service;
pub mod item;
pub mod price_book;
mod references;
mod rules;
mod service;
mod standard;

pub use acceptable_use::AcceptableUse;
pub use item::Kind;
pub(crate) use references::{References, Resolved};
pub(crate) use rules::hundredths;
pub use rules::{Band, Rules};
pub use service::{Catalog, CatalogService};
pub use standard::{NewCatalog, NewItem, NewService};
