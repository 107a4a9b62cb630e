//! Websites: the tenants, their hosts, what they look like, what they have switched and what they
//! insist on; and what those who run one see of the house at work on it.
//!
//! [`Websites`] answers two callers: the session layer and background work through the kernel's
//! port [`Sites`](kernel::site::Sites), and people through [`WebsiteService`].

mod branding;
mod error;
mod event;
mod operations;
mod personal;
mod policy;
mod toggle;
mod website;

pub use branding::Branding;
pub use error::{Error, Result};
pub use event::TenancyEvent;
pub use operations::{Operations, OperationsService, ParkedEvent};
pub use personal::PERSONAL_DATA;
pub use policy::{Create, Insist, List, ReadTrail, SeeParked, Switch};
pub use toggle::{Keeper, Source, ToggleState, entity as toggle_row};
pub use website::{
    NewWebsite, PolicyChange, WebsiteService, Websites, entity as website_row, host as host_row,
    nowhere,
};
