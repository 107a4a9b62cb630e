//! Portfolios and their samples as they stand in the schema.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::PortfolioId;
use rust_decimal::Decimal;
use uuid::Uuid;
use writer_management::portfolio::{ShownPortfolio, ShownSample};

use super::capacity::items;
use super::words::{PortfolioVisibility, SampleStatus};
use super::writer::{Writer, writer};
use crate::graphql::context::Ask;
use crate::graphql::error::{ApiError, Nullable, Result, nullable};
use crate::graphql::loaders::writer_management::SamplesOf;
use crate::graphql::orders::{CatalogItem, item};
use crate::graphql::page::{Connection, connection, page};
use crate::graphql::scalar::gid;

/// The public face of a writer, as the asker may see it: what a switch hides is null.
pub struct Portfolio(pub ShownPortfolio);

/// The public face of a writer, as the asker may see it: what a switch hides is null.
#[Object]
impl Portfolio {
    /// The portfolio.
    pub async fn id(&self) -> ID {
        gid(PortfolioId::from(Uuid::from(self.0.portfolio.writer_id)))
    }

    /// Whose it is.
    async fn writer(&self, ctx: &Context<'_>) -> Result<Writer> {
        let writer = writer(ctx, Some(self.0.portfolio.writer_id)).await?;
        writer.ok_or_else(|| ApiError::new("NOT_FOUND", "There is no such writer."))
    }

    /// Whether it is shown to anybody but owner and staff.
    async fn is_enabled(&self) -> bool {
        self.0.portfolio.is_enabled
    }

    /// To whom it is shown.
    async fn visibility(&self) -> PortfolioVisibility {
        self.0.portfolio.visibility.into()
    }

    /// The name shown instead of the writer's own.
    async fn pen_name(&self) -> Option<&str> {
        self.0.portfolio.pen_name.as_deref()
    }

    /// About the writer.
    async fn bio(&self) -> Option<&str> {
        self.0.portfolio.bio.as_deref()
    }

    /// Subjects the writer is good at.
    async fn specialties(&self, ctx: &Context<'_>) -> Result<Vec<CatalogItem>> {
        items(ctx, &self.0.portfolio.specialties).await
    }

    /// How long the writer has been writing.
    async fn years_of_experience(&self) -> Option<i32> {
        self.0.portfolio.years_of_experience
    }

    /// Where the writer learned.
    async fn education(&self) -> Option<&str> {
        self.0.portfolio.education.as_deref()
    }

    /// What the writer can prove.
    async fn certifications(&self) -> Vec<Certification> {
        let certification = |one: &writer_management::portfolio::Certification| Certification {
            name: one.name.clone(),
            issuer: one.issuer.clone(),
            year: one.year,
        };
        self.0
            .portfolio
            .certifications
            .0
            .iter()
            .map(certification)
            .collect()
    }

    /// Whether contact details are shown.
    async fn show_contact_info(&self) -> bool {
        self.0.portfolio.show_contact_info
    }

    /// Whether completed orders and punctuality are shown.
    async fn show_order_history(&self) -> bool {
        self.0.portfolio.show_order_history
    }

    /// Whether earnings are shown.
    async fn show_earnings(&self) -> bool {
        self.0.portfolio.show_earnings
    }

    /// Whether the average rating is shown.
    async fn show_rating(&self) -> bool {
        self.0.portfolio.show_rating
    }

    /// Orders completed here.
    async fn completed_orders(&self) -> Option<i32> {
        self.0.completed_orders
    }

    /// The share of them first handed in before the writer's deadline, 0 to 1.
    async fn on_time_rate(&self) -> Option<Decimal> {
        self.0.on_time_rate
    }

    /// The average of all ratings received.
    async fn average_rating(&self) -> Option<Decimal> {
        self.0.average_rating
    }

    /// Pieces of work: the featured, then the newest.
    async fn samples(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Nullable<Connection<PortfolioSample>> {
        nullable(async {
            let page = page(first, after, None, None)?;
            let slice = ctx
                .load(SamplesOf(self.0.portfolio.writer_id, page))
                .await?;
            Ok(Some(connection(slice.unwrap_or_default(), PortfolioSample)))
        })
        .await
    }
}

/// Something a writer can prove.
#[derive(SimpleObject)]
pub struct Certification {
    /// What.
    pub name: String,
    /// By whom.
    pub issuer: Option<String>,
    /// Of which year.
    pub year: Option<i32>,
}

/// A piece of work in a portfolio. What the client of its order does not allow to be shown is null.
pub struct PortfolioSample(pub ShownSample);

/// A piece of work in a portfolio. What the client of its order does not allow to be shown is null.
#[Object]
impl PortfolioSample {
    /// The sample.
    pub async fn id(&self) -> ID {
        gid(self.0.sample.id)
    }

    /// How far it has come.
    async fn status(&self) -> SampleStatus {
        self.0.sample.status.into()
    }

    /// What it is called.
    async fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// The size of the order it is from.
    async fn pages(&self) -> Option<i32> {
        self.0.sample.pages
    }

    /// What it is.
    async fn description(&self) -> Option<&str> {
        self.0.description.as_deref()
    }

    /// What it is about.
    async fn subject(&self, ctx: &Context<'_>) -> Nullable<CatalogItem> {
        nullable(item(ctx, self.0.sample.subject_id)).await
    }

    /// What was written.
    async fn type_of_work(&self, ctx: &Context<'_>) -> Nullable<CatalogItem> {
        nullable(item(ctx, self.0.sample.type_of_work_id)).await
    }

    /// A part of the text.
    async fn preview(&self) -> Option<&str> {
        self.0.preview.as_deref()
    }

    /// Whether it is from an order that was completed here.
    async fn is_verified_by_order(&self) -> bool {
        self.0.sample.source_order_id.is_some()
    }

    /// Whether the writer puts it first.
    async fn is_featured(&self) -> bool {
        self.0.sample.is_featured
    }

    /// When it was added.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.sample.created_at
    }
}
