//! When the time for feedback is over, what is hidden is revealed.

use std::sync::Arc;

use async_trait::async_trait;
use writer_management::FeedbackEvent;
use writer_management::feedback::FeedbackService;

use crate::{Flow, Occasion};

/// Ends the round of an order. The timer may fire late or twice: a round ends by the clock, and
/// ending it again changes nothing.
pub struct FeedbackRound {
    /// Ends rounds.
    pub feedback: Arc<dyn FeedbackService>,
}

#[async_trait]
impl Flow for FeedbackRound {
    type Event = FeedbackEvent;

    const NAME: &'static str = "feedback-round";

    async fn on(&self, occasion: &Occasion, event: FeedbackEvent) -> anyhow::Result<()> {
        if let FeedbackEvent::RoundDue { order } = event {
            self.feedback.close_due(&occasion.actor, order).await?;
        }
        Ok(())
    }
}
