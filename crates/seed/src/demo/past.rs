//! The time in which the demo's past goes by.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use flows::{Dispatcher, Services};
use kernel::{Clock, Instant};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The clock of the demo's past, which is set as the story goes; the same seed gives the same
/// chance.
pub struct PastClock(Mutex<(Instant, ChaCha8Rng)>);

impl PastClock {
    /// Stands at `now`.
    pub fn new(now: Instant, seed: u64) -> Self {
        Self(Mutex::new((now, ChaCha8Rng::seed_from_u64(seed))))
    }

    pub(super) fn set(&self, now: Instant) {
        self.state().0 = now;
    }

    /// Chance of its own for a part of the story.
    pub(super) fn chance(&self) -> ChaCha8Rng {
        ChaCha8Rng::from_rng(&mut self.state().1)
    }

    fn state(&self) -> MutexGuard<'_, (Instant, ChaCha8Rng)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for PastClock {
    fn now(&self) -> Instant {
        self.state().0
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.state().1.fill_bytes(bytes);
    }
}

/// The house in the past: its services and its dispatcher live by `clock`, and its mails go
/// nowhere.
pub struct Past {
    /// The services.
    pub services: Arc<Services>,
    /// Delivers what the story brings about.
    pub dispatcher: Dispatcher,
    /// Their time.
    pub clock: Arc<PastClock>,
}
