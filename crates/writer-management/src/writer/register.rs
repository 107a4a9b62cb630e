//! What neighbours tell about writers, kept in their transaction.

use kernel::{CatalogItemId, Instant, MemberId, OrderId, Tx};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
    QuerySelect, Set,
};

use super::entity::fold;
use super::{ActiveModel, Column, Entity, Model, Writers, completion};
use crate::Result;
use crate::capacity;
use crate::feedback::summary::Prior;

/// An order was completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The order.
    pub order: OrderId,
    /// Who wrote it.
    pub writer: MemberId,
    /// Whether it was first handed in before the writer's deadline.
    pub on_time: bool,
    /// When it was completed.
    pub at: Instant,
    /// Its subject.
    pub subject: Option<CatalogItemId>,
}

impl Writers {
    /// Keeps the row of a writer: made with their membership, changed with their name and
    /// suspension.
    pub async fn keep_in(
        tx: &Tx,
        member: MemberId,
        display_name: &str,
        suspended: bool,
    ) -> Result<()> {
        let Some(known) = find_locked_in(tx, member).await? else {
            newcomer(tx, member, display_name, suspended)
                .insert(&**tx)
                .await?;
            return Ok(());
        };
        Self::rename_in(tx, known, display_name, suspended).await
    }

    /// Keeps the row of somebody who does not write any more, if they ever did: what they wrote
    /// stays theirs, and no new order finds them.
    pub async fn retire_in(tx: &Tx, member: MemberId, display_name: &str) -> Result<()> {
        match find_locked_in(tx, member).await? {
            Some(known) => Self::rename_in(tx, known, display_name, true).await,
            None => Ok(()),
        }
    }

    async fn rename_in(tx: &Tx, known: Model, display_name: &str, suspended: bool) -> Result<()> {
        let key = fold(display_name);
        let public = known.pen_name.is_none().then(|| key.clone());
        let mut row = known.into_active_model();
        row.display_name = Set(display_name.to_owned());
        row.display_key = Set(key);
        if let Some(public) = public {
            row.public_key = Set(public);
        }
        row.suspended = Set(suspended);
        row.updated_at = Set(tx.now());
        row.update(&**tx).await?;
        Ok(())
    }

    /// Counts a completed order. Telling it twice counts once.
    pub async fn completed_in(tx: &Tx, done: &Completion) -> Result<()> {
        let row = completion::ActiveModel {
            website_id: Set(tx.actor().website()),
            order_id: Set(done.order),
            writer_id: Set(done.writer),
            subject_id: Set(done.subject),
            on_time: Set(done.on_time),
            completed_at: Set(done.at),
        };
        let inserted = completion::Entity::insert(row)
            .on_conflict_do_nothing()
            .exec_without_returning(&**tx)
            .await?;
        if capacity::inserted(&inserted) {
            count(tx, done.writer, 1, i32::from(done.on_time)).await?;
        }
        Ok(())
    }

    /// The writer's average rating in hundredths of a star, rounded half-up; none without one.
    pub async fn rating_in(tx: &Tx, writer: MemberId) -> Result<Option<i64>> {
        let known = Entity::of(tx.actor().website())
            .filter(Column::MemberId.eq(writer))
            .one(&**tx)
            .await?;
        let rated = known.filter(|writer| writer.rating_count > 0);
        Ok(rated.map(|writer| {
            (200 * writer.rating_sum + writer.rating_count) / (2 * writer.rating_count)
        }))
    }

    /// Takes back what [`completed_in`](Self::completed_in) counted, while the order is open.
    pub async fn reopened_in(tx: &Tx, order: OrderId) -> Result<()> {
        let known = completion::of(tx.actor().website())
            .filter(completion::Column::OrderId.eq(order))
            .lock_exclusive()
            .one(&**tx)
            .await?;
        if let Some(done) = known {
            let (writer, on_time) = (done.writer_id, i32::from(done.on_time));
            done.delete(&**tx).await?;
            count(tx, writer, -1, -on_time).await?;
        }
        Ok(())
    }
}

