//! How long things last and how hard passwords are to guess.

use chrono::TimeDelta;
use serde::Deserialize;

/// The settings of identity. The defaults are the figures of the spec; a test may shorten them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How long a registration waits for its link to be opened: 24 hours.
    pub registration_hours: u32,
    /// How long a session may lie unused: 14 days.
    pub idle_days: u32,
    /// How long a session lasts at most: 90 days.
    pub absolute_days: u32,
    /// How long it lasts when the person does not want to be remembered: 12 hours.
    pub unremembered_hours: u32,
    /// How long a session of staff may lie unused: 2 hours.
    pub staff_idle_hours: u32,
    /// How long a session of staff lasts at most: 12 hours.
    pub staff_absolute_hours: u32,
    /// How often, at most, the use of a session is noted: every 60 seconds.
    pub seen_seconds: u32,
    /// How passwords are hashed.
    pub hashing: Hashing,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            registration_hours: 24,
            idle_days: 14,
            absolute_days: 90,
            unremembered_hours: 12,
            staff_idle_hours: 2,
            staff_absolute_hours: 12,
            seen_seconds: 60,
            hashing: Hashing::default(),
        }
    }
}

impl Config {
    pub(crate) fn registration(&self) -> TimeDelta {
        hours(self.registration_hours)
    }

    pub(crate) fn idle(&self, staff: bool) -> TimeDelta {
        if staff {
            hours(self.staff_idle_hours)
        } else {
            days(self.idle_days)
        }
    }

    /// How long a session of such a person lasts at most.
    pub(crate) fn absolute(&self, staff: bool, remember: bool) -> TimeDelta {
        let wish = if remember {
            days(self.absolute_days)
        } else {
            hours(self.unremembered_hours)
        };
        if staff {
            wish.min(hours(self.staff_absolute_hours))
        } else {
            wish
        }
    }

    pub(crate) fn seen(&self) -> TimeDelta {
        TimeDelta::seconds(self.seen_seconds.into())
    }
}

fn hours(count: u32) -> TimeDelta {
    TimeDelta::hours(count.into())
}

fn days(count: u32) -> TimeDelta {
    TimeDelta::days(count.into())
}

/// The cost of argon2id and how much of the machine it may take. Stored hashes of another cost
/// stay valid and are renewed at the next sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Hashing {
    /// Memory per hash: 19,456 KiB (OWASP).
    pub memory_kib: u32,
    /// Passes over it: 2 (OWASP).
    pub passes: u32,
    /// Lanes: 1 (OWASP).
    pub lanes: u32,
    /// How many hashes at once; 0 takes half of the processors, one at least.
    pub parallel: usize,
    /// How many may wait their turn before people are asked to come back later: 128, which is a
    /// few seconds on one processor.
    pub queue: usize,
}

impl Default for Hashing {
    fn default() -> Self {
        Self {
            memory_kib: 19_456,
            passes: 2,
            lanes: 1,
            parallel: 0,
            queue: 128,
        }
    }
}

impl Hashing {
    pub(crate) fn slots(&self) -> usize {
        if self.parallel > 0 {
            return self.parallel;
        }
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        (cores / 2).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staff_are_never_remembered_for_long() {
        let config = Config::default();
        assert_eq!(config.absolute(false, true), TimeDelta::days(90));
        assert_eq!(config.absolute(false, false), TimeDelta::hours(12));
        assert_eq!(config.absolute(true, true), TimeDelta::hours(12));
        assert_eq!(config.idle(false), TimeDelta::days(14));
        assert_eq!(config.idle(true), TimeDelta::hours(2));
    }
}
