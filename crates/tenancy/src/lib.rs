//! Websites: the tenants, their hosts, what they look like and what they have switched.
//!
//! [`Websites`] answers two callers: the session layer and background work through the kernel's
//! port [`Sites`](kernel::site::Sites), and people through [`WebsiteService`].

mod branding;
mod error;
mod event;
mod personal;
mod policy;
mod toggle;
mod website;

pub use branding::Branding;
pub use error::{Error, Result};
pub use event::TenancyEvent;
pub use personal::PERSONAL_DATA;
pub use policy::{Create, List, Switch};
pub use toggle::{Keeper, Source, ToggleState, entity as toggle_row};
pub use website::{
    NewWebsite, WebsiteService, Websites, entity as website_row, host as host_row, nowhere,
};
