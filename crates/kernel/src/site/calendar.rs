//! Working hours: weekly intervals in a named zone, less holidays.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Weekday};
use chrono_tz::Tz;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use crate::Instant;

/// One opening on one weekday, local time, the end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// The day it recurs on.
    pub weekday: Weekday,
    /// When it opens.
    pub from: NaiveTime,
    /// When it closes, later on the same day.
    pub to: NaiveTime,
}

/// The working hours of a website.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Calendar {
    /// The weekly openings.
    pub hours: Vec<Interval>,
    /// Days on which nobody works.
    pub holidays: Vec<NaiveDate>,
}

impl Calendar {
    /// Monday to Friday, nine to five.
    pub fn office() -> Self {
        use Weekday::{Fri, Mon, Thu, Tue, Wed};
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        let hours = [Mon, Tue, Wed, Thu, Fri].map(|weekday| Interval {
            weekday,
            from: at(9),
            to: at(17),
        });
        Self {
            hours: hours.to_vec(),
            holidays: Vec::new(),
        }
    }

    /// The instant at which `work` hours of working time have passed since `start`.
    ///
    /// A calendar that never opens within a year counts round the clock: a promise without an end
    /// would be none.
    pub fn after(&self, start: Instant, work: TimeDelta, zone: Tz) -> Instant {
        let mut left = work;
        let first = start.with_timezone(&zone).date_naive();
        for day in (0..366).filter_map(|n| first.checked_add_days(Days::new(n))) {
            for (from, to) in self.openings(day, zone) {
                let from = from.max(start);
                let open = to - from;
                if open <= TimeDelta::zero() {
                    continue;
                }
                if left <= open {
                    return from + left;
                }
                left -= open;
            }
        }
        start + work
    }

    /// The openings of one day as instants, in order. A local time that daylight saving skips or
    /// repeats is taken at its earliest.
    fn openings(&self, day: NaiveDate, zone: Tz) -> Vec<(Instant, Instant)> {
        if self.holidays.contains(&day) {
            return Vec::new();
        }
        let instant = |time: NaiveTime| {
            let local = day.and_time(time);
            zone.from_local_datetime(&local)
                .earliest()
                .or_else(|| {
                    zone.from_local_datetime(&(local + TimeDelta::hours(1)))
                        .earliest()
                })
                .map(|at| at.to_utc())
        };
        let mut openings: Vec<_> = self
            .hours
            .iter()
            .filter(|interval| interval.weekday == day.weekday())
            .filter_map(|interval| Some((instant(interval.from)?, instant(interval.to)?)))
            .collect();
        openings.sort_unstable();
        openings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().expect("an instant")
    }

    #[test]
    fn nights_weekends_and_holidays_do_not_count() {
        let mut calendar = Calendar::office();
        let zone = chrono_tz::Europe::Berlin;
        let after = |calendar: &Calendar, start, hours| {
            calendar.after(at(start), TimeDelta::hours(hours), zone)
        };
        // Friday 16:00 local: one hour left, the rest on Monday.
        assert_eq!(
            after(&calendar, "2026-11-20T15:00:00Z", 4),
            at("2026-11-23T11:00:00Z")
        );
        assert_eq!(
            after(&calendar, "2026-11-21T12:00:00Z", 8),
            at("2026-11-23T16:00:00Z")
        );
        calendar
            .holidays
            .push(NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day"));
        assert_eq!(
            after(&calendar, "2026-11-20T15:00:00Z", 4),
            at("2026-11-24T11:00:00Z")
        );
    }

    #[test]
    fn a_calendar_that_never_opens_counts_round_the_clock() {
        let start = at("2026-11-20T15:00:00Z");
        let end = Calendar::default().after(start, TimeDelta::hours(4), Tz::UTC);
        assert_eq!(end, start + TimeDelta::hours(4));
    }
}
