//! Websites: their rows, their hosts and the directory that answers for them on every request.

mod directory;
pub mod entity;
pub mod host;
mod insist;
mod new;
mod service;

use std::sync::Arc;

use kernel::{Clock, Currency, Id, Site, WebsiteId, site};

pub use insist::PolicyChange;
pub use new::NewWebsite;
pub use service::{WebsiteService, Websites};

/// Where the house stands before it has a website: `init` and the seed act from here when they
/// make the first one.
pub fn nowhere(clock: &dyn Clock) -> Arc<Site> {
    Arc::new(Site {
        id: WebsiteId::mint(clock),
        slug: String::new(),
        name: String::new(),
        canonical_host: String::new(),
        locale: "en".to_owned(),
        currency: Currency::default(),
        zone: chrono_tz::Tz::UTC,
        suspended: true,
        registration_open: false,
        toggles: site::Toggles::default(),
        policies: site::Policies::default(),
        calendar: site::Calendar::default(),
    })
}
