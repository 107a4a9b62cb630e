//! What ratings sum up to.

use std::collections::BTreeMap;

use anyhow::Result;
use chrono::NaiveDate;
use kernel::MemberId;
use sea_orm::{DatabaseTransaction, Value};
use writer_management::feedback::Kind;

use super::{Given, Round, name};
use crate::load::house::House;
use crate::load::table::{Table, join};

/// What was received, of one kind.
#[derive(Clone, Copy, Default)]
struct Sum {
    stars: [i32; 5],
    categories: [(i32, i32); 4],
}

impl Sum {
    fn add(&mut self, given: &Given) {
        for (star, count) in (1..).zip(&mut self.stars) {
            *count += i32::from(star == given.overall);
        }
        for (stars, (count, sum)) in given.categories.iter().zip(&mut self.categories) {
            *count += i32::from(stars.is_some());
            *sum += stars.unwrap_or_default();
        }
    }

    fn values(&self) -> [Value; 13] {
        let [quality, communication, timeliness, professionalism] =
            self.categories.map(|(count, sum)| [count, sum]);
        let front: [_; 4] = join(quality, communication);
        let categories: [_; 8] = join(front, join::<_, 2, 2, 4>(timeliness, professionalism));
        let all: [i32; 13] = join(self.stars, categories);
        all.map(Value::from)
    }
}

/// What everybody has received: of all time and by day.
#[derive(Default)]
pub(in crate::load) struct Sums {
    totals: BTreeMap<(MemberId, &'static str), Sum>,
    daily: BTreeMap<(MemberId, &'static str, NaiveDate), Sum>,
}

impl Sums {
    /// The sums of these rounds, counted as a rebuild would: what is revealed, on the day it was.
    pub(in crate::load) fn of(rounds: &[Round]) -> Self {
        let mut sums = Self::default();
        for round in rounds {
            for given in &round.given {
                let Some(revealed) = given.revealed else {
                    continue;
                };
                let (_, recipient) = round.parties.sides(given.kind);
                let kind = name(given.kind);
                sums.totals.entry((recipient, kind)).or_default().add(given);
                let day = revealed.date_naive();
                sums.daily
                    .entry((recipient, kind, day))
                    .or_default()
                    .add(given);
            }
        }
        sums
    }

    /// The stars somebody has received of all kinds.
    pub(in crate::load) fn stars(&self, member: MemberId) -> [i64; 5] {
        let mut stars = [0; 5];
        for kind in Kind::ALL {
            let sum = self
                .totals
                .get(&(member, name(kind)))
                .copied()
                .unwrap_or_default();
            for (all, of_kind) in stars.iter_mut().zip(sum.stars) {
                *all += i64::from(of_kind);
            }
        }
        stars
    }

    pub(super) async fn write(&self, tx: &DatabaseTransaction, house: &House) -> Result<()> {
        let columns: [_; 16] = join(["website_id", "member_id", "kind"], SUMMED);
        let mut totals = Table::new(tx, "feedback_totals", columns);
        for ((member, kind), sum) in &self.totals {
            let key = [house.website.into(), (*member).into(), (*kind).into()];
            totals.push(join(key, sum.values())).await?;
        }
        totals.finish().await?;
        let columns: [_; 17] = join(["website_id", "member_id", "kind", "day"], SUMMED);
        let mut daily = Table::new(tx, "feedback_daily", columns);
        for ((member, kind, day), sum) in &self.daily {
            let key = [
                house.website.into(),
                (*member).into(),
                (*kind).into(),
                (*day).into(),
            ];
            daily.push(join(key, sum.values())).await?;
        }
        daily.finish().await
    }
}

const SUMMED: [&str; 13] = [
    "stars_1",
    "stars_2",
    "stars_3",
    "stars_4",
    "stars_5",
    "quality_count",
    "quality_sum",
    "communication_count",
    "communication_sum",
    "timeliness_count",
    "timeliness_sum",
    "professionalism_count",
    "professionalism_sum",
];
