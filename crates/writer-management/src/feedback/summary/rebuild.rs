//! Computes every sum anew from the facts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::{Cursor, CursorKey, MemberId, Page, Sort, Tx};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Tally, daily, totals};
use crate::feedback::{Column, Entity, Kind, Model};
use crate::writer;

/// Rows of one insert: below the parameters that either database allows.
const BATCH: usize = 500;

type Sums = BTreeMap<(MemberId, Kind, NaiveDate), Tally>;

pub(super) async fn rebuild_in(tx: &Tx) -> Result<(), DbErr> {
    let website = tx.actor().website();
    // Whoever reveals a feedback holds its writer's row: with all of them locked, nothing moves.
    let writers = writer::Entity::of(website)
        .order_by_asc(writer::Column::MemberId)
        .lock_exclusive()
        .all(&**tx)
        .await?;
    totals::Entity::delete_many()
        .filter(totals::Column::WebsiteId.eq(website))
        .exec(&**tx)
        .await?;
    daily::Entity::delete_many()
        .filter(daily::Column::WebsiteId.eq(website))
        .exec(&**tx)
        .await?;
    let days = days(tx).await?;
    let mut all: BTreeMap<(MemberId, Kind), Tally> = BTreeMap::new();
    let mut stars: BTreeMap<MemberId, Tally> = BTreeMap::new();
    for ((member, kind, _), tally) in &days {
        all.entry((*member, *kind)).or_default().add(tally);
        stars.entry(*member).or_default().add(tally);
    }
    let rows: Vec<_> = all
        .iter()
        .map(|((member, kind), tally)| totals::row(website, *member, *kind, tally))
        .collect();
    for batch in rows.chunks(BATCH) {
        totals::Entity::insert_many(batch.to_vec())
            .exec_without_returning(&**tx)
            .await?;
    }
    let rows: Vec<_> = days
        .iter()
        .map(|((member, kind, day), tally)| daily::row(website, *member, *kind, *day, tally))
        .collect();
    for batch in rows.chunks(BATCH) {
        daily::Entity::insert_many(batch.to_vec())
            .exec_without_returning(&**tx)
            .await?;
    }
    for writer in writers {
        let tally = stars.get(&writer.member_id).copied().unwrap_or_default();
        writer::rated_in(tx, writer.member_id, &tally.wide_stars()).await?;
    }
    writer::recount_in(tx).await
}

/// The sums of each day, read page by page: the feedback of years need not fit into memory.
async fn days(tx: &Tx) -> Result<Sums, DbErr> {
    let mut sums = Sums::new();
    let mut page = Page::first(Page::MOST);
    loop {
        let select = Entity::of(tx.actor().website()).filter(Column::RevealedAt.is_not_null());
        let by = Sort::ascending(Expr::col(Column::CreatedAt), Column::Id, |row: &Model| {
            Cursor::new(CursorKey::Time(row.created_at), row.id)
        });
        let slice = page.fetch(select, by, &**tx).await?;
        for (_, row) in &slice.items {
            let Some(at) = row.revealed_at else { continue };
            let key = (row.recipient_id, row.kind, at.date_naive());
            sums.entry(key).or_default().add(&Tally::of(row));
        }
        match slice.items.last() {
            Some((cursor, _)) if slice.has_next => page = page.past(cursor),
            _ => return Ok(sums),
        }
    }
}
