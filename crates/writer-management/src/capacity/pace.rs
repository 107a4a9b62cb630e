//! When work is done in a writer's time.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, Weekday};
use chrono_tz::Tz;
use kernel::Instant;
use kernel::site::{Calendar, Interval};

use super::blackout;

/// No blackout further away than this matters to an order; less than a year, so that a calendar
/// always has an opening in the end.
const HORIZON_DAYS: u64 = 300;

/// When `work` begun at `now` is done: in the writer's weekly hours, on days that are free.
pub(super) fn done_by(
    hours: Option<&Calendar>,
    zone: Tz,
    away: &[blackout::Model],
    now: Instant,
    work: TimeDelta,
) -> Instant {
    if hours.is_none() && away.is_empty() {
        return now + work;
    }
    let mut calendar = hours.cloned().unwrap_or_else(always);
    let today = now.with_timezone(&zone).date_naive();
    calendar.holidays.extend(days(away, today));
    calendar.after(now, work, zone)
}

fn always() -> Calendar {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let end = NaiveTime::from_num_seconds_from_midnight_opt(86_399, 999_999_999);
    let hours = [Mon, Tue, Wed, Thu, Fri, Sat, Sun].map(|weekday| Interval {
        weekday,
        from: NaiveTime::MIN,
        to: end.unwrap_or(NaiveTime::MIN),
    });
    Calendar {
        hours: hours.to_vec(),
        holidays: Vec::new(),
    }
}

fn days(away: &[blackout::Model], today: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let last = today
        .checked_add_days(Days::new(HORIZON_DAYS))
        .unwrap_or(today);
    away.iter().flat_map(move |blackout| {
        let first = blackout.starts_on.max(today);
        let end = blackout.ends_on.min(last);
        first.iter_days().take_while(move |day| *day <= end)
    })
}
