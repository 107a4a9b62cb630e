//! Writers: what they can take on, how they are rated, and what they show of themselves.
//!
//! | module | keeps |
//! |---|---|
//! | [`writer`] | who writes here, their counters, the directory |
//! | [`capacity`] | ceilings, blackouts, and the pure decisions over them: accept, rank, availability |
//! | [`feedback`] | rounds, invitations, ratings with all their versions, and their summary |
//! | [`portfolio`] | the public face, its samples, and what clients allow to be shown |
//!
//! Lock order within a command: order (its caller), writer, capacity, feedback round.

pub mod capacity;
mod error;
mod event;
pub mod feedback;
mod items;
mod personal;
mod policy;
pub mod portfolio;
pub mod ports;
pub mod writer;

pub use error::{Error, Result};
pub use event::FeedbackEvent;
pub use items::Items;
pub use personal::PERSONAL_DATA;
