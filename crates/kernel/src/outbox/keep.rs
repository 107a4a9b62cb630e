//! How much lies in the outbox, and for how long it is kept.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter};
use sea_orm::{QueryOrder, QuerySelect};

use super::{entity, progress};
use crate::{EventId, Instant};

/// How many rows are removed by one statement: locks stay short.
const BATCH: u64 = 500;

/// What waits in the outbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// How many events are due and not settled.
    pub due: u64,
    /// Since when the oldest of them is.
    pub oldest: Option<Instant>,
    /// How many were given up, and wait for somebody to mend what they failed over.
    pub parked: u64,
}

/// What waits in the outbox now.
pub async fn backlog(db: &impl ConnectionTrait, now: Instant) -> Result<Backlog, DbErr> {
    let due = entity::find()
        .filter(entity::Column::SettledAt.is_null())
        .filter(entity::Column::DueAt.lte(now));
    let oldest = due
        .clone()
        .select_only()
        .column(entity::Column::DueAt)
        .order_by_asc(entity::Column::DueAt)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    let parked = entity::find().filter(entity::Column::ParkedAt.is_not_null());
    Ok(Backlog {
        due: due.count(db).await?,
        oldest,
        parked: parked.count(db).await?,
    })
}

/// When the newest event was written, by the clock of whoever wrote it.
pub async fn newest(db: &impl ConnectionTrait) -> Result<Option<Instant>, DbErr> {
    entity::find()
        .select_only()
        .column(entity::Column::RecordedAt)
        .order_by_desc(entity::Column::Sequence)
        .limit(1)
        .into_tuple()
        .one(db)
        .await
}

/// Removes what was delivered before `before`; says how many events that were. What was parked stays
/// until somebody has seen to it.
pub async fn prune(db: &impl ConnectionTrait, before: Instant) -> Result<u64, DbErr> {
    let mut removed = 0;
    loop {
        let done: Vec<EventId> = entity::find()
            .select_only()
            .column(entity::Column::Id)
            .filter(entity::Column::SettledAt.lt(before))
            .filter(entity::Column::ParkedAt.is_null())
            .order_by_asc(entity::Column::SettledAt)
            .limit(BATCH)
            .into_tuple()
            .all(db)
            .await?;
        if done.is_empty() {
            return Ok(removed);
        }
        progress::Entity::delete_many()
            .filter(progress::Column::EventId.is_in(done.iter().copied()))
            .exec(db)
            .await?;
        let gone = entity::Entity::delete_many()
            .filter(entity::Column::Id.is_in(done))
            .exec(db)
            .await?;
        removed += gone.rows_affected;
    }
}
