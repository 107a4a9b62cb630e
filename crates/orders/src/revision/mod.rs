//! What clients want changed, and what became of it.

mod answers;
pub(crate) mod entity;
pub mod item;
mod request;
mod service;
mod timeline;

pub(crate) use answers::Answers;
pub use answers::ItemAnswer;
pub(crate) use entity::{Column, accept_in, answered_in, find, open_in};
pub use entity::{Model, Severity, Status};
pub use item::Answer;
pub use request::{NewItem, RequestRevision};
pub use service::{Revised, RevisionService, StartRevision};
pub use timeline::Timeline;
