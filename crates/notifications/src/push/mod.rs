//! Web Push: which browsers take short messages, and how they get there (RFC 8030, 8188, 8291,
//! 8292).
//!
//! An endpoint is an address that a browser names and that the house then speaks to, so it is
//! believed in nothing: it leads to public addresses only, follows nothing, and what it answers is
//! a number.

mod address;
mod carrier;
mod endpoint;
pub mod entity;
mod service;
mod vapid;

pub use address::{Targets, is_public};
pub use carrier::Carrier;
pub use endpoint::RegisterPush;
pub use service::{PushService, Pushes};
pub use vapid::{MalformedKey, Vapid};
