//! Idempotency: the same key gives the same effect once (design: API, rule 11).

pub mod entity;

use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    Set, TryInsertResult,
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Code, Fault, Instant, Tx};

/// How long a key is remembered.
const MEMORY: TimeDelta = TimeDelta::hours(24);

/// What the key says about this command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Once {
    /// It is new, or has no key: carry it out.
    First,
    /// It was carried out before and made this object: answer with that.
    Again(Uuid),
    /// The key was used for another input: refuse.
    Misused,
}

impl Once {
    /// The refusal of a misused key.
    pub fn misused() -> Fault {
        let message = "This idempotency key was used for another input. Use a new one.";
        Fault::new(Code::Conflict, "idempotencyKey", message)
    }
}

/// Claims `key` for the command `name` of the transaction's actor, before anything else is done.
/// A concurrent twin waits here until this transaction ends. A refusal rolls back and so uses no
/// key. `subject` is the id of what the command is about to make.
pub async fn once(
    tx: &Tx,
    name: &'static str,
    key: Option<Uuid>,
    input: &impl Serialize,
    subject: impl Into<Uuid>,
) -> Result<Once, DbErr> {
    let Some(key) = key else {
        return Ok(Once::First);
    };
    let json = serde_json::to_vec(input).map_err(|error| DbErr::Json(error.to_string()))?;
    let row = entity::ActiveModel {
        website_id: Set(tx.actor().website()),
        actor: Set(tx.actor().who().to_string()),
        command: Set(name.to_owned()),
        key: Set(key),
        input_hash: Set(Sha256::digest(json).to_vec()),
        subject: Set(subject.into()),
        claimed_at: Set(tx.now()),
    };
    let inserted = entity::Entity::insert(row.clone())
        .on_conflict_do_nothing()
        .exec_without_returning(&**tx)
        .await?;
    // A conflict reads as `Inserted(0)` here: this call counts rows and never says `Conflicted`.
    if matches!(inserted, TryInsertResult::Inserted(1)) {
        return Ok(Once::First);
    }
    let known = entity::find()
        .filter(entity::Column::WebsiteId.eq(tx.actor().website()))
        .filter(entity::Column::Actor.eq(tx.actor().who().to_string()))
        .filter(entity::Column::Command.eq(name))
        .filter(entity::Column::Key.eq(key))
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(format!("idempotency key of {name}")))?;
    if known.claimed_at + MEMORY <= tx.now() {
        row.update(&**tx).await?;
        return Ok(Once::First);
    }
    let same = row.input_hash.try_as_ref() == Some(&known.input_hash);
    Ok(if same {
        Once::Again(known.subject)
    } else {
        Once::Misused
    })
}

/// Removes the keys that are forgotten by `now`; says how many.
pub async fn prune(db: &impl ConnectionTrait, now: Instant) -> Result<u64, DbErr> {
    let forgotten = entity::Entity::delete_many()
        .filter(entity::Column::ClaimedAt.lte(now - MEMORY))
        .exec(db)
        .await?;
    Ok(forgotten.rows_affected)
}
