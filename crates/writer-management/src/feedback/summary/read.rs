//! The summaries of many people in one statement.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::{Days, NaiveDate};
use kernel::bundle::{Among, Bundle, Bundled, Part};
use kernel::{Actor, Instant, MemberId, Tx};
use rust_decimal::Decimal;
use sea_orm::sea_query::{
    Alias, CaseStatement, ColumnType, Expr, ExprTrait, JoinType, Query, SimpleExpr,
};
use sea_orm::{
    ColumnTrait, Condition, DbErr, FromQueryResult, QueryFilter, QuerySelect, QueryTrait, Select,
};

use super::{Category, Prior, Rating, RatingLabel, Tally, average, daily, rebuild, totals};
use crate::feedback::{Feedbacks, Kind};
use crate::{Result, policy};

/// What the feedback about a person sums up to, over what is revealed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedbackSummary {
    /// The sums of all time.
    pub all: Tally,
    /// Overall count and sum of the last 30 days, the asking day included; nothing where it was
    /// asked for [`Span::AllTime`].
    pub last_30: Category,
    /// Of the last 90 days, likewise.
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

    fn add_recent(&mut self, recent: &Recent) {
        let grow = |category: &mut Category, count: Option<i64>, sum: Option<i64>| {
            let whole = |value: Option<i64>| i32::try_from(value.unwrap_or_default());
            category.count += whole(count).unwrap_or(i32::MAX);
            category.sum += whole(sum).unwrap_or(i32::MAX);
        };
        grow(&mut self.last_30, recent.count_30, recent.sum_30);
        grow(&mut self.last_90, recent.count_90, recent.sum_90);
    }
}

impl Category {
    /// The average to two decimals.
    pub fn average(self) -> Option<Decimal> {
        average(self.sum.into(), self.count.into())
    }
}

/// Over which time feedback is summed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    /// All time.
    AllTime,
    /// All time, and the recent days apart: these are counted each time.
    Recent,
}

/// What the days of one person and kind sum up to; nothing without any.
#[derive(FromQueryResult)]
struct Recent {
    count_30: Option<i64>,
    sum_30: Option<i64>,
    count_90: Option<i64>,
    sum_90: Option<i64>,
}

#[derive(FromQueryResult)]
struct Line {
    #[sea_orm(nested)]
    total: totals::Model,
    #[sea_orm(nested)]
    recent: Recent,
}

/// The sums of recent days, as columns.
const RECENT: [&str; 4] = ["count_30", "sum_30", "count_90", "sum_90"];

/// A question for summaries in a [`Bundle`].
pub struct Summaries(Part<Line>);

impl Summaries {
    /// Asks for the summaries of these people as of `now`.
    pub fn ask(
        bundle: &mut Bundle,
        actor: &Actor,
        of: &Among<MemberId>,
        (span, now): (Span, Instant),
    ) -> Self {
        if span == Span::AllTime {
            return Self(bundle.add_wider(totals_of(actor, of), &[]));
        }
        let today = now.date_naive();
        let back = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
        let select = with_days(actor, of, (back(29), back(89), today));
        let recent = RECENT.map(|name| (name, ColumnType::BigInteger));
        Self(bundle.add_wider(select, &recent))
    }

    /// The summary of each of `members`; who has no feedback, or none that the asker may know of,
    /// has an empty one.
    ///
    /// # Errors
    /// When a row is not what it should be.
    pub fn answer(
        &self,
        bundled: &mut Bundled,
        actor: &Actor,
        members: &[MemberId],
    ) -> std::result::Result<HashMap<MemberId, FeedbackSummary>, DbErr> {
        let mut summaries: HashMap<_, FeedbackSummary> = members
            .iter()
            .map(|member| (*member, FeedbackSummary::default()))
            .collect();
        for Line { total, recent } in bundled.take(&self.0)? {
            let summary = summaries.entry(total.member_id).or_default();
            summary.add(&total);
            summary.add_recent(&recent);
        }
        let prior = Prior::of(actor.site());
        for summary in summaries.values_mut().filter(|summary| summary.total() > 0) {
            summary.rating = Some(prior.rate(&summary.all.wide_stars()));
        }
        Ok(summaries)
    }
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
        span: Span,
    ) -> Result<HashMap<MemberId, FeedbackSummary>>;

    /// Computes every sum of the website anew from its feedback. It changes nothing, unless
    /// something was wrong.
    async fn rebuild(&self, actor: &Actor) -> Result<()>;
}

