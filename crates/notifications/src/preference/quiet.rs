//! When somebody wants their rest, by the clocks of their own zone.

use chrono::{Days, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike};
use chrono_tz::Tz;
use kernel::Instant;

/// The hours of each day in which somebody wants their rest; over midnight, where the end is
/// earlier than the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    start: NaiveTime,
    end: NaiveTime,
}

impl QuietHours {
    /// From `start` to `end`, the end exclusive; none when they are the same.
    pub fn new(start: NaiveTime, end: NaiveTime) -> Option<Self> {
        (start != end).then_some(Self { start, end })
    }

    /// See [`new`](Self::new); in minutes after midnight.
    pub(crate) fn of_minutes(start: i32, end: i32) -> Option<Self> {
        let time = |minutes: i32| {
            let seconds = u32::try_from(minutes).ok()?.checked_mul(60)?;
            NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)
        };
        Self::new(time(start)?, time(end)?)
    }

    /// When they begin.
    pub fn start(&self) -> NaiveTime {
        self.start
    }

    /// When they end.
    pub fn end(&self) -> NaiveTime {
        self.end
    }

    /// Until when whatever comes `now` waits; none when it need not.
    pub fn until(&self, now: Instant, zone: Tz) -> Option<Instant> {
        let shown = now.with_timezone(&zone).time();
        let quiet = if self.start < self.end {
            (self.start..self.end).contains(&shown)
        } else {
            shown >= self.start || shown < self.end
        };
        quiet.then(|| next(self.end, now, zone))
    }
}

/// A time of the day in minutes after midnight.
pub(crate) fn minutes(time: NaiveTime) -> i32 {
    i32::try_from(time.num_seconds_from_midnight() / 60).unwrap_or_default()
}

/// The first instant after `now` at which the clocks of the zone show `time`. Where they leap over
/// it, the first one after the leap.
pub(crate) fn next(time: NaiveTime, now: Instant, zone: Tz) -> Instant {
    let today = now.with_timezone(&zone).date_naive();
    let days = (0..=2).filter_map(|ahead| today.checked_add_days(Days::new(ahead)));
    let mut shown = days.flat_map(|day| shown(day.and_time(time), zone));
    shown
        .find(|at| *at > now)
        .unwrap_or(now + TimeDelta::days(1))
}

/// When the clocks of the zone show `local`: twice when they are set back over it.
fn shown(local: NaiveDateTime, zone: Tz) -> Vec<Instant> {
    let found = zone.from_local_datetime(&local);
    let mut all: Vec<_> = [found.earliest(), found.latest()]
        .into_iter()
        .flatten()
        .map(|at| at.to_utc())
        .collect();
    all.dedup();
    if all.is_empty() {
        // No leap is longer than a day.
        let minutes = (1..=24 * 60).map(|ahead| local + TimeDelta::minutes(ahead));
        let mut after = minutes.filter_map(|local| zone.from_local_datetime(&local).earliest());
        all.extend(after.next().map(|at| at.to_utc()));
    }
    all
}

