//! What all feedback about a person sums up to: kept with each reveal, read in one statement.

pub mod daily;
mod rating;
mod read;
mod rebuild;
mod tally;
pub mod totals;

pub use rating::{Prior, Rating, RatingLabel, average};
pub use read::{FeedbackSummary, Span, Summaries, SummaryService};
pub use tally::{Category, Tally};

use kernel::{Instant, Tx};
use sea_orm::DbErr;

use super::Model;

/// Adds a feedback to the sums of its recipient, as of the UTC day of `at`, in the transaction
/// that reveals it.
pub(super) async fn add_in(tx: &Tx, feedback: &Model, at: Instant) -> Result<(), DbErr> {
    let tally = Tally::of(feedback);
    let (member, kind) = (feedback.recipient_id, feedback.kind);
    totals::add_in(tx, member, kind, &tally).await?;
    daily::add_in(tx, member, kind, at.date_naive(), &tally).await?;
    let stars = totals::stars_in(tx, member).await?;
    crate::writer::rated_in(tx, member, &stars).await
}
