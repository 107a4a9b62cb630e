//! Deliveries as they stand in the schema.

use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};
use orders::order::delivery;

use crate::graphql::scalar::gid;

/// A version of the work handed in by the writer. The client sees it once it was released.
pub struct Delivery(pub delivery::Model);

/// A version of the work handed in by the writer. The client sees it once it was released.
#[Object]
impl Delivery {
    /// The delivery.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// Counts the versions of the order.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// The work.
    async fn text(&self) -> Option<&str> {
        Some(&self.0.text)
    }

    /// What the writer says about it.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// When it was handed in.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}
