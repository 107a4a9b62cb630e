//! The place of an address, told coarsely: enough for its owner to recognise it.

mod file;

use std::net::IpAddr;

pub use file::{GeoFile, Unreadable};

/// Whoever knows where addresses are.
pub trait Places: Send + Sync {
    /// The place of this address, if it is known: `Berlin, Germany`.
    fn place(&self, address: IpAddr) -> Option<String>;
}

/// Where no such knowledge is configured.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nowhere;

impl Places for Nowhere {
    fn place(&self, _: IpAddr) -> Option<String> {
        None
    }
}
