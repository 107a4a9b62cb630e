//! A delivery that nobody objects to counts as approved.

use std::sync::Arc;

use async_trait::async_trait;
use orders::{DeliveryService, OrderEvent};

use crate::{Flow, Occasion};

/// Accepts a delivery when its time has come. The timer fires whatever happened meanwhile: orders
/// look whether the delivery still waits for its client, so firing twice changes nothing.
pub struct AutoApprove {
    /// Accepts work in time's name.
    pub deliveries: Arc<dyn DeliveryService>,
}

#[async_trait]
impl Flow for AutoApprove {
    type Event = OrderEvent;

    const NAME: &'static str = "auto-approve";

    async fn on(&self, occasion: &Occasion, event: OrderEvent) -> anyhow::Result<()> {
        if let OrderEvent::AutoApproveDue { order, delivery } = event {
            self.deliveries
                .auto_approve(&occasion.actor, order, delivery)
                .await?;
        }
        Ok(())
    }
}
