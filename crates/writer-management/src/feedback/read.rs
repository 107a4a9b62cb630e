//! What the rest of the house may ask about feedback and its invitations.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{Actor, Cursor, CursorKey, FeedbackId, InvitationId, OrderId, Page, Slice, Sort, Tx};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::{Column, Entity, Feedbacks, GiveFeedback, Model, invitation, rounds, submit};
use crate::{Error, Result, policy};

/// What the rest of the house may ask about feedback.
#[async_trait]
pub trait FeedbackService: Send + Sync {
    /// Gives feedback, or amends it while the other side has not seen it. It is revealed when both
    /// sides are in, or at once where there is no other side.
    async fn submit(&self, actor: &Actor, command: &GiveFeedback) -> Result<Model>;

    /// Asks both sides of a finished order; asking again asks nobody twice.
    async fn invite(&self, actor: &Actor, order: OrderId) -> Result<Vec<invitation::Model>>;

    /// Ends the order's round if its window is over, and reveals what is hidden in it.
    async fn close_due(&self, actor: &Actor, order: OrderId) -> Result<()>;

    /// The invitations of an order that nobody has answered, for the reminder.
    async fn unanswered(&self, actor: &Actor, order: OrderId) -> Result<Vec<invitation::Model>>;

    /// The feedback among these that the asker may read.
    async fn feedback(
        &self,
        actor: &Actor,
        ids: &[FeedbackId],
    ) -> Result<HashMap<FeedbackId, Model>>;

    /// The feedback of each of these orders that the asker may read, oldest first.
    async fn feedback_of(
        &self,
        actor: &Actor,
        orders: &[OrderId],
    ) -> Result<HashMap<OrderId, Vec<Model>>>;
}

/// What members may ask about their invitations.
#[async_trait]
pub trait InvitationService: Send + Sync {
    /// The asker's invitations, newest first.
    async fn list(&self, actor: &Actor, page: &Page) -> Result<Slice<invitation::Model>>;

    /// How many there are.
    async fn count(&self, actor: &Actor) -> Result<u64>;

    /// Those among these that are the asker's.
    async fn invitations(
        &self,
        actor: &Actor,
        ids: &[InvitationId],
    ) -> Result<HashMap<InvitationId, invitation::Model>>;
}

#[async_trait]
impl FeedbackService for Feedbacks {
    #[tracing::instrument(name = "feedback.submit", skip_all, fields(order.id = %command.order))]
    async fn submit(&self, actor: &Actor, command: &GiveFeedback) -> Result<Model> {
        submit::submit(self, actor, command).await
    }

    #[tracing::instrument(name = "feedback.invite", skip_all, fields(order.id = %order))]
    async fn invite(&self, actor: &Actor, order: OrderId) -> Result<Vec<invitation::Model>> {
        let _ = policy::run_rounds(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let work = self
            .orders
            .of_in(&tx, order)
            .await
            .map_err(Error::neighbour)?;
        let work = work.filter(|work| work.stage.over_since().is_some() && work.writer.is_some());
        let Some(work) = work.filter(|_| Self::is_on(&tx)) else {
            return Ok(Vec::new());
        };
        let invited = rounds::invite_in(&tx, &work).await?;
        tx.commit().await?;
        Ok(invited)
    }

    #[tracing::instrument(name = "feedback.close_due", skip_all, fields(order.id = %order))]
    async fn close_due(&self, actor: &Actor, order: OrderId) -> Result<()> {
        let _ = policy::run_rounds(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        rounds::close_in(&tx, order).await?;
        Ok(tx.commit().await?)
    }

    async fn unanswered(&self, actor: &Actor, order: OrderId) -> Result<Vec<invitation::Model>> {
        let _ = policy::run_rounds(actor)?;
        let mut asked = invitation::of(actor.website(), order)
            .filter(invitation::Column::DueAt.gt(self.clock.now()))
            .all(&self.db)
            .await?;
        let given = Entity::of(actor.website())
            .filter(Column::OrderId.eq(order))
            .all(&self.db)
            .await?;
        asked.retain(|asked| given.iter().all(|given| given.kind != asked.kind));
        Ok(asked)
    }

    async fn feedback(
        &self,
        actor: &Actor,
        ids: &[FeedbackId],
    ) -> Result<HashMap<FeedbackId, Model>> {
        let rows = Entity::visible_to(actor, self.clock.now())
            .filter(Column::Id.is_in(ids.iter().copied()))
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn feedback_of(
        &self,
        actor: &Actor,
        orders: &[OrderId],
    ) -> Result<HashMap<OrderId, Vec<Model>>> {
        let rows = Entity::visible_to(actor, self.clock.now())
            .filter(Column::OrderId.is_in(orders.iter().copied()))
            .order_by_asc(Column::CreatedAt)
            .order_by_asc(Column::Id)
            .all(&self.db)
            .await?;
        let mut lists: HashMap<OrderId, Vec<Model>> = HashMap::new();
        for row in rows {
            lists.entry(row.order_id).or_default().push(row);
        }
        Ok(lists)
    }
}

#[async_trait]
impl InvitationService for Feedbacks {
    async fn list(&self, actor: &Actor, page: &Page) -> Result<Slice<invitation::Model>> {
        let by = sea_orm::sea_query::Expr::col(invitation::Column::CreatedAt);
        let sort = Sort::descending(by, invitation::Column::Id, |row: &invitation::Model| {
            Cursor::new(CursorKey::Time(row.created_at), row.id)
        });
        Ok(page
            .fetch(invitation::Entity::visible_to(actor), sort, &self.db)
            .await?)
    }

    async fn count(&self, actor: &Actor) -> Result<u64> {
        Ok(invitation::Entity::visible_to(actor)
            .count(&self.db)
            .await?)
    }

    async fn invitations(
        &self,
        actor: &Actor,
        ids: &[InvitationId],
    ) -> Result<HashMap<InvitationId, invitation::Model>> {
        let rows = invitation::Entity::visible_to(actor)
            .filter(invitation::Column::Id.is_in(ids.iter().copied()))
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }
}
