//! Deliveries as they stand in the schema.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use kernel::Page;
use orders::order::{self, delivery};

use crate::graphql::context::Ask;
use crate::graphql::error::Result;
use crate::graphql::loaders::orders::DeliveriesOf;
use crate::graphql::page::{Connection, connection};
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

/// The versions of an order's work that the asker may see. The order counts them, so an order
/// without any costs no read.
///
/// # Errors
/// When they cannot be read.
pub async fn deliveries_of(
    ctx: &Context<'_>,
    order: &order::Model,
    page: Page,
) -> Result<Connection<Delivery>> {
    let slice = match order.delivery_count {
        0 => None,
        _ => ctx.load(DeliveriesOf(order.id, page)).await?,
    };
    Ok(connection(slice.unwrap_or_default(), Delivery))
}
