//! The summaries of many people in one statement.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::{Days, NaiveDate};
use kernel::{Actor, MemberId, Tx};
use rust_decimal::Decimal;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, DerivePartialModel, QueryFilter, QueryTrait, Select};

use super::{Category, Prior, Rating, RatingLabel, Tally, average, daily, rebuild, totals};
use crate::feedback::{Feedbacks, Kind};
use crate::{Result, policy};

/// What the feedback about a person sums up to, over what is revealed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedbackSummary {
    /// The sums of all time.
    pub all: Tally,
    /// Overall count and sum of the last 30 days, the asking day included.
    pub last_30: Category,
    /// Of the last 90 days.
    pub last_90: Category,
    /// How many of each kind.
    pub by_kind: HashMap<Kind, i32>,
    rating: Option<Rating>,
}

impl FeedbackSummary {
    /// How many ratings.
    pub fn total(&self) -> i32 {
        self.all.count()
    }

    /// The average of all overall ratings.
    pub fn average(&self) -> Option<Decimal> {
        let stars = (1..).zip(self.all.wide_stars());
        let sum = stars.map(|(star, count): (i64, i64)| star * count).sum();
        average(sum, self.total().into())
    }

    /// The mean with the website's prior, and its 90 % interval; none without a rating.
    pub fn rating(&self) -> Option<Rating> {
        self.rating
    }

    /// Whether there is enough to go by.
    pub fn label(&self) -> RatingLabel {
        RatingLabel::of(self.total())
    }

    fn add(&mut self, total: &totals::Model) {
        self.all.add(&total.tally());
        self.by_kind.insert(total.kind, total.tally().count());
    }

    fn add_day(&mut self, day: &Recent, month: NaiveDate) {
        let stars = [
            day.stars_1,
            day.stars_2,
            day.stars_3,
            day.stars_4,
            day.stars_5,
        ];
        let count = stars.iter().sum::<i32>();
        let sum = (1..)
            .zip(stars)
            .map(|(star, count): (i32, i32)| star * count)
            .sum::<i32>();
        let grow = |category: &mut Category| {
            category.count += count;
            category.sum += sum;
        };
        grow(&mut self.last_90);
        if day.on >= month {
            grow(&mut self.last_30);
        }
    }
}

impl Category {
    /// The average to two decimals.
    pub fn average(self) -> Option<Decimal> {
        average(self.sum.into(), self.count.into())
    }
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "daily::Entity")]
struct Recent {
    #[sea_orm(from_col = "day")]
    on: NaiveDate,
    stars_1: i32,
    stars_2: i32,
    stars_3: i32,
    stars_4: i32,
    stars_5: i32,
}

#[derive(DerivePartialModel)]
struct Line {
    #[sea_orm(nested)]
    total: totals::Model,
    #[sea_orm(nested)]
    day: Option<Recent>,
}

/// What the rest of the house may ask about ratings in sum.
#[async_trait]
pub trait SummaryService: Send + Sync {
    /// The summary of each of these people; who has no feedback, or none that the asker may know
    /// of, has an empty one.
    async fn summaries(
        &self,
        actor: &Actor,
        members: &[MemberId],
    ) -> Result<HashMap<MemberId, FeedbackSummary>>;

    /// Computes every sum of the website anew from its feedback. It changes nothing, unless
    /// something was wrong.
    async fn rebuild(&self, actor: &Actor) -> Result<()>;
}

/// The totals of these people, each joined with its days from `first` to `last`.
fn with_days(
    actor: &Actor,
    members: &[MemberId],
    first: NaiveDate,
    last: NaiveDate,
) -> Select<totals::Entity> {
    let same = |day: daily::Column, total: totals::Column| {
        Expr::col((daily::Entity, day)).equals((totals::Entity, total))
    };
    let recent = Condition::all()
        .add(same(daily::Column::WebsiteId, totals::Column::WebsiteId))
        .add(same(daily::Column::MemberId, totals::Column::MemberId))
        .add(same(daily::Column::Kind, totals::Column::Kind))
        .add(daily::Column::Day.between(first, last));
    let mut select = totals::find()
        .filter(policy::visible_summaries(actor))
        .filter(totals::Column::MemberId.is_in(members.iter().copied()));
    QueryTrait::query(&mut select).left_join(daily::Entity, recent);
    select
}

#[async_trait]
impl SummaryService for Feedbacks {
    async fn summaries(
        &self,
        actor: &Actor,
        members: &[MemberId],
    ) -> Result<HashMap<MemberId, FeedbackSummary>> {
        let today = self.clock.now().date_naive();
        let back = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
        let (month, quarter) = (back(29), back(89));
        let select = with_days(actor, members, quarter, today);
        let lines = select.into_partial_model::<Line>().all(&self.db).await?;
        let mut summaries: HashMap<_, FeedbackSummary> = members
            .iter()
            .map(|member| (*member, FeedbackSummary::default()))
            .collect();
        for Line { total, day } in lines {
            let summary = summaries.entry(total.member_id).or_default();
            if !summary.by_kind.contains_key(&total.kind) {
                summary.add(&total);
            }
            if let Some(day) = day {
                summary.add_day(&day, month);
            }
        }
        let prior = Prior::of(actor.site());
        for summary in summaries.values_mut().filter(|summary| summary.total() > 0) {
            summary.rating = Some(prior.rate(&summary.all.wide_stars()));
        }
        Ok(summaries)
    }

    #[tracing::instrument(name = "feedback.rebuild", skip_all)]
    async fn rebuild(&self, actor: &Actor) -> Result<()> {
        let _ = policy::rebuild(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        rebuild::rebuild_in(&tx).await?;
        Ok(tx.commit().await?)
    }
}
