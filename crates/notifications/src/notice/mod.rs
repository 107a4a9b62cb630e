//! One notice over several channels: what goes where, and that each channel has it once.

pub mod digest;
mod event;
pub mod hold;
mod later;
mod plan;
mod service;

pub use event::NoticeEvent;
pub use later::{LaterService, Waiting};
pub use plan::{Plan, Way};
pub use service::{NoticeService, Notices};
