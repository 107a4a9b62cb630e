//! Orders being prepared.

mod completeness;
pub(crate) mod entity;
mod fields;
mod list;
mod save;
mod service;

pub use completeness::{Completeness, Missing};
pub(crate) use entity::{Column, Entity, find_locked};
pub use entity::{Model, ServiceIds};
pub use fields::{DraftFields, StyleFields};
pub use list::{DraftFilter, DraftOrder};
pub(crate) use save::Saves;
pub use service::{CreateDraft, DraftService, QuoteDraft, Quoted, UpdateDraft};
