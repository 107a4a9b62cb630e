//! The row of one counter of wrong guesses, and how it fills and opens.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use chrono::TimeDelta;
use kernel::Instant;
use sea_orm::entity::prelude::*;
use sea_orm::{FromJsonQueryResult, QueryOrder, Select};
use serde::{Deserialize, Serialize};

use crate::Guessing;

/// When the guesses were made that count against somebody now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Failures(pub Vec<Instant>);

/// Wrong guesses of one kind: at one address from one network, say.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guess_counters")]
pub struct Model {
    /// What is counted, as a keyed hash.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Whose counter it is, as a keyed hash: all of a person's are opened together.
    pub subject: String,
    /// When the guesses were made that still count.
    #[sea_orm(column_type = "JsonBinary")]
    pub failures: Failures,
    /// How often it has been shut without a pause.
    pub shuttings: i32,
    /// Until when it is shut.
    pub shut_until: Option<Instant>,
    /// When it was last counted on.
    pub touched_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

/// How fast a counter fills and how long a full one is shut.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub(crate) limit: u32,
    pub(crate) window: TimeDelta,
    pub(crate) shut: TimeDelta,
    pub(crate) longest: TimeDelta,
}

impl Rule {
    pub(crate) fn of(config: &Guessing, limit: u32) -> Self {
        let minutes = |count: u32| TimeDelta::minutes(count.into());
        Self {
            limit,
            window: minutes(config.window_minutes),
            shut: minutes(config.shut_minutes),
            longest: minutes(config.longest_minutes),
        }
    }

    /// How long it is shut for the so many-th time in a row.
    fn length(&self, shuttings: i32) -> TimeDelta {
        let doublings = u32::try_from(shuttings.saturating_sub(1)).unwrap_or_default();
        // Twenty doublings of a second are longer than anybody waits.
        let factor = 1_i32 << doublings.min(20);
        self.shut
            .checked_mul(factor)
            .map_or(self.longest, |length| length.min(self.longest))
    }
}

impl Model {
    /// Until when nothing is checked that counts here.
    pub(crate) fn shut(&self, now: Instant) -> Option<Instant> {
        self.shut_until.filter(|until| now < *until)
    }

    /// One wrong guess more. A full counter is shut and begins anew when it opens.
    pub(crate) fn failed(mut self, rule: &Rule, now: Instant) -> Self {
        if self.is_forgotten(rule, now) {
            self.shuttings = 0;
        }
        let Failures(failures) = &mut self.failures;
        failures.retain(|at| now - rule.window < *at);
        failures.push(now);
        if u64::try_from(failures.len()).is_ok_and(|count| count >= rule.limit.into()) {
            failures.clear();
            self.shuttings = self.shuttings.saturating_add(1);
            self.shut_until = Some(now + rule.length(self.shuttings));
        }
        self.touched_at = now;
        self
    }

    /// Whether nothing has happened for so long that the next shutting is a first one.
    fn is_forgotten(&self, rule: &Rule, now: Instant) -> bool {
        let last = self
            .shut_until
            .map_or(self.touched_at, |until| until.max(self.touched_at));
        last + rule.longest <= now
    }
}

/// These counters, in the one order in which they are locked.
pub(crate) fn find_these(keys: impl IntoIterator<Item = String>) -> Select<Entity> {
    Entity::find()
        .filter(Column::Key.is_in(keys))
        .order_by_asc(Column::Key)
}

/// The counters that are shut.
pub(crate) fn find_shut(now: Instant) -> Select<Entity> {
    Entity::find().filter(Column::ShutUntil.gt(now))
}

#[cfg(test)]
mod tests {
    use kernel::{Clock, SystemClock};

    use super::*;

    const RULE: Rule = Rule {
        limit: 5,
        window: TimeDelta::minutes(15),
        shut: TimeDelta::minutes(5),
        longest: TimeDelta::minutes(60),
    };

    /// A counter, told what happens at which minute.
    struct Told {
        start: Instant,
        row: Model,
    }

    impl Told {
        fn new() -> Self {
            let start = SystemClock.now();
            let row = Model {
                key: "k".to_owned(),
                subject: "s".to_owned(),
                failures: Failures::default(),
                shuttings: 0,
                shut_until: None,
                touched_at: start,
            };
            Self { start, row }
        }

        fn at(&self, minute: i64) -> Instant {
            self.start + TimeDelta::minutes(minute)
        }

        /// So many failures at that minute; how many minutes it is shut then.
        fn fail(&mut self, count: u32, minute: i64) -> Option<i64> {
            let at = self.at(minute);
            for _ in 0..count {
                assert_eq!(
                    self.row.shut(at),
                    None,
                    "nothing is counted while it is shut"
                );
                self.row = self.row.clone().failed(&RULE, at);
            }
            self.row.shut(at).map(|until| (until - at).num_minutes())
        }
    }

    #[test]
    fn the_fifth_failure_within_the_window_shuts() {
        let mut told = Told::new();
        assert_eq!(told.fail(4, 0), None);
        assert_eq!(told.fail(1, 14), Some(5));
        assert!(told.row.shut(told.at(18)).is_some());
        assert_eq!(told.row.shut(told.at(19)), None);
    }

    #[test]
    fn a_failure_of_before_the_window_does_not_count() {
        let mut told = Told::new();
        assert_eq!(told.fail(4, 0), None);
        assert_eq!(told.fail(1, 15), None);
        assert_eq!(told.fail(3, 20), None);
        assert_eq!(told.fail(1, 29), Some(5));
    }

    #[test]
    fn each_shutting_is_twice_as_long_up_to_an_hour() {
        let mut told = Told::new();
        let mut minute = 0;
        let mut lengths = Vec::new();
        for _ in 0..6 {
            let length = told.fail(5, minute).expect("it is shut");
            lengths.push(length);
            minute += length;
        }
        assert_eq!(lengths, [5, 10, 20, 40, 60, 60]);
    }

    #[test]
    fn an_hour_of_quiet_makes_it_a_first_time_again() {
        let mut told = Told::new();
        assert_eq!(told.fail(5, 0), Some(5));
        assert_eq!(told.fail(5, 64), Some(10));
        assert_eq!(told.fail(5, 64 + 10 + 60), Some(5));
    }

    #[test]
    fn no_number_of_shuttings_is_too_large() {
        assert_eq!(RULE.length(i32::MAX), RULE.longest);
        assert_eq!(RULE.length(0), RULE.shut);
    }
}
