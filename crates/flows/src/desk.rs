//! The desk of those who give orders to writers: who could write an order, best first. Neither
//! domain alone knows it: the order is one's, the writers and their samples are the other's.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{Actor, Failure, Faults, MemberId, OrderId};
use orders::AssignmentService;
use writer_management::capacity::{self, CapacityService};
use writer_management::portfolio::{PortfolioService, ShownSample};

use crate::adapters::job;

/// How many samples stand beside a candidate.
const SAMPLES: u64 = 2;

/// What to look for.
#[derive(Clone, Debug)]
pub struct Search {
    /// At most so many.
    pub first: usize,
    /// Only those who can take it.
    pub eligible_only: bool,
    /// Only these.
    pub writers: Option<Vec<MemberId>>,
}

/// A writer for an order.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The writer with their score, or with the reasons why not.
    pub standing: capacity::Candidate,
    /// Their best samples for the subject, as the asker may see them.
    pub samples: Vec<ShownSample>,
}

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The order is at fault.
    #[error(transparent)]
    Orders(#[from] orders::Error),
    /// The writers are.
    #[error(transparent)]
    Writers(#[from] writer_management::Error),
}

impl Failure for Error {
    fn faults(&self) -> Option<Faults> {
        match self {
            Self::Orders(error) => error.faults(),
            Self::Writers(error) => error.faults(),
        }
    }
}

/// Knows who could write what.
pub struct CandidateDesk {
    assignments: Arc<dyn AssignmentService>,
    capacities: Arc<dyn CapacityService>,
    portfolios: Arc<dyn PortfolioService>,
}

impl CandidateDesk {
    /// Asks these.
    pub fn new(
        assignments: Arc<dyn AssignmentService>,
        capacities: Arc<dyn CapacityService>,
        portfolios: Arc<dyn PortfolioService>,
    ) -> Self {
        Self {
            assignments,
            capacities,
            portfolios,
        }
    }

    /// The writers of the website ranked for the order, by the same pure functions that judge an
    /// assignment: those who can take it first, best first, then the others with the reasons. Staff
    /// only. It takes a fixed number of statements however many writers there are.
    ///
    /// # Errors
    /// When the order is not there or the asker is no staff.
    pub async fn candidates(
        &self,
        actor: &Actor,
        order: OrderId,
        search: &Search,
    ) -> Result<Vec<Candidate>, Error> {
        let brief = self.assignments.brief(actor, order).await?;
        let only = search.writers.as_deref();
        let mut ranked = self
            .capacities
            .candidates(actor, &job(&brief), only)
            .await?;
        if search.eligible_only {
            ranked.retain(capacity::Candidate::is_eligible);
        }
        ranked.truncate(search.first);
        let writers: Vec<_> = ranked.iter().map(|one| one.writer.member_id).collect();
        let samples = self
            .portfolios
            .best_samples(actor, &writers, brief.subject, SAMPLES);
        let mut samples: HashMap<MemberId, Vec<ShownSample>> = samples.await?;
        let candidate = |standing: capacity::Candidate| {
            let samples = samples
                .remove(&standing.writer.member_id)
                .unwrap_or_default();
            Candidate { standing, samples }
        };
        Ok(ranked.into_iter().map(candidate).collect())
    }
}
