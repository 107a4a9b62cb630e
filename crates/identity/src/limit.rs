//! How often somebody may come to the door: what is asked before anything is looked up.
//!
//! A bucket for each address and each network, in memory: it refills steadily, so that a minute's
//! worth may come at once and the rest in even steps. Guesses are counted in the database, by
//! [`crate::guess`]; this keeps hashing, mails and counters themselves from being flooded.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use kernel::{Clock, Instant};
use sha2::{Digest, Sha256};

use crate::{Error, Limits, Origin, Result};

/// What one bucket holds.
const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// Buckets that are looked through for full ones, at the latest.
const MANY: usize = 4096;

/// The name of a bucket; of fixed size, whatever a stranger sends.
type Name = [u8; 32];

/// The place before the door, for all who come.
pub(crate) struct Doorstep {
    clock: Arc<dyn Clock>,
    per_address: Rate,
    per_network: Rate,
    buckets: Mutex<Buckets>,
}

/// When each bucket will be full again; those that are full are not kept.
struct Buckets {
    full_at: HashMap<Name, Instant>,
    look_at: usize,
}

/// How fast a bucket refills: one place in that time.
#[derive(Clone, Copy)]
struct Rate(TimeDelta);

/// Somebody was let as far as the door.
#[must_use]
pub(crate) struct Knock(Vec<(Name, Rate)>);

impl Rate {
    fn of(per_minute: u32) -> Self {
        let step = MINUTE.num_microseconds().unwrap_or_default() / i64::from(per_minute.max(1));
        Self(TimeDelta::microseconds(step))
    }

    /// When a bucket will be full after one place more is taken from it; none when it is empty.
    fn taken(self, full_at: Option<Instant>, now: Instant) -> Option<Instant> {
        let then = full_at.map_or(now, |at| at.max(now)) + self.0;
        (then <= now + MINUTE).then_some(then)
    }
}

fn name(kind: u8, text: &str) -> Name {
    let mut digest = Sha256::new();
    digest.update([kind]);
    digest.update(text.as_bytes());
    digest.finalize().into()
}

impl Doorstep {
    pub(crate) fn new(limits: &Limits, clock: Arc<dyn Clock>) -> Self {
        let buckets = Buckets {
            full_at: HashMap::new(),
            look_at: MANY,
        };
        Self {
            clock,
            per_address: Rate::of(limits.per_address),
            per_network: Rate::of(limits.per_network),
            buckets: Mutex::new(buckets),
        }
    }

    /// Comes to the door in the name of this address, as it was typed.
    ///
    /// # Errors
    /// [`TooMany`](Error::TooMany) when the address or the network has been here too often; then
    /// nothing is taken from either.
    pub(crate) fn knock(&self, email: &str, origin: &Origin) -> Result<Knock> {
        let email = name(b'@', &email.trim().to_lowercase());
        let network = name(b'/', &origin.network());
        self.take(vec![(email, self.per_address), (network, self.per_network)])
    }

    /// The same where no address is named.
    pub(crate) fn knock_from(&self, origin: &Origin) -> Result<Knock> {
        let network = name(b'/', &origin.network());
        self.take(vec![(network, self.per_network)])
    }

    fn take(&self, places: Vec<(Name, Rate)>) -> Result<Knock> {
        let now = self.clock.now();
        let mut buckets = self.buckets();
        let taken: Option<Vec<_>> = places
            .iter()
            .map(|(name, rate)| rate.taken(buckets.full_at.get(name).copied(), now))
            .collect();
        let taken = taken.ok_or(Error::TooMany)?;
        for ((name, _), full_at) in places.iter().zip(taken) {
            buckets.full_at.insert(*name, full_at);
        }
        buckets.tidy(now);
        Ok(Knock(places))
    }

    /// Whoever knocked was right: it does not count.
    pub(crate) fn welcome(&self, knock: &Knock) {
        let mut buckets = self.buckets();
        for (name, rate) in &knock.0 {
            if let Some(full_at) = buckets.full_at.get_mut(name) {
                *full_at -= rate.0;
            }
        }
    }

