//! Catalogs, quotes, drafts, orders and revisions.

mod catalog;
mod delivery;
mod draft;
mod draft_fields;
mod inputs;
mod mutation;
mod order;
mod payloads;
mod query;
mod quote;
mod read_ahead;
mod revision;
mod timeline;
mod words;

pub use catalog::{AcceptableUse, AdditionalService, CatalogItem, item};
pub use delivery::Delivery;
pub use draft::OrderDraft;
pub use mutation::OrdersMutation;
pub use order::Order;
pub use query::OrdersQuery;
pub use quote::Quote;
pub use revision::RevisionRequest;
pub use timeline::OrderEvent;
pub use words::PortfolioConsent;
