//! When an order is completed, both sides are asked for feedback.

use std::sync::Arc;

use async_trait::async_trait;
use orders::OrderEvent;
use writer_management::feedback::FeedbackService;

use crate::{Flow, Occasion};

/// Invites both sides of an order that is completed for the first time. Asking twice is harmless:
/// an invitation is unique per order and kind.
pub struct FeedbackPrompt {
    /// Asks for feedback.
    pub feedback: Arc<dyn FeedbackService>,
}

#[async_trait]
impl Flow for FeedbackPrompt {
    type Event = OrderEvent;

    const NAME: &'static str = "feedback-prompt";

    async fn on(&self, occasion: &Occasion, event: OrderEvent) -> anyhow::Result<()> {
        if let OrderEvent::Completed {
            order, first: true, ..
        } = event
        {
            self.feedback.invite(&occasion.actor, order).await?;
        }
        Ok(())
    }
}
