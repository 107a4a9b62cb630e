//! Capacity as the assignment of an order needs it: in the order's own transaction.

use std::collections::HashMap;

use kernel::{MemberId, Tx};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, TryInsertResult,
};

use super::candidate::contenders;
use super::facts::facts;
use super::{Capacities, Capacity, Job, WhyNot, can_accept, entity, rank};
use crate::ports::Load;
use crate::{Error, Result, writer};

/// What the desk says about giving one order to one writer.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Every reason against it.
    pub why_not: Vec<WhyNot>,
    /// What was known at that moment, kept with the assignment.
    pub snapshot: serde_json::Value,
}

impl Capacities {
    /// Locks the writer's capacity until the transaction ends, making its row if absent: whoever
    /// counts the writer's orders afterwards counts alone. `false` when there is no such writer.
    pub async fn lock_in(tx: &Tx, writer: MemberId) -> Result<bool> {
        let website = tx.actor().website();
        let known = writer::Entity::of(website)
            .filter(writer::Column::MemberId.eq(writer))
            .one(&**tx)
            .await?;
        if known.is_none() {
            return Ok(false);
        }
        let row = Capacity::usual(website, writer, tx.now()).into_active_model();
        entity::Entity::insert(row)
            .on_conflict_do_nothing()
            .exec_without_returning(&**tx)
            .await?;
        let locked = entity::of(website, writer)
            .lock_exclusive()
            .one(&**tx)
            .await?;
        Ok(locked.is_some())
    }

    /// Judges giving `job` to a writer who has `load` in hand, counted after
    /// [`lock_in`](Self::lock_in).
    pub async fn judge_in(tx: &Tx, writer: MemberId, job: &Job, load: &Load) -> Result<Judgement> {
        let (site, now) = (tx.actor().site(), tx.now());
        let select = writer::Entity::of(site.id).filter(writer::Column::MemberId.eq(writer));
        let found = facts(&**tx, site, select, now).await?;
        let loads = HashMap::from([(writer, load.clone())]);
        let one = contenders(&**tx, site, found, &loads, job).await?.pop();
        let one = one.ok_or(Error::NoSuchWriter(writer))?;
        let why_not = can_accept(&one.facts, job, load, now);
        let score = rank::score(&one, job, now);
        let snapshot = serde_json::json!({
            "score": score.total,
            "factors": score.factors,
            "whyNot": why_not,
            "activeOrders": load.active,
            "ordersToday": one.facts.placed_today(load, now),
            "pagesThisWeek": one.facts.pages_this_week(load, now),
            "maxActiveOrders": one.facts.capacity.max_active_orders,
        });
        Ok(Judgement { why_not, snapshot })
    }
}

/// Whether an insert that tolerates a conflict wrote its row. A conflict reads as `Inserted(0)`
/// where rows are counted.
pub(crate) fn inserted(outcome: &TryInsertResult<u64>) -> bool {
    matches!(outcome, TryInsertResult::Inserted(1))
}
