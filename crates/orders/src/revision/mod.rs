//! What clients want changed, and what became of it.

mod answers;
pub(crate) mod entity;
pub mod item;
mod request;
mod service;
mod timeline;

pub(crate) use answers::Answers;
pub use answers::ItemAnswer;
pub use entity::{Column, Entity, Model, Severity, Status, latest_first};
pub(crate) use entity::{accept_in, answered_in, find, open_in};
pub use item::Answer;
pub use request::{NewItem, RequestRevision};
pub use service::{Revised, RevisionService, StartRevision};
pub use timeline::Timeline;