#[cfg(test)]
mod tests {
    use chrono_tz::{America, Asia, Europe};

    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().expect("an instant")
    }

    fn hours(text: &str) -> QuietHours {
        let (start, end) = text.split_once('-').expect("two times");
        let time = |text| NaiveTime::parse_from_str(text, "%H:%M").expect("a time");
        QuietHours::new(time(start), time(end)).expect("hours")
    }

    #[test]
    fn what_comes_in_quiet_hours_waits_for_their_end() {
        for (quiet, zone, now, until) in [
            // By day.
            ("13:00-15:00", Tz::UTC, "2026-11-23T12:59:59Z", None),
            (
                "13:00-15:00",
                Tz::UTC,
                "2026-11-23T13:00:00Z",
                Some("2026-11-23T15:00:00Z"),
            ),
            (
                "13:00-15:00",
                Tz::UTC,
                "2026-11-23T14:59:59Z",
                Some("2026-11-23T15:00:00Z"),
            ),
            ("13:00-15:00", Tz::UTC, "2026-11-23T15:00:00Z", None),
            // Over midnight, before and after it.
            ("22:00-07:00", Tz::UTC, "2026-11-23T21:59:00Z", None),
            (
                "22:00-07:00",
                Tz::UTC,
                "2026-11-23T22:00:00Z",
                Some("2026-11-24T07:00:00Z"),
            ),
            (
                "22:00-07:00",
                Tz::UTC,
                "2026-11-24T00:00:00Z",
                Some("2026-11-24T07:00:00Z"),
            ),
            (
                "22:00-07:00",
                Tz::UTC,
                "2026-11-24T06:59:59Z",
                Some("2026-11-24T07:00:00Z"),
            ),
            ("22:00-07:00", Tz::UTC, "2026-11-24T07:00:00Z", None),
            // The zone decides, not the instant.
            (
                "22:00-07:00",
                Asia::Tokyo,
                "2026-11-23T13:00:00Z",
                Some("2026-11-23T22:00:00Z"),
            ),
            (
                "22:00-07:00",
                America::New_York,
                "2026-11-23T13:00:00Z",
                None,
            ),
            // To and from midnight.
            (
                "20:00-00:00",
                Tz::UTC,
                "2026-11-23T23:00:00Z",
                Some("2026-11-24T00:00:00Z"),
            ),
            (
                "00:00-06:00",
                Tz::UTC,
                "2026-11-23T00:00:00Z",
                Some("2026-11-23T06:00:00Z"),
            ),
        ] {
            assert_eq!(
                hours(quiet).until(at(now), zone),
                until.map(at),
                "{quiet} {zone} {now}"
            );
        }
    }

    #[test]
    fn clocks_that_are_put_forward_or_back_lose_nothing() {
        let berlin = Europe::Berlin;
        for (quiet, now, until) in [
            // 29 March 2026: 02:00 becomes 03:00, the night is an hour shorter.
            (
                "22:00-07:00",
                "2026-03-28T21:30:00Z",
                Some("2026-03-29T05:00:00Z"),
            ),
            // The end is leapt over: it is over after the leap.
            (
                "22:00-02:30",
                "2026-03-29T00:59:59Z",
                Some("2026-03-29T01:00:00Z"),
            ),
            ("22:00-02:30", "2026-03-29T01:00:00Z", None),
            // The start is leapt over.
            ("02:30-06:00", "2026-03-29T00:59:59Z", None),
            (
                "02:30-06:00",
                "2026-03-29T01:00:00Z",
                Some("2026-03-29T04:00:00Z"),
            ),
            // 25 October 2026: 03:00 becomes 02:00, the night is an hour longer.
            (
                "22:00-07:00",
                "2026-10-24T21:00:00Z",
                Some("2026-10-25T06:00:00Z"),
            ),
            // The end comes twice: the first one that lies ahead counts.
            (
                "22:00-02:30",
                "2026-10-25T00:10:00Z",
                Some("2026-10-25T00:30:00Z"),
            ),
            (
                "22:00-02:30",
                "2026-10-25T01:10:00Z",
                Some("2026-10-25T01:30:00Z"),
            ),
            ("22:00-02:30", "2026-10-25T01:30:00Z", None),
        ] {
            assert_eq!(
                hours(quiet).until(at(now), berlin),
                until.map(at),
                "{quiet} {now}"
            );
        }
    }

    #[test]
    fn the_end_always_lies_ahead_and_is_never_quiet() {
        let quiet = [
            hours("22:00-07:00"),
            hours("01:15-02:45"),
            hours("12:00-11:30"),
        ];
        for zone in [Europe::Berlin, America::New_York, Asia::Tokyo, Tz::UTC] {
            for first in [
                "2026-03-06T00:00:00Z",
                "2026-03-27T00:00:00Z",
                "2026-10-23T00:00:00Z",
            ] {
                for quarter in 0..4 * 24 * 5 {
                    let now = at(first) + TimeDelta::minutes(15 * quarter);
                    for hours in quiet {
                        let Some(until) = hours.until(now, zone) else {
                            continue;
                        };
                        assert!(until > now && until - now < TimeDelta::hours(25));
                        assert_eq!(hours.until(until, zone), None, "{hours:?} {zone} {now}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_same_time_twice_is_no_hours_at_all() {
        assert_eq!(QuietHours::of_minutes(60, 60), None);
        assert_eq!(QuietHours::of_minutes(-1, 60), None);
        assert_eq!(QuietHours::of_minutes(0, 1440), None);
        let night = QuietHours::of_minutes(22 * 60, 7 * 60).expect("hours");
        assert_eq!(night, hours("22:00-07:00"));
        assert_eq!((minutes(night.start()), minutes(night.end())), (1320, 420));
    }
}
