//! Events that were given up: seen by the operator on all websites, by staff on their own, and put
//! back when what they failed over is mended.

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, UpdateMany,
};

use super::{entity, progress};
use crate::{Cursor, CursorKey, EventId, Instant, Page, Slice, Sort, Tx, WebsiteId};

/// An event that was asked to be delivered again.
#[derive(Clone, Debug)]
pub struct Retried {
    /// The event as it is from now on.
    pub event: entity::Model,
    /// Whether it was parked until now.
    pub was_parked: bool,
}

/// The events that were given up, oldest first, at most `most` of them.
pub async fn parked(db: &impl ConnectionTrait, most: u64) -> Result<Vec<entity::Model>, DbErr> {
    entity::find()
        .filter(entity::Column::ParkedAt.is_not_null())
        .order_by_asc(entity::Column::ParkedAt)
        .limit(most)
        .all(db)
        .await
}

/// The events of a website that were given up, latest first.
pub async fn parked_of(
    db: &impl ConnectionTrait,
    website: WebsiteId,
    page: &Page,
) -> Result<Slice<entity::Model>, DbErr> {
    let latest = Sort::descending(
        Expr::col((entity::Entity, entity::Column::ParkedAt)),
        (entity::Entity, entity::Column::Id),
        |row: &entity::Model| {
            Cursor::new(CursorKey::Time(row.parked_at.unwrap_or(row.due_at)), row.id)
        },
    );
    let select = entity::find()
        .filter(entity::Column::WebsiteId.eq(website))
        .filter(entity::Column::ParkedAt.is_not_null());
    page.fetch(select, latest, db).await
}

/// Those of `ids` that were given up on the website.
pub async fn parked_among(
    db: &impl ConnectionTrait,
    website: WebsiteId,
    ids: &[EventId],
) -> Result<Vec<entity::Model>, DbErr> {
    entity::find()
        .filter(entity::Column::WebsiteId.eq(website))
        .filter(entity::Column::ParkedAt.is_not_null())
        .filter(entity::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// Which subscribers have had each of these events.
pub async fn done_of(
    db: &impl ConnectionTrait,
    events: &[EventId],
) -> Result<HashMap<EventId, Vec<String>>, DbErr> {
    let mut done: HashMap<EventId, Vec<String>> = HashMap::new();
    if events.is_empty() {
        return Ok(done);
    }
    let rows = progress::find()
        .filter(progress::Column::EventId.is_in(events.iter().copied()))
        .all(db)
        .await?;
    for row in rows {
        done.entry(row.event_id).or_default().push(row.subscriber);
    }
    Ok(done)
}

fn put_back(now: Instant) -> UpdateMany<entity::Entity> {
    let never = || Expr::value(Option::<Instant>::None);
    entity::Entity::update_many()
        .col_expr(entity::Column::Attempts, Expr::value(0))
        .col_expr(entity::Column::DueAt, Expr::value(now))
        .col_expr(entity::Column::ParkedAt, never())
        .col_expr(entity::Column::SettledAt, never())
        .filter(entity::Column::ParkedAt.is_not_null())
}

/// Puts every parked event back to be tried at once; says how many there were.
pub async fn unpark(db: &impl ConnectionTrait, now: Instant) -> Result<u64, DbErr> {
    let done = put_back(now).exec(db).await?;
    Ok(done.rows_affected)
}

/// Puts one event of the actor's website back to be tried at once, if it is parked. One that
/// somebody else was faster with, or that was delivered since, is left as it is; `None` when the
/// website has no such event that was ever tried in vain.
pub async fn retry_in(tx: &Tx, id: EventId) -> Result<Option<Retried>, DbErr> {
    let found = entity::find()
        .filter(entity::Column::WebsiteId.eq(tx.actor().website()))
        .filter(entity::Column::Id.eq(id))
        .filter(
            Condition::any()
                .add(entity::Column::Trouble.is_not_null())
                .add(entity::Column::ParkedAt.is_not_null()),
        )
        .lock_exclusive()
        .one(&**tx)
        .await?;
    let Some(mut event) = found else {
        return Ok(None);
    };
    let was_parked = event.parked_at.is_some();
    if was_parked {
        let one = put_back(tx.now()).filter(entity::Column::Id.eq(id));
        one.exec(&**tx).await?;
        tx.rings();
        (event.attempts, event.due_at) = (0, tx.now());
        (event.parked_at, event.settled_at) = (None, None);
    }
    Ok(Some(Retried { event, was_parked }))
}
