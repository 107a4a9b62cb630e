//! Feedback summaries as they stand in the schema.

use async_graphql::{Object, SelectionField, SimpleObject};
use rust_decimal::Decimal;
use writer_management::feedback::summary::Span;
use writer_management::feedback::{self, Kind};

use super::words::{FeedbackKind, RatingLabel};

/// What all revealed feedback about a person on this website sums up to.
pub struct FeedbackSummary(pub feedback::FeedbackSummary);

/// Over which time a `feedbackSummary` has to sum up for what is asked of it.
pub fn span(summary: &SelectionField<'_>) -> Span {
    let recent = ["last30DaysRating", "last90DaysRating"];
    if summary
        .selection_set()
        .any(|field| recent.contains(&field.name()))
    {
        Span::Recent
    } else {
        Span::AllTime
    }
}

/// How much feedback there is of a kind.
#[derive(SimpleObject)]
pub struct FeedbackKindCount {
    /// The kind.
    pub kind: FeedbackKind,
    /// How much.
    pub count: i32,
}

/// What all revealed feedback about a person on this website sums up to.
#[Object]
impl FeedbackSummary {
    /// How many ratings.
    async fn total(&self) -> i32 {
        self.0.total()
    }

    /// The average of all overall ratings, exact to two decimals.
    async fn average_rating(&self) -> Option<Decimal> {
        self.0.average()
    }

    /// The average rating of the quality.
    async fn average_quality_rating(&self) -> Option<Decimal> {
        self.0.all.quality.average()
    }

    /// The average rating of the communication.
    async fn average_communication_rating(&self) -> Option<Decimal> {
        self.0.all.communication.average()
    }

    /// The average rating of the timeliness.
    async fn average_timeliness_rating(&self) -> Option<Decimal> {
        self.0.all.timeliness.average()
    }

    /// The average rating of the professionalism.
    async fn average_professionalism_rating(&self) -> Option<Decimal> {
        self.0.all.professionalism.average()
    }

    /// The average over today and the 29 UTC days before.
    async fn last30_days_rating(&self) -> Option<Decimal> {
        self.0.last_30.average()
    }

    /// The average over today and the 89 UTC days before.
    async fn last90_days_rating(&self) -> Option<Decimal> {
        self.0.last_90.average()
    }

    /// Whether there is enough to go by.
    async fn label(&self) -> RatingLabel {
        self.0.label().into()
    }

    /// How many ratings of one, two, three, four and five stars.
    async fn distribution(&self) -> &[i32] {
        &self.0.all.stars
    }

    /// The mean with the website's prior, which does not let one lucky rating lead.
    async fn bayesian_rating(&self) -> Option<Decimal> {
        self.0.rating().map(feedback::summary::Rating::mean)
    }

    /// The lower bound of its 90 % interval.
    async fn likely_from(&self) -> Option<Decimal> {
        self.0.rating().map(feedback::summary::Rating::likely_from)
    }

    /// The upper bound of its 90 % interval.
    async fn likely_to(&self) -> Option<Decimal> {
        self.0.rating().map(feedback::summary::Rating::likely_to)
    }

    /// How many ratings there are of each kind.
    async fn count_by_kind(&self) -> Vec<FeedbackKindCount> {
        let count = |kind: Kind| FeedbackKindCount {
            kind: kind.into(),
            count: self.0.by_kind.get(&kind).copied().unwrap_or_default(),
        };
        Kind::ALL.map(count).into()
    }
}