/// The totals of these people, as far as the asker may see them.
fn totals_of(actor: &Actor, members: &Among<MemberId>) -> Select<totals::Entity> {
    totals::find()
        .filter(policy::visible_summaries(actor, members))
        .filter(members.holds(totals::Column::MemberId))
}

/// The totals of these people, each with the sums of its days up to today: of those from `month`
/// on, and of those from `quarter` on.
fn with_days(
    actor: &Actor,
    members: &Among<MemberId>,
    (month, quarter, today): (NaiveDate, NaiveDate, NaiveDate),
) -> Select<totals::Entity> {
    use daily::Column;
    const DAYS: &str = "days";
    let stars = [
        Column::Stars1,
        Column::Stars2,
        Column::Stars3,
        Column::Stars4,
        Column::Stars5,
    ];
    let count = || stars.into_iter().map(Expr::col).reduce(ExprTrait::add);
    let sum = || {
        (1..)
            .zip(stars)
            .map(|(n, star): (i32, _)| Expr::col(star).mul(n))
            .reduce(ExprTrait::add)
    };
    let since = |first: NaiveDate, what: Option<SimpleExpr>| {
        let what = what.unwrap_or_else(|| Expr::val(0));
        let of_days = CaseStatement::new()
            .case(Column::Day.gte(first), what)
            .finally(0);
        Into::<SimpleExpr>::into(of_days).sum()
    };
    let key = [Column::WebsiteId, Column::MemberId, Column::Kind];
    let mut days = Query::select();
    days.columns(key)
        .expr_as(since(month, count()), "count_30")
        .expr_as(since(month, sum()), "sum_30")
        .expr_as(since(quarter, count()), "count_90")
        .expr_as(since(quarter, sum()), "sum_90")
        .from(daily::Entity)
        .and_where(Column::WebsiteId.eq(actor.website()))
        .and_where(members.holds(Column::MemberId))
        .and_where(Column::Day.between(quarter, today))
        .group_by_columns(key);
    let same = |day: Column, total: totals::Column| {
        Expr::col((Alias::new(DAYS), day)).equals((totals::Entity, total))
    };
    let theirs = Condition::all()
        .add(same(Column::WebsiteId, totals::Column::WebsiteId))
        .add(same(Column::MemberId, totals::Column::MemberId))
        .add(same(Column::Kind, totals::Column::Kind));
    let mut select = totals_of(actor, members);
    for name in RECENT {
        select = select.column_as(Expr::col((Alias::new(DAYS), Alias::new(name))), name);
    }
    QueryTrait::query(&mut select).join_subquery(JoinType::LeftJoin, days, DAYS, theirs);
    select
}

#[async_trait]
impl SummaryService for Feedbacks {
    async fn summaries(
        &self,
        actor: &Actor,
        members: &[MemberId],
        span: Span,
    ) -> Result<HashMap<MemberId, FeedbackSummary>> {
        let mut bundle = Bundle::default();
        let of = Among::These(members.to_vec());
        let summaries = Summaries::ask(&mut bundle, actor, &of, (span, self.clock.now()));
        Ok(summaries.answer(&mut bundle.read(&self.db).await?, actor, members)?)
    }

    #[tracing::instrument(name = "feedback.rebuild", skip_all)]
    async fn rebuild(&self, actor: &Actor) -> Result<()> {
        let _ = policy::rebuild(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        rebuild::rebuild_in(&tx).await?;
        Ok(tx.commit().await?)
    }
}
