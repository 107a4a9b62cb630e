//! Reads orders and their history.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{Actor, OrderEventId, OrderId, Page, Slice};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::entity::{Column, Entity, Model};
use super::{OrderFilter, OrderOrder, Status, timeline};
use crate::{Orders, Result, policy};

/// What the rest of the house may ask about orders.
#[async_trait]
pub trait OrderService: Send + Sync {
    /// The orders among `ids` that the actor may see.
    async fn orders(&self, actor: &Actor, ids: &[OrderId]) -> Result<HashMap<OrderId, Model>>;

    /// One page of the orders that the actor may see.
    async fn list(
        &self,
        actor: &Actor,
        filter: &OrderFilter,
        order: OrderOrder,
        page: &Page,
    ) -> Result<Slice<Model>>;

    /// How many orders the filter finds.
    async fn count(&self, actor: &Actor, filter: &OrderFilter) -> Result<u64>;

    /// How many orders stand where, by the filter without its states.
    async fn status_counts(
        &self,
        actor: &Actor,
        filter: &OrderFilter,
    ) -> Result<Vec<(Status, u64)>>;

    /// The same page of the history of each order, first step first.
    async fn timeline_of(
        &self,
        actor: &Actor,
        orders: &[OrderId],
        page: &Page,
    ) -> Result<HashMap<OrderId, Slice<timeline::Model>>>;

    /// The steps among `ids` of orders that the actor may see.
    async fn steps(
        &self,
        actor: &Actor,
        ids: &[OrderEventId],
    ) -> Result<HashMap<OrderEventId, timeline::Model>>;
}

#[async_trait]
impl OrderService for Orders {
    async fn orders(&self, actor: &Actor, ids: &[OrderId]) -> Result<HashMap<OrderId, Model>> {
        let named = Column::Id.is_in(ids.iter().copied());
        let rows = Entity::visible_to(actor)
            .filter(named)
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn list(
        &self,
        actor: &Actor,
        filter: &OrderFilter,
        order: OrderOrder,
        page: &Page,
    ) -> Result<Slice<Model>> {
        policy::known(actor)?;
        let select = filter.apply(actor, self.clock.now());
        Ok(page.fetch(select, order.sort(actor), &self.db).await?)
    }

    async fn count(&self, actor: &Actor, filter: &OrderFilter) -> Result<u64> {
        policy::known(actor)?;
        Ok(filter
            .apply(actor, self.clock.now())
            .count(&self.db)
            .await?)
    }

    async fn status_counts(
        &self,
        actor: &Actor,
        filter: &OrderFilter,
    ) -> Result<Vec<(Status, u64)>> {
        policy::known(actor)?;
        let filter = OrderFilter {
            status: None,
            ..filter.clone()
        };
        let counts: Vec<(Status, i64)> = filter
            .apply(actor, self.clock.now())
            .select_only()
            .column(Column::Status)
            .column_as(Column::Id.count(), "count")
            .group_by(Column::Status)
            .into_tuple()
            .all(&self.db)
            .await?;
        let count = |(status, count)| (status, u64::try_from(count).unwrap_or_default());
        Ok(counts.into_iter().map(count).collect())
    }

    async fn timeline_of(
        &self,
        actor: &Actor,
        orders: &[OrderId],
        page: &Page,
    ) -> Result<HashMap<OrderId, Slice<timeline::Model>>> {
        use timeline::Column;
        let select = timeline::Entity::visible_to(actor)
            .filter(Column::OrderId.is_in(orders.iter().copied()));
        let of = |row: &timeline::Model| row.order_id;
        Ok(page
            .fetch_each(
                select,
                Column::OrderId,
                of,
                timeline::first_step_first(),
                &self.db,
            )
            .await?)
    }

    async fn steps(
        &self,
        actor: &Actor,
        ids: &[OrderEventId],
    ) -> Result<HashMap<OrderEventId, timeline::Model>> {
        let named = timeline::Column::Id.is_in(ids.iter().copied());
        let rows = timeline::Entity::visible_to(actor)
            .filter(named)
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }
}
