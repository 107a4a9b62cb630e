//! Drafts as they stand in the schema.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::MemberId;
use orders::draft::{self, DraftFilter};

use super::catalog::{AdditionalService, CatalogItem, item};
use super::order::Order;
use super::quote::{Quote, QuotePreview};
use super::words::{DraftField, Spacing};
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, Result, nullable};
use crate::graphql::identity::Account;
use crate::graphql::loaders::identity::AccountOf;
use crate::graphql::loaders::orders::{OrderOf, QuoteOf, QuotesOf, ServiceOf};
use crate::graphql::page::{Connection, connection, page};
use crate::graphql::scalar::gid;
use crate::graphql::writer_management::{Writer, writer};

/// An order being prepared. Everything about it is optional until it becomes an order.
pub struct OrderDraft(pub draft::Model);

/// An order being prepared. Everything about it is optional until it becomes an order.
#[Object]
impl OrderDraft {
    /// The draft.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// Counts the saves; an update names the version it was made from.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// A title; the topic serves where there is none.
    async fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// The topic.
    async fn topic(&self) -> Option<&str> {
        self.0.topic.as_deref()
    }

    /// What is to be done.
    async fn instructions(&self) -> Option<&str> {
        self.0.instructions.as_deref()
    }

    /// Pages.
    async fn pages(&self) -> Option<i32> {
        self.0.pages
    }

    /// Slides.
    async fn slides(&self) -> Option<i32> {
        self.0.slides
    }

    /// How many sources are to be cited.
    async fn references(&self) -> Option<i32> {
        self.0.reference_count
    }

    /// How lines are spaced.
    async fn spacing(&self) -> Option<Spacing> {
        self.0.spacing.map(Into::into)
    }

    /// When the work is needed.
    async fn deadline(&self) -> Option<DateTime<Utc>> {
        self.0.deadline
    }

    /// What it is about.
    async fn subject(&self, ctx: &Context<'_>) -> Nullable<CatalogItem> {
        nullable(item(ctx, self.0.subject_id)).await
    }

    /// What is to be written.
    async fn type_of_work(&self, ctx: &Context<'_>) -> Nullable<CatalogItem> {
        nullable(item(ctx, self.0.type_of_work_id)).await
    }

    /// For which level.
    async fn academic_level(&self, ctx: &Context<'_>) -> Nullable<CatalogItem> {
        nullable(item(ctx, self.0.academic_level_id)).await
    }

    /// How English is to be spelt.
    async fn english_type(&self, ctx: &Context<'_>) -> Nullable<CatalogItem> {
        nullable(item(ctx, self.0.english_type_id)).await
    }

    /// How sources are to be cited.
    async fn formatting_style(&self, ctx: &Context<'_>) -> Nullable<CatalogItem> {
        nullable(item(ctx, self.0.formatting_style_id)).await
    }

    /// What is ordered beside the work.
    async fn additional_services(&self, ctx: &Context<'_>) -> Result<Vec<AdditionalService>> {
        services(ctx, &self.0.additional_service_ids).await
    }

    /// The writer who should do it.
    async fn preferred_writer(&self, ctx: &Context<'_>) -> Nullable<Writer> {
        nullable(writer(ctx, self.0.preferred_writer_id)).await
    }

    /// Notes of the client for themselves and for support.
    async fn client_notes(&self) -> Option<&str> {
        self.0.client_notes.as_deref()
    }

    /// Wishes about the style.
    async fn style(&self) -> StylePreferences {
        StylePreferences {
            tone: self.0.tone.clone(),
            writing_style: self.0.writing_style.clone(),
            formatting: self.0.formatting.clone(),
            referencing: self.0.referencing.clone(),
        }
    }

    /// The quote of the draft as it stands; it may have expired. Null after an edit of a priced
    /// field.
    async fn current_quote(&self, ctx: &Context<'_>) -> Nullable<Quote> {
        nullable(async {
            let Some(id) = self.0.current_quote_id else {
                return Ok(None);
            };
            Ok(ctx.load(QuoteOf(id)).await?.map(Quote))
        })
        .await
    }

