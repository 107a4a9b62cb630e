//! What a website has switched, who did it and when.

mod catalogue;
pub mod entity;

use kernel::{Instant, Toggle};

pub use catalogue::Keeper;
pub(crate) use catalogue::keeper;

/// Where the value of a toggle comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The website has not said anything.
    Default,
    /// The website has decided.
    Website,
}

/// A toggle of a website, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToggleState {
    /// Which.
    pub toggle: Toggle,
    /// Whether it is on.
    pub value: bool,
    /// Why.
    pub source: Source,
    /// Who decided: an id, or `system:NAME`.
    pub changed_by: Option<String>,
    /// When they did.
    pub changed_at: Option<Instant>,
}

impl ToggleState {
    /// The toggle as the website's decision about it, if there is one, leaves it.
    pub(crate) fn of(toggle: Toggle, decided: Option<&entity::Model>) -> Self {
        Self {
            toggle,
            value: decided.map_or(toggle.default_value(), |row| row.value),
            source: decided.map_or(Source::Default, |_| Source::Website),
            changed_by: decided.map(|row| row.changed_by.clone()),
            changed_at: decided.map(|row| row.changed_at),
        }
    }
}
