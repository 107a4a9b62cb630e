//! A clock that tests set and advance, with chance that repeats.

use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use kernel::{Clock, Instant};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Stands still until it is moved; the same seed gives the same chance.
#[derive(Debug)]
pub struct ManualClock(Mutex<(Instant, ChaCha8Rng)>);

impl ManualClock {
    /// Stands at `now`.
    pub fn at(now: Instant, seed: u64) -> Self {
        Self(Mutex::new((now, ChaCha8Rng::seed_from_u64(seed))))
    }

    /// Moves on.
    pub fn advance(&self, by: TimeDelta) {
        self.state().0 += by;
    }

    /// Moves to `now`.
    pub fn set(&self, now: Instant) {
        self.state().0 = now;
    }

    fn state(&self) -> std::sync::MutexGuard<'_, (Instant, ChaCha8Rng)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Instant {
        self.state().0
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.state().1.fill_bytes(bytes);
    }
}
