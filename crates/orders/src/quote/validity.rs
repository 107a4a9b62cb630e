//! How long a quote holds.

use chrono::{Days, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use kernel::Instant;

/// The end of the day in which `days` have passed since `now`, in the website's zone: that day
/// still counts.
pub(crate) fn end_of_day(now: Instant, days: u16, zone: Tz) -> Instant {
    let first = now.with_timezone(&zone).date_naive();
    let Some(next) = first.checked_add_days(Days::new(u64::from(days) + 1)) else {
        return now;
    };
    let midnight = next.and_time(NaiveTime::MIN);
    let local = zone.from_local_datetime(&midnight).earliest();
    // Where summer time begins at midnight, the day begins an hour later.
    let local = local.or_else(|| {
        zone.from_local_datetime(&(midnight + TimeDelta::hours(1)))
            .earliest()
    });
    local.map_or(now, |end| end.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().expect("an instant")
    }

    #[test]
    fn the_last_day_counts_in_the_zone_of_the_website() {
        let now = at("2026-11-23T23:30:00Z");
        assert_eq!(end_of_day(now, 7, Tz::UTC), at("2026-12-01T00:00:00Z"));
        // It is the 24th in Berlin already.
        assert_eq!(
            end_of_day(now, 7, chrono_tz::Europe::Berlin),
            at("2026-12-01T23:00:00Z")
        );
    }

    #[test]
    fn a_midnight_that_summer_time_skips_is_an_hour_later() {
        // Beirut moves its clocks at midnight of 29 March 2026.
        let end = end_of_day(at("2026-03-21T12:00:00Z"), 7, chrono_tz::Asia::Beirut);
        assert_eq!(end, at("2026-03-28T22:00:00Z"));
    }
}
