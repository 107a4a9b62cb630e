//! Seals on the audit trail: one hash over the lines of a website in a day, each made over the one
//! before, so that a line that is changed, removed or slipped in later does not go unseen.
//!
//! Whoever can write to the database can in the end rewrite the whole chain. The newest hash of each
//! website is therefore logged when it is made: kept elsewhere, it proves everything before it.

mod canon;
pub mod entity;
mod verify;

use chrono::{DurationRound, TimeDelta};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, TryInsertResult,
};

use super::entity as entry;
use crate::{AuditId, Instant, WebsiteId};
use canon::{NOTHING, Wax};

pub use verify::{Finding, Verdict, What, verify, verify_newest};

/// How many lines are read at once.
const BATCH: u64 = 1_000;

/// Seals every finished day of every website that ended before `until`; says which seals it made.
/// Two at work at the same time make the same seals, and each of them once.
///
/// A line carries the time at which its command began, so `until` has to lie further back than any
/// command takes.
pub async fn seal(
    db: &DatabaseConnection,
    until: Instant,
    now: Instant,
) -> Result<Vec<entity::Model>, DbErr> {
    let mut made = Vec::new();
    let mut website = None;
    while let Some(next) = next_website(db, website).await? {
        while let Some(seal) = next_seal(db, next, until, now).await? {
            let row = seal.clone().into_active_model().reset_all();
            let inserted = entity::Entity::insert(row)
                .on_conflict_do_nothing()
                .exec_without_returning(db)
                .await?;
            if matches!(inserted, TryInsertResult::Inserted(1)) {
                made.push(seal);
            }
        }
        website = Some(next);
    }
    Ok(made)
}

/// The website after this one that has lines.
async fn next_website(
    db: &impl ConnectionTrait,
    after: Option<WebsiteId>,
) -> Result<Option<WebsiteId>, DbErr> {
    let mut find = entry::find_all()
        .select_only()
        .column(entry::Column::WebsiteId)
        .order_by_asc(entry::Column::WebsiteId);
    if let Some(after) = after {
        find = find.filter(entry::Column::WebsiteId.gt(after));
    }
    find.limit(1).into_tuple().one(db).await
}

/// The next seal of the chain, if a day that is over has lines that no seal is over.
async fn next_seal(
    db: &DatabaseConnection,
    website: WebsiteId,
    until: Instant,
    now: Instant,
) -> Result<Option<entity::Model>, DbErr> {
    let last = entity::find_chain(website)
        .order_by_desc(entity::Column::Number)
        .one(db)
        .await?;
    let from = last
        .as_ref()
        .map_or(Instant::UNIX_EPOCH, |last| last.until_at);
    let Some(first) = first_entry(db, website, from).await? else {
        return Ok(None);
    };
    let Some(end) = end_of_day(first).filter(|end| *end <= until) else {
        return Ok(None);
    };
    let mut seal = entity::Model {
        website_id: website,
        number: last.as_ref().map_or(0, |last| last.number) + 1,
        from_at: from,
        until_at: end,
        entries: 0,
        previous_hash: last.map_or_else(|| NOTHING.to_vec(), |last| last.hash),
        hash: Vec::new(),
        sealed_at: now,
    };
    (seal.entries, seal.hash) = press(db, &seal).await?;
    Ok(Some(seal))
}

/// When the first line at or after `from` was written.
async fn first_entry(
    db: &impl ConnectionTrait,
    website: WebsiteId,
    from: Instant,
) -> Result<Option<Instant>, DbErr> {
    entry::find_of(website)
        .select_only()
        .column(entry::Column::At)
        .filter(entry::Column::At.gte(from))
        .order_by_asc(entry::Column::At)
        .limit(1)
        .into_tuple()
        .one(db)
        .await
}

/// The midnight, in UTC, after `at`.
fn end_of_day(at: Instant) -> Option<Instant> {
    let begin = at.duration_trunc(TimeDelta::days(1)).ok()?;
    begin.checked_add_signed(TimeDelta::days(1))
}

/// The number and the hash of the lines in the seal's stretch, as they stand now.
async fn press(db: &DatabaseConnection, seal: &entity::Model) -> Result<(i64, Vec<u8>), DbErr> {
    let mut wax = Wax::over(seal);
    let mut last: Option<(Instant, AuditId)> = None;
    loop {
        let mut find = entry::find_of(seal.website_id)
            .filter(entry::Column::At.gte(seal.from_at))
            .filter(entry::Column::At.lt(seal.until_at));
        if let Some((at, id)) = last {
            let line = Expr::tuple([Expr::col(entry::Column::At), Expr::col(entry::Column::Id)]);
            let place = Expr::tuple([Expr::value(at), Expr::value(id)]);
            find = find.filter(line.gt(place));
        }
        let entries = find
            .order_by_asc(entry::Column::At)
            .order_by_asc(entry::Column::Id)
            .limit(BATCH)
            .all(db)
            .await?;
        let Some(newest) = entries.last() else {
            return Ok(wax.set());
        };
        last = Some((newest.at, newest.id));
        for entry in &entries {
            wax.add(entry);
        }
    }
}
