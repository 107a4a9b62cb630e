//! How much a writer has in hand: counted from the orders each time, so that it cannot drift.

use std::collections::HashMap;

use chrono::TimeDelta;
use kernel::{Instant, MemberId, Tx, WebsiteId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, DbErr, QueryFilter, QuerySelect,
    Select,
};

use crate::order::{Status, entity as order};
use crate::quote::Spacing;

/// How far back assignments are told: past the longest day and week of any zone.
const MEMORY: TimeDelta = TimeDelta::days(8);

/// An order that a writer was lately given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// When they were.
    pub at: Instant,
    /// Its size in double-spaced pages.
    pub pages: u32,
}

/// What a writer has in hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Orders that cost capacity.
    pub active: u32,
    /// What they were given in the last eight days. When a day or a week begins depends on the
    /// writer's zone, so whoever knows it counts.
    pub recent: Vec<Taken>,
}

impl Load {
    /// Orders given since this instant, at most eight days ago.
    pub fn placed_since(&self, start: Instant) -> u32 {
        let count = self.recent.iter().filter(|taken| taken.at >= start).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Double-spaced pages given since this instant, at most eight days ago.
    pub fn pages_since(&self, start: Instant) -> u32 {
        let since = self.recent.iter().filter(|taken| taken.at >= start);
        since.map(|taken| taken.pages).sum()
    }
}

/// Reads loads; a leaf that holds no port.
#[derive(Clone)]
pub struct Loads {
    db: DatabaseConnection,
}

type Row = (MemberId, Status, Option<Instant>, i32, Spacing);

impl Loads {
    /// On this database.
    pub fn new(db: DatabaseConnection) -> Self {
        Self { db }
    }

    /// The loads of many writers in one statement; whoever has nothing is left out.
    pub async fn of(
        &self,
        website: WebsiteId,
        writers: &[MemberId],
        now: Instant,
    ) -> Result<HashMap<MemberId, Load>, DbErr> {
        loads(&self.db, website, writers, now).await
    }

    /// The load of one writer, counted in the caller's transaction after their capacity was
    /// locked.
    pub async fn of_in(tx: &Tx, writer: MemberId) -> Result<Load, DbErr> {
        let mut found = loads(&**tx, tx.actor().website(), &[writer], tx.now()).await?;
        Ok(found.remove(&writer).unwrap_or_default())
    }
}

async fn loads<C: ConnectionTrait>(
    db: &C,
    website: WebsiteId,
    writers: &[MemberId],
    now: Instant,
) -> Result<HashMap<MemberId, Load>, DbErr> {
    let since = now - MEMORY;
    let rows: Vec<Row> = in_hand(website, writers, since)
        .into_tuple()
        .all(db)
        .await?;
    let mut loads: HashMap<MemberId, Load> = HashMap::new();
    for (writer, status, assigned_at, pages, spacing) in rows {
        let load = loads.entry(writer).or_default();
        load.active += u32::from(status.costs_capacity());
        if let Some(at) = assigned_at.filter(|at| *at >= since) {
            let pages = u32::try_from(spacing.double_spaced(pages)).unwrap_or_default();
            load.recent.push(Taken { at, pages });
        }
    }
    Ok(loads)
}

fn in_hand(website: WebsiteId, writers: &[MemberId], since: Instant) -> Select<order::Entity> {
    let counts = Condition::any()
        .add(order::Column::Status.is_in(Status::COSTING_CAPACITY))
        .add(order::Column::AssignedAt.gte(since));
    order::find()
        .filter(order::Column::WebsiteId.eq(website))
        .filter(order::Column::WriterId.is_in(writers.iter().copied()))
        .filter(counts)
        .select_only()
        .column(order::Column::WriterId)
        .column(order::Column::Status)
        .column(order::Column::AssignedAt)
        .column(order::Column::Pages)
        .column(order::Column::Spacing)
}