    /// All its quotes, latest first.
    async fn quotes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<Quote>> {
        let page = page(first, after, None, None)?;
        let slice = ctx.load(QuotesOf(self.0.id, page)).await?;
        Ok(connection(slice.unwrap_or_default(), Quote))
    }

    /// What the draft would cost as it stands. Nothing is stored.
    async fn estimate(&self, ctx: &Context<'_>) -> Nullable<QuotePreview> {
        nullable(async {
            let drafts = std::slice::from_ref(&self.0);
            let mut estimates = ctx.services().quotes.estimates(ctx.actor(), drafts).await?;
            estimates
                .remove(&self.0.id)
                .map(QuotePreview::of)
                .transpose()
        })
        .await
    }

    /// How far it is.
    async fn completeness(&self, ctx: &Context<'_>) -> Result<DraftCompleteness> {
        let completeness = self.completeness_of(ctx).await?;
        Ok(DraftCompleteness {
            percent: completeness.percent,
            missing: completeness.missing.into_iter().map(Into::into).collect(),
        })
    }

    /// Whether it can become an order as it stands.
    async fn is_convertible(&self, ctx: &Context<'_>) -> Result<bool> {
        let complete = self.completeness_of(ctx).await?.missing.is_empty();
        Ok(complete && self.0.order_id.is_none())
    }

    /// The order it became.
    async fn converted_order(&self, ctx: &Context<'_>) -> Nullable<Order> {
        nullable(async {
            let Some(id) = self.0.order_id else {
                return Ok(None);
            };
            Ok(ctx.load(OrderOf(id)).await?.map(Order))
        })
        .await
    }

    /// Whose it is.
    async fn client(&self, ctx: &Context<'_>) -> Nullable<Account> {
        nullable(client(ctx, self.0.client_id)).await
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it was last saved.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}

impl OrderDraft {
    async fn completeness_of(&self, ctx: &Context<'_>) -> Result<draft::Completeness> {
        let quote = match self.0.current_quote_id {
            Some(id) => ctx.load(QuoteOf(id)).await?,
            None => None,
        };
        Ok(self.0.completeness(quote.as_ref(), ctx.now()))
    }
}

/// The services behind the ids of a row.
pub(super) async fn services(
    ctx: &Context<'_>,
    ids: &draft::ServiceIds,
) -> Result<Vec<AdditionalService>> {
    let loads = ids.0.iter().map(|id| ctx.load(ServiceOf(*id)));
    let rows = futures_util::future::try_join_all(loads).await?;
    Ok(rows.into_iter().flatten().map(AdditionalService).collect())
}

/// Wishes about the style of the work, shown to its writer.
#[derive(SimpleObject)]
pub struct StylePreferences {
    /// The tone.
    pub tone: Option<String>,
    /// The way of writing.
    pub writing_style: Option<String>,
    /// The look of the document.
    pub formatting: Option<String>,
    /// The style of references, as a CSL id.
    pub referencing: Option<String>,
}

/// How far a draft is.
#[derive(SimpleObject)]
pub struct DraftCompleteness {
    /// The share of what is needed that is there, rounded down.
    pub percent: i32,
    /// What is not there yet.
    pub missing: Vec<DraftField>,
}

/// The size of a list of drafts.
pub struct DraftTotals {
    pub(super) filter: DraftFilter,
}

/// The size of a list of drafts.
#[Object]
impl DraftTotals {
    /// How many drafts the filter finds.
    async fn total_count(&self, ctx: &Context<'_>) -> Nullable<i32> {
        nullable(async {
            let count = ctx
                .services()
                .drafts
                .count(ctx.actor(), &self.filter)
                .await?;
            Ok(Some(i32::try_from(count).unwrap_or(i32::MAX)))
        })
        .await
    }
}

/// A page of drafts.
pub type DraftConnection = Connection<OrderDraft, DraftTotals>;

/// The account behind a membership, as far as the asker may see it.
pub(super) async fn client(ctx: &Context<'_>, id: MemberId) -> Result<Option<Account>> {
    ctx.load(AccountOf(id)).await
}
