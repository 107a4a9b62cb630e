//! Candidates for an order as they stand in the schema.

use async_graphql::SimpleObject;
use flows::desk::Candidate;
use writer_management::capacity::{Points, Score};

use super::portfolio::PortfolioSample;
use super::words::{IneligibleReason, MatchFactorName};
use super::writer::Writer;

/// Eligible writers ranked by score, then the others with the reasons why not.
#[derive(SimpleObject)]
pub struct AssignmentCandidate {
    /// The writer.
    pub writer: Writer,
    /// Whether they can take the order.
    pub eligible: bool,
    /// How well they fit, 0 to 100; null when they cannot take it.
    pub score: Option<f64>,
    /// What the score is made of.
    pub factors: Vec<MatchFactor>,
    /// Why they cannot take it; empty when they can.
    pub why_not: Vec<IneligibleReason>,
    /// Their two best samples for the subject.
    pub samples: Vec<PortfolioSample>,
}

/// One part of a score.
#[derive(SimpleObject)]
pub struct MatchFactor {
    /// What it looks at.
    pub name: MatchFactorName,
    /// What it is worth; a wish that is not kept costs points.
    pub points: f64,
    /// Why.
    pub explanation: String,
}

fn points(points: Points) -> f64 {
    f64::from(points.0) / 100.0
}

fn factors(score: &Score) -> Vec<MatchFactor> {
    let factor = |factor: &writer_management::capacity::Factor| MatchFactor {
        name: factor.name.into(),
        points: points(factor.points),
        explanation: factor.explanation.clone(),
    };
    score.factors.iter().map(factor).collect()
}

impl From<Candidate> for AssignmentCandidate {
    fn from(candidate: Candidate) -> Self {
        let Candidate { standing, samples } = candidate;
        Self {
            eligible: standing.is_eligible(),
            score: standing.score.as_ref().map(|score| points(score.total)),
            factors: standing.score.as_ref().map(factors).unwrap_or_default(),
            why_not: standing.why_not.iter().copied().map(Into::into).collect(),
            writer: Writer(standing.writer),
            samples: samples.into_iter().map(PortfolioSample).collect(),
        }
    }
}