    fn buckets(&self) -> MutexGuard<'_, Buckets> {
        // Each entry is right by itself, whoever panicked over another.
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Buckets {
    /// Forgets the full ones, each time there are twice as many as the last time.
    fn tidy(&mut self, now: Instant) {
        if self.full_at.len() < self.look_at {
            return;
        }
        self.full_at.retain(|_, full_at| now < *full_at);
        self.look_at = (self.full_at.len() * 2).max(MANY);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clock that is moved by hand.
    struct Hand(Mutex<Instant>);

    impl Hand {
        fn turn(&self, by: TimeDelta) {
            *self.0.lock().expect("no panic") += by;
        }
    }

    impl Clock for Hand {
        fn now(&self) -> Instant {
            *self.0.lock().expect("no panic")
        }

        fn fill(&self, _bytes: &mut [u8]) {}
    }

    fn doorstep() -> (Doorstep, Arc<Hand>) {
        let hand = Arc::new(Hand(Mutex::new(Instant::UNIX_EPOCH)));
        let clock: Arc<Hand> = Arc::clone(&hand);
        (Doorstep::new(&Limits::default(), clock), hand)
    }

    fn from(address: &str) -> Origin {
        Origin {
            address: address.parse().ok(),
            ..Origin::default()
        }
    }

    /// How many of so many tries are let through.
    fn let_through(doorstep: &Doorstep, email: &str, origin: &Origin, tries: usize) -> usize {
        let tries = (0..tries).filter(|_| doorstep.knock(email, origin).is_ok());
        tries.count()
    }

    #[test]
    fn ten_a_minute_for_an_address_however_it_is_written_and_wherever_from() {
        let (doorstep, hand) = doorstep();
        let home = from("203.0.113.7");
        assert_eq!(let_through(&doorstep, "ann@example.test", &home, 9), 9);
        let away = from("198.51.100.7");
        assert_eq!(let_through(&doorstep, " ANN@example.test", &away, 5), 1);
        assert_eq!(let_through(&doorstep, "bob@example.test", &home, 5), 5);
        hand.turn(TimeDelta::seconds(5));
        assert_eq!(let_through(&doorstep, "ann@example.test", &home, 5), 0);
        hand.turn(TimeDelta::seconds(1));
        assert_eq!(let_through(&doorstep, "ann@example.test", &home, 5), 1);
        hand.turn(TimeDelta::seconds(60));
        assert_eq!(let_through(&doorstep, "ann@example.test", &home, 20), 10);
    }

    #[test]
    fn sixty_a_minute_from_a_network() {
        let (doorstep, _) = doorstep();
        let many = (0..100).filter(|number| {
            let origin = from(&format!("203.0.113.{number}"));
            doorstep
                .knock(&format!("{number}@example.test"), &origin)
                .is_ok()
        });
        assert_eq!(many.count(), 60);
        assert!(doorstep.knock_from(&from("203.0.113.7")).is_err());
        assert!(doorstep.knock_from(&from("203.0.114.7")).is_ok());
    }

    #[test]
    fn whoever_was_right_does_not_count() {
        let (doorstep, _) = doorstep();
        let home = from("203.0.113.7");
        for _ in 0..100 {
            let knock = doorstep.knock("ann@example.test", &home).expect("a place");
            doorstep.welcome(&knock);
        }
        assert_eq!(let_through(&doorstep, "ann@example.test", &home, 20), 10);
    }

    #[test]
    fn without_limits_everybody_may_come() {
        let clock = Arc::new(Hand(Mutex::new(Instant::UNIX_EPOCH)));
        let doorstep = Doorstep::new(&Limits::none(), clock);
        assert_eq!(
            let_through(&doorstep, "ann@example.test", &from(""), 10_000),
            10_000
        );
    }

    #[test]
    fn full_buckets_are_forgotten() {
        let (doorstep, hand) = doorstep();
        for number in 0..MANY * 3 {
            hand.turn(TimeDelta::seconds(10));
            let origin = from("203.0.113.7");
            let _ = doorstep.knock(&format!("{number}@example.test"), &origin);
        }
        assert!(doorstep.buckets().full_at.len() <= MANY);
    }
}
