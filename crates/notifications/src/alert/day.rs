//! The row that the alerts of one person on one day are counted in.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use chrono::{NaiveDate, TimeDelta, TimeZone};
use chrono_tz::Tz;
use kernel::{AccountId, Instant, Tx, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QuerySelect, Set};

use super::decision::{Count, Decision};

/// What the alerts of one person on one day of theirs came to.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login_alert_days")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// The day in their zone.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: NaiveDate,
    /// How many went out.
    pub told: i32,
    /// How many wait for the digest.
    pub capped: i32,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What they came to so far.
    pub fn count(&self) -> Count {
        Count {
            told: self.told,
            capped: self.capped,
        }
    }

    /// The row with one alert more, which the alert's own line in the audit trail tells.
    pub(super) fn with(self, decision: &Decision) -> ActiveModel {
        let count = self.count().with(decision);
        let mut row = self.into_active_model();
        row.told = Set(count.told);
        row.capped = Set(count.capped);
        row
    }
}

/// The person's row of that day, locked: of several sign-ins in one moment each is counted.
pub(super) async fn locked(
    tx: &Tx,
    account: AccountId,
    day: NaiveDate,
) -> Result<Model, sea_orm::DbErr> {
    let website = tx.actor().website();
    let fresh = Model {
        website_id: website,
        account_id: account,
        day,
        told: 0,
        capped: 0,
    };
    Entity::insert(fresh.into_active_model().reset_all())
        .on_conflict_do_nothing()
        .exec_without_returning(&**tx)
        .await?;
    Entity::find_by_id((website, account, day))
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound("the day of an alert".to_owned()))
}

/// The day it is in `zone`.
pub(super) fn of(at: Instant, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// When the day is over in `zone`. Where a change of the clocks skips midnight, the day is over
/// when the next one begins.
pub(super) fn end(day: NaiveDate, zone: Tz) -> Option<Instant> {
    let midnight = day.succ_opt()?.and_hms_opt(0, 0, 0)?;
    let local = |time| zone.from_local_datetime(&time).earliest();
    local(midnight)
        .or_else(|| local(midnight + TimeDelta::hours(1)))
        .map(|at| at.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_in_its_zone_or_when_the_clocks_have_jumped_over_it() {
        let day = |text: &str| text.parse().expect("a day");
        let at = |text: &str| Some(text.parse::<Instant>().expect("an instant"));
        let tokyo = chrono_tz::Asia::Tokyo;
        assert_eq!(end(day("2026-11-23"), tokyo), at("2026-11-23T15:00:00Z"));
        assert_eq!(
            of("2026-11-23T15:00:00Z".parse().expect("an instant"), tokyo),
            day("2026-11-24")
        );
        // In Santiago the clocks go from 24:00 to 01:00 on that night.
        assert_eq!(
            end(day("2026-09-05"), chrono_tz::America::Santiago),
            at("2026-09-06T04:00:00Z")
        );
    }
}
