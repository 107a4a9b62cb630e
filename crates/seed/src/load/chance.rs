//! Chance that repeats: the same seed makes the same data set.

use chrono::TimeDelta;
use kernel::{Id, Instant};
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use uuid::Builder;

/// The source of everything that is not given.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// Chance of this seed.
    pub(super) fn of(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// An id as it would have been minted at this time.
    pub(super) fn id<I: Id>(&mut self, at: Instant) -> I {
        let mut bytes = [0; 10];
        self.0.fill_bytes(&mut bytes);
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        I::from(Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid())
    }

    /// A number from `least` to `most`, both included.
    pub(super) fn within(&mut self, least: i32, most: i32) -> i32 {
        self.0.random_range(least..=most)
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn percent(&mut self, percent: i32) -> bool {
        self.within(0, 99) < percent
    }

    /// A time of `least` to `most` minutes.
    pub(super) fn minutes(&mut self, least: i32, most: i32) -> TimeDelta {
        TimeDelta::minutes(self.within(least, most).into())
    }

    /// One of `all`, which is not empty.
    pub(super) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        self.pick(all, 1)
    }

    /// One of `all`, the front ones more often: the higher `skew`, the more so.
    #[expect(clippy::indexing_slicing, reason = "the index is below the length")]
    pub(super) fn pick<T: Copy>(&mut self, all: &[T], skew: usize) -> T {
        let last = all.len() - 1;
        let index = (0..skew)
            .map(|_| self.0.random_range(0..=last))
            .min()
            .unwrap_or_default();
        all[index]
    }

    /// Stars as people give them: mostly many, around `usual`.
    pub(super) fn stars(&mut self, usual: i32) -> i32 {
        let off = match self.within(0, 19) {
            0 => -2,
            1..=4 => -1,
            5..=12 => 0,
            _ => 1,
        };
        (usual + off).clamp(1, 5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::OrderId;

    #[test]
    fn the_same_seed_makes_the_same_ids_and_another_seed_others() {
        let at: Instant = "2026-11-23T12:00:00Z".parse().expect("an instant");
        let id = |seed| Chance::of(seed).id::<OrderId>(at);
        assert_eq!(id(7), id(7));
        assert_ne!(id(7), id(8));
    }

    #[test]
    fn stars_stay_within_one_and_five() {
        let mut chance = Chance::of(1);
        for usual in 1..=5 {
            assert!((0..500).all(|_| (1..=5).contains(&chance.stars(usual))));
        }
    }
}
