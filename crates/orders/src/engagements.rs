//! Who worked with whom on what: the facts that neighbours decide by.

use std::collections::HashMap;

use kernel::{CatalogItemId, Instant, MemberId, OrderId, Tx, WebsiteId};
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, QueryFilter, QuerySelect};

use crate::order::{Status, entity as order};

/// An order as the parties' neighbours see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engagement {
    /// The order.
    pub order: OrderId,
    /// What people call it.
    pub number: String,
    /// Whose it is.
    pub client: MemberId,
    /// Who writes it at present.
    pub writer: Option<MemberId>,
    /// Who reviewed it last.
    pub editor: Option<MemberId>,
    /// Where it stands.
    pub status: Status,
    /// When it was completed for the first time.
    pub completed_at: Option<Instant>,
    /// Whether the client was ever given a version.
    pub delivered_ever: bool,
    /// What it is about.
    pub subject: CatalogItemId,
    /// What was written.
    pub type_of_work: CatalogItemId,
    /// Its pages as ordered.
    pub pages: i32,
    /// When the writer had to hand it in.
    pub writer_deadline: Option<Instant>,
    /// When the writer first did.
    pub first_submitted_at: Option<Instant>,
}

impl From<order::Model> for Engagement {
    fn from(order: order::Model) -> Self {
        Self {
            order: order.id,
            number: order.number,
            client: order.client_id,
            writer: order.writer_id,
            editor: order.editor_id,
            status: order.status,
            completed_at: order.completed_at,
            delivered_ever: order.released_at.is_some(),
            subject: order.subject_id,
            type_of_work: order.type_of_work_id,
            pages: order.pages,
            writer_deadline: order.writer_deadline,
            first_submitted_at: order.submitted_at,
        }
    }
}

/// Reads engagements; a leaf that holds no port. It answers the house, not people: whoever asks
/// on behalf of somebody applies their own policy.
#[derive(Clone)]
pub struct Engagements {
    db: DatabaseConnection,
}

impl Engagements {
    /// On this database.
    pub fn new(db: DatabaseConnection) -> Self {
        Self { db }
    }

    /// The engagement of one order of the transaction's website. It stays as it is told until the
    /// transaction ends, and the order comes first in the global order of locks.
    pub async fn of_in(tx: &Tx, order: OrderId) -> Result<Option<Engagement>, DbErr> {
        let found = order::find()
            .filter(order::Column::WebsiteId.eq(tx.actor().website()))
            .filter(order::Column::Id.eq(order))
            .lock_shared()
            .one(&**tx)
            .await?;
        Ok(found.map(Engagement::from))
    }

    /// The engagements of many orders in one statement.
    pub async fn of(
        &self,
        website: WebsiteId,
        orders: &[OrderId],
    ) -> Result<HashMap<OrderId, Engagement>, DbErr> {
        let found = order::find()
            .filter(order::Column::WebsiteId.eq(website))
            .filter(order::Column::Id.is_in(orders.iter().copied()))
            .all(&self.db)
            .await?;
        Ok(found
            .into_iter()
            .map(|row| (row.id, Engagement::from(row)))
            .collect())
    }
}
