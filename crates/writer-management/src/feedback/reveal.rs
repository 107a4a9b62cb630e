//! The moment at which a feedback is shown and counts.

use kernel::{Change, Instant, Tx};
use sea_orm::{DbErr, IntoActiveModel, Set};

use super::{Model, summary};
use crate::FeedbackEvent;

/// Reveals a feedback: it is told, and added to the recipient's sums, in one transaction.
pub(super) async fn reveal_in(tx: &Tx, feedback: Model, at: Instant) -> Result<Model, DbErr> {
    let feedback = feedback.reveal(at).record(tx).await?;
    summary::add_in(tx, &feedback, at).await?;
    Ok(feedback)
}

impl Model {
    /// Shows it to its recipient.
    fn reveal(self, at: Instant) -> Change<super::ActiveModel> {
        let event = FeedbackEvent::Revealed {
            feedback: self.id,
            order: self.order_id,
            kind: self.kind,
            recipient: self.recipient_id,
            overall: self.overall,
            at,
        };
        let mut row = self.into_active_model();
        row.revealed_at = Set(Some(at));
        Change::of(row, &event)
    }
}
