//! Questions to writer-management.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use kernel::{
    BlackoutId, Consent, FeedbackId, InvitationId, MemberId, OrderId, Page, SampleId, Slice,
};
use writer_management::capacity::{Standing, blackout};
use writer_management::feedback::summary::Span;
use writer_management::feedback::{self, FeedbackSummary, invitation};
use writer_management::portfolio::{ShownPortfolio, ShownSample};
use writer_management::writer;

use super::Loaders;
use super::orders::by_page;
use crate::graphql::error::{ApiError, Result};

/// The writer of this membership, if the asker may look them up.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct WriterOf(pub MemberId);

impl Loader<WriterOf> for Loaders {
    type Value = writer::Model;
    type Error = ApiError;

    async fn load(&self, keys: &[WriterOf]) -> Result<HashMap<WriterOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = self.services.writers.writers(&self.actor, &ids).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (WriterOf(id), row))
            .collect())
    }
}

/// What a writer can take on, with what they have in hand.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct StandingOf(pub MemberId);

impl Loader<StandingOf> for Loaders {
    type Value = Standing;
    type Error = ApiError;

    async fn load(&self, keys: &[StandingOf]) -> Result<HashMap<StandingOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = self
            .services
            .capacities
            .standings(&self.actor, &ids)
            .await?;
        Ok(found
            .into_iter()
            .map(|(id, standing)| (StandingOf(id), standing))
            .collect())
    }
}

/// The blackout of this id, if it is the asker's or they are staff.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct BlackoutOf(pub BlackoutId);

impl Loader<BlackoutOf> for Loaders {
    type Value = blackout::Model;
    type Error = ApiError;

    async fn load(&self, keys: &[BlackoutOf]) -> Result<HashMap<BlackoutOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = self
            .services
            .capacities
            .blackouts(&self.actor, &ids)
            .await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (BlackoutOf(id), row))
            .collect())
    }
}

/// What all feedback about a person sums up to.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SummaryOf(pub MemberId, pub Span);

impl Loader<SummaryOf> for Loaders {
    type Value = FeedbackSummary;
    type Error = ApiError;

    async fn load(&self, keys: &[SummaryOf]) -> Result<HashMap<SummaryOf, Self::Value>> {
        let mut all = HashMap::new();
        for span in [Span::AllTime, Span::Recent] {
            let asked = keys.iter().filter(|key| key.1 == span);
            let ids: Vec<_> = asked.map(|key| key.0).collect();
            if !ids.is_empty() {
                let summaries = &self.services.summaries;
                let found = summaries.summaries(&self.actor, &ids, span).await?;
                let found = found.into_iter();
                all.extend(found.map(|(id, summary)| (SummaryOf(id, span), summary)));
            }
        }
        Ok(all)
    }
}

/// The portfolio of a writer, if the asker may see it, as they may see it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PortfolioOf(pub MemberId);

impl Loader<PortfolioOf> for Loaders {
    type Value = ShownPortfolio;
    type Error = ApiError;

    async fn load(&self, keys: &[PortfolioOf]) -> Result<HashMap<PortfolioOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = self
            .services
            .portfolios
            .portfolios(&self.actor, &ids)
            .await?;
        Ok(found
            .into_iter()
            .map(|(id, portfolio)| (PortfolioOf(id), portfolio))
            .collect())
    }
}

/// This page of the samples of a writer.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SamplesOf(pub MemberId, pub Page);

impl Loader<SamplesOf> for Loaders {
    type Value = Slice<ShownSample>;
    type Error = ApiError;

    async fn load(&self, keys: &[SamplesOf]) -> Result<HashMap<SamplesOf, Self::Value>> {
        let mut found = HashMap::new();
        for (page, writers) in by_page(keys.iter().map(|key| (&key.1, key.0))) {
            let service = &self.services.portfolios;
            let lists = service.sample_pages(&self.actor, &writers, &page).await?;
            found.extend(
                lists
                    .into_iter()
                    .map(|(id, list)| (SamplesOf(id, page.clone()), list)),
            );
        }
        Ok(found)
    }
}

/// The sample of this id, if the asker may see it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SampleOf(pub SampleId);

impl Loader<SampleOf> for Loaders {
    type Value = ShownSample;
    type Error = ApiError;

    async fn load(&self, keys: &[SampleOf]) -> Result<HashMap<SampleOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = self.services.portfolios.samples(&self.actor, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, sample)| (SampleOf(id), sample))
            .collect())
    }
}

/// What may be shown of an order in a portfolio.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ConsentOf(pub OrderId);

impl Loader<ConsentOf> for Loaders {
    type Value = Consent;
    type Error = ApiError;

    async fn load(&self, keys: &[ConsentOf]) -> Result<HashMap<ConsentOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = self.services.portfolios.consents(&self.actor, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, consent)| (ConsentOf(id), consent))
            .collect())
    }
}

/// The feedback about an order that the asker may read.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FeedbackAbout(pub OrderId);

impl Loader<FeedbackAbout> for Loaders {
    type Value = Vec<feedback::Model>;
    type Error = ApiError;

    async fn load(&self, keys: &[FeedbackAbout]) -> Result<HashMap<FeedbackAbout, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = self
            .services
            .feedback
            .feedback_of(&self.actor, &ids)
            .await?;
        Ok(found
            .into_iter()
            .map(|(id, rows)| (FeedbackAbout(id), rows))
            .collect())
    }
}

/// The feedback of this id, if the asker may read it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FeedbackOf(pub FeedbackId);

impl Loader<FeedbackOf> for Loaders {
    type Value = feedback::Model;
    type Error = ApiError;

    async fn load(&self, keys: &[FeedbackOf]) -> Result<HashMap<FeedbackOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = self.services.feedback.feedback(&self.actor, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (FeedbackOf(id), row))
            .collect())
    }
}

/// The invitation of this id, if it is the asker's.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct InvitationOf(pub InvitationId);

impl Loader<InvitationOf> for Loaders {
    type Value = invitation::Model;
    type Error = ApiError;

    async fn load(&self, keys: &[InvitationOf]) -> Result<HashMap<InvitationOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = self
            .services
            .invitations
            .invitations(&self.actor, &ids)
            .await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (InvitationOf(id), row))
            .collect())
    }
}
