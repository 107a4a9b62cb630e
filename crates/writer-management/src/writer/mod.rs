//! Who writes here: names, counters, and the directory that clients browse.

pub mod completion;
mod directory;
mod entity;
mod register;
pub mod subject;

pub use directory::{Filter, OrderBy, WriterService, Writers};
pub use entity::{ActiveModel, Column, Entity, Model, Record};
pub use register::Completion;
pub(crate) use register::{find_locked_in, rated_in, recount_in, renamed_in};
