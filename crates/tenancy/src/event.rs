//! What tenancy tells its neighbours.

use kernel::{Event, Instant, Toggle, WebsiteId, Who};
use serde::{Deserialize, Serialize};

/// Something happened to a website.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TenancyEvent {
    /// A website was made; it wants a catalog and a price book.
    WebsiteCreated {
        /// The website.
        website: WebsiteId,
        /// Who made it.
        by: Who,
        /// When.
        at: Instant,
    },
    /// A feature was switched on or off.
    ToggleChanged {
        /// Where.
        website: WebsiteId,
        /// Which.
        toggle: Toggle,
        /// Whether it is on now.
        value: bool,
        /// Who switched it.
        by: Who,
        /// When.
        at: Instant,
    },
    /// What the website insists on was changed.
    PolicyChanged {
        /// Where.
        website: WebsiteId,
        /// Who changed it.
        by: Who,
        /// When.
        at: Instant,
    },
}

impl Event for TenancyEvent {
    const STREAM: &'static str = "tenancy";

    fn aggregate(&self) -> String {
        match self {
            Self::WebsiteCreated { website, .. }
            | Self::ToggleChanged { website, .. }
            | Self::PolicyChanged { website, .. } => website.to_string(),
        }
    }
}
