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
    /// How long somebody of the house may look through another's eyes: 30 minutes.
    pub impersonation_minutes: u32,
    /// How long the way over to another website stays open: 60 seconds.
    pub handover_seconds: u32,
    /// How often, at most, the use of a session is noted: every 60 seconds.
    pub seen_seconds: u32,
    /// How long a proof of who they are opens sensitive changes: 10 minutes.
    pub step_up_minutes: u32,
    /// How long a challenge waits for its answer: 5 minutes.
    pub challenge_minutes: u32,
    /// How many wrong answers end it: 5.
    pub challenge_tries: u32,
    /// How much guessing is borne.
    pub guessing: Guessing,
    /// How much is taken at the door.
    pub limits: Limits,
    /// How long a link to sign in with opens: 15 minutes.
    pub magic_link_minutes: u32,
    /// How long a link to set a new password with opens: 1 hour.
    pub password_reset_minutes: u32,
    /// How long a new address can be confirmed: 24 hours.
    pub email_change_hours: u32,
    /// How long the former address can be brought back: 7 days.
    pub email_undo_days: u32,
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
            impersonation_minutes: 30,
            handover_seconds: 60,
            seen_seconds: 60,
            step_up_minutes: 10,
            challenge_minutes: 5,
            challenge_tries: 5,
            guessing: Guessing::default(),
            limits: Limits::default(),
            magic_link_minutes: 15,
            password_reset_minutes: 60,
            email_change_hours: 24,
            email_undo_days: 7,
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

    pub(crate) fn magic_link(&self) -> TimeDelta {
        minutes(self.magic_link_minutes)
    }

    pub(crate) fn password_reset(&self) -> TimeDelta {
        minutes(self.password_reset_minutes)
    }

    pub(crate) fn email_change(&self) -> TimeDelta {
        hours(self.email_change_hours)
    }

    pub(crate) fn email_undo(&self) -> TimeDelta {
        days(self.email_undo_days)
    }

    pub(crate) fn impersonation(&self) -> TimeDelta {
        TimeDelta::minutes(self.impersonation_minutes.into())
    }

    pub(crate) fn handover(&self) -> TimeDelta {
        TimeDelta::seconds(self.handover_seconds.into())
    }

    pub(crate) fn seen(&self) -> TimeDelta {
        TimeDelta::seconds(self.seen_seconds.into())
    }

    pub(crate) fn step_up(&self) -> TimeDelta {
        TimeDelta::minutes(self.step_up_minutes.into())
    }

    /// How long an authenticator may take to be set up: as long as a proof may be old, twice.
    pub(crate) fn enrolment(&self) -> TimeDelta {
        self.step_up() * 2
    }

    pub(crate) fn challenge(&self) -> TimeDelta {
        TimeDelta::minutes(self.challenge_minutes.into())
    }
}

/// How many wrong guesses fill a counter, and for how long a full one is shut.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Guessing {
    /// Failures of one address from one network: 5.
    pub per_network: u32,
    /// Failures of one account on one device that it knows: 10.
    pub per_device: u32,
    /// Failures of one address from everywhere, known devices apart: 20.
    pub per_address: u32,
    /// How long a failure counts: 15 minutes.
    pub window_minutes: u32,
    /// How long a counter is shut the first time; each further time it is twice as long: 5 minutes.
    pub shut_minutes: u32,
    /// How long at most: 60 minutes. After as long again without a failure, it is the first time.
    pub longest_minutes: u32,
}

impl Default for Guessing {
    fn default() -> Self {
        Self {
            per_network: 5,
            per_device: 10,
            per_address: 20,
            window_minutes: 15,
            shut_minutes: 5,
            longest_minutes: 60,
        }
    }
}

/// How often, at most, somebody may come to the door: sign-ins, answers to challenges, and whatever
/// sends a mail to an address that a stranger names. A right sign-in does not count.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// For one e-mail address, a minute: 10.
    pub per_address: u32,
    /// From one network, a minute: 60.
    pub per_network: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            per_address: 10,
            per_network: 60,
        }
    }
}

impl Limits {
    /// For those who come more often than people do: tests, and a demo that they use.
    pub fn none() -> Self {
        Self {
            per_address: u32::MAX,
            per_network: u32::MAX,
        }
    }
}

fn minutes(count: u32) -> TimeDelta {
    TimeDelta::minutes(count.into())
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
