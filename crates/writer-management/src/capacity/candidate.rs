//! What is weighed when writers are compared for a job, read for all of them at once.

use std::collections::{HashMap, HashSet};

use kernel::{MemberId, Site};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, QueryFilter, QuerySelect, QueryTrait,
};

use super::rank::Score;
use super::{Facts, Job, WhyNot};
use crate::feedback::{self, Kind, round};
use crate::ports::Load;
use crate::writer::{self, completion, subject};

/// A writer in the list for one order.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The writer.
    pub writer: writer::Model,
    /// How well they fit; none when they cannot take it.
    pub score: Option<Score>,
    /// Why they cannot take it; empty when they can.
    pub why_not: Vec<WhyNot>,
}

impl Candidate {
    /// Whether they can take it.
    pub fn is_eligible(&self) -> bool {
        self.why_not.is_empty()
    }
}

/// What a writer and a client have been to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Orders finished together.
    pub orders: i64,
    /// Revealed ratings by the client.
    pub rating_count: i64,
    /// Their sum.
    pub rating_sum: i64,
}

/// Everything that a score is made of.
#[derive(Clone, Debug)]
pub struct Contender {
    /// The writer.
    pub facts: Facts,
    /// What they have in hand.
    pub load: Load,
    /// What they did for the client.
    pub history: History,
    /// Orders completed in the subject.
    pub in_subject: u32,
    /// Whether they say that they work in the subject.
    pub names_subject: bool,
}

/// Adds to each writer's facts what concerns this job: a fixed number of statements.
pub(super) async fn contenders(
    db: &impl ConnectionTrait,
    site: &Site,
    facts: Vec<Facts>,
    loads: &HashMap<MemberId, Load>,
    job: &Job,
) -> Result<Vec<Contender>, DbErr> {
    let members: Vec<_> = facts.iter().map(|facts| facts.writer.member_id).collect();
    let completed = completed(db, site, job, &members).await?;
    let named = named(db, site, job).await?;
    let histories = histories(db, site, job, &members).await?;
    let contender = |facts: Facts| {
        let member = facts.writer.member_id;
        Contender {
            facts,
            load: loads.get(&member).cloned().unwrap_or_default(),
            history: histories.get(&member).copied().unwrap_or_default(),
            in_subject: completed.get(&member).copied().unwrap_or_default(),
            names_subject: named.contains(&member),
        }
    };
    Ok(facts.into_iter().map(contender).collect())
}

/// One writer alone is asked for by id; for many, reading all of the website is cheaper than a
/// long list of ids.
fn among(column: impl ColumnTrait, members: &[MemberId]) -> Condition {
    match members {
        [member] => Condition::all().add(column.eq(*member)),
        _ => Condition::all(),
    }
}

async fn completed(
    db: &impl ConnectionTrait,
    site: &Site,
    job: &Job,
    members: &[MemberId],
) -> Result<HashMap<MemberId, u32>, DbErr> {
    use completion::Column;
    let Some(subject) = job.subject else {
        return Ok(HashMap::new());
    };
    let rows: Vec<(MemberId, i64)> = completion::of(site.id)
        .filter(Column::SubjectId.eq(subject))
        .filter(among(Column::WriterId, members))
        .select_only()
        .column(Column::WriterId)
        .column_as(Column::OrderId.count(), "orders")
        .group_by(Column::WriterId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(writer, n)| (writer, u32::try_from(n).unwrap_or(0)))
        .collect())
}

async fn named(
    db: &impl ConnectionTrait,
    site: &Site,
    job: &Job,
) -> Result<HashSet<MemberId>, DbErr> {
    let Some(item) = job.subject else {
        return Ok(HashSet::new());
    };
    let rows = subject::of(site.id, item).all(db).await?;
    Ok(rows.into_iter().map(|row| row.writer_id).collect())
}

/// What the client revealed so far, and no more: a hidden rating moves no score.
async fn histories(
    db: &impl ConnectionTrait,
    site: &Site,
    job: &Job,
    members: &[MemberId],
) -> Result<HashMap<MemberId, History>, DbErr> {
    use feedback::Column as Given;
    use round::Column;
    let Some(client) = job.client else {
        return Ok(HashMap::new());
    };
    let same = |given: Given, round: Column| {
        Expr::col((feedback::Entity, given)).equals((round::Entity, round))
    };
    let given = Condition::all()
        .add(same(Given::WebsiteId, Column::WebsiteId))
        .add(same(Given::RoundId, Column::Id))
        .add(Given::Kind.eq(Kind::ClientToWriter))
        .add(Given::RevealedAt.is_not_null());
    let mut select = round::of(site.id)
        .filter(Column::ClientId.eq(client))
        .filter(among(Column::WriterId, members))
        .select_only()
        .column(Column::WriterId)
        .column_as(Column::Id.count(), "orders")
        .column_as(Given::Overall.count(), "ratings")
        .column_as(Given::Overall.sum(), "stars")
        .group_by(Column::WriterId);
    QueryTrait::query(&mut select).left_join(feedback::Entity, given);
    let rows: Vec<(MemberId, i64, i64, Option<i64>)> = select.into_tuple().all(db).await?;
    let history = |(writer, orders, rating_count, sum): (_, _, _, Option<i64>)| {
        let rating_sum = sum.unwrap_or_default();
        (
            writer,
            History {
                orders,
                rating_count,
                rating_sum,
            },
        )
    };
    Ok(rows.into_iter().map(history).collect())
}