fn newcomer(tx: &Tx, member: MemberId, name: &str, suspended: bool) -> ActiveModel {
    let site = tx.actor().site();
    Model {
        website_id: site.id,
        member_id: member,
        display_name: name.to_owned(),
        pen_name: None,
        display_key: fold(name),
        public_key: fold(name),
        suspended,
        completed_orders: 0,
        on_time_orders: 0,
        rating_count: 0,
        rating_sum: 0,
        rating_key: Prior::of(site).key(&[0; 5]),
        created_at: tx.now(),
        updated_at: tx.now(),
    }
    .into_active_model()
    .reset_all()
}

async fn count(tx: &Tx, writer: MemberId, orders: i32, on_time: i32) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(
            Column::CompletedOrders,
            Expr::col(Column::CompletedOrders).add(orders),
        )
        .col_expr(
            Column::OnTimeOrders,
            Expr::col(Column::OnTimeOrders).add(on_time),
        )
        .filter(Column::WebsiteId.eq(tx.actor().website()))
        .filter(Column::MemberId.eq(writer))
        .exec(&**tx)
        .await
        .map(|_| ())
}

/// The writer's row, locked.
pub(crate) async fn find_locked_in(tx: &Tx, member: MemberId) -> Result<Option<Model>, DbErr> {
    Entity::of(tx.actor().website())
        .filter(Column::MemberId.eq(member))
        .lock_exclusive()
        .one(&**tx)
        .await
}

/// Notes what a writer's ratings sum up to, in the transaction that changed them.
pub(crate) async fn rated_in(tx: &Tx, member: MemberId, stars: &[i64; 5]) -> Result<(), DbErr> {
    let sum: i64 = (1..).zip(stars).map(|(star, count)| star * count).sum();
    Entity::update_many()
        .col_expr(Column::RatingCount, Expr::value(stars.iter().sum::<i64>()))
        .col_expr(Column::RatingSum, Expr::value(sum))
        .col_expr(
            Column::RatingKey,
            Expr::value(Prior::of(tx.actor().site()).key(stars)),
        )
        .filter(Column::WebsiteId.eq(tx.actor().website()))
        .filter(Column::MemberId.eq(member))
        .exec(&**tx)
        .await
        .map(|_| ())
}

/// Counts the completed orders of every writer anew.
pub(crate) async fn recount_in(tx: &Tx) -> Result<(), DbErr> {
    let counted = |on_time: bool| {
        let same = |done: completion::Column, writer: Column| {
            Expr::col((completion::Entity, done)).equals((Entity, writer))
        };
        let mut count = Query::select()
            .expr(Expr::col((completion::Entity, completion::Column::OrderId)).count())
            .from(completion::Entity)
            .and_where(same(completion::Column::WebsiteId, Column::WebsiteId))
            .and_where(same(completion::Column::WriterId, Column::MemberId))
            .to_owned();
        if on_time {
            count.and_where(completion::Column::OnTime.eq(true));
        }
        SimpleExpr::SubQuery(None, Box::new(count.into()))
    };
    Entity::update_many()
        .col_expr(Column::CompletedOrders, counted(false))
        .col_expr(Column::OnTimeOrders, counted(true))
        .filter(Column::WebsiteId.eq(tx.actor().website()))
        .exec(&**tx)
        .await
        .map(|_| ())
}

/// Notes the name a portfolio shows instead of the writer's own.
pub(crate) async fn renamed_in(
    tx: &Tx,
    writer: Model,
    pen_name: Option<&str>,
) -> Result<Model, DbErr> {
    let public = pen_name.map_or_else(|| writer.display_key.clone(), fold);
    let mut row = writer.into_active_model();
    row.pen_name = Set(pen_name.map(str::to_owned));
    row.public_key = Set(public);
    row.updated_at = Set(tx.now());
    row.update(&**tx).await
}
