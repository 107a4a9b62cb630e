//! Orders being prepared.

mod completeness;
pub(crate) mod entity;
mod fields;
mod list;
mod service;

pub use completeness::{Completeness, Missing};
pub(crate) use entity::{Column, find_locked};
pub use entity::{Model, ServiceIds};
pub use fields::{DraftFields, StyleFields};
pub use list::{DraftFilter, DraftOrder};
pub use service::{CreateDraft, DraftService, QuoteDraft, Quoted, UpdateDraft};
