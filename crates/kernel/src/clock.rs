//! Where time and chance come from; injected, so that tests and the seed decide both.

use chrono::{DurationRound, TimeDelta, Utc};
use rand::TryRng;

use crate::Instant;

/// The source of time and chance.
pub trait Clock: Send + Sync {
    /// The present, in UTC, cut to the microsecond: a finer value would differ between databases.
    fn now(&self) -> Instant;

    /// Fills `bytes` with chance that nobody can guess.
    fn fill(&self, bytes: &mut [u8]);
}

/// The machine's clock and the operating system's random numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the time is read"
    )]
    fn now(&self) -> Instant {
        let now = Utc::now();
        now.duration_trunc(TimeDelta::microseconds(1))
            .unwrap_or(now)
    }

    #[expect(
        clippy::expect_used,
        reason = "without random numbers no secret can be made"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        rand::rngs::SysRng
            .try_fill_bytes(bytes)
            .expect("the operating system has random numbers");
    }
}
