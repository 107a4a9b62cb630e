//! Orders as they stand in the schema. What a role may not see is null (spec: orders).

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::Money as Amount;
use orders::order::{self, AvailableAction as Judged, Mask, OrderFilter};

use super::catalog::{AdditionalService, CatalogItem, item};
use super::delivery::{Delivery, deliveries_of};
use super::draft::{StylePreferences, client, services};
use super::quote::Quote;
use super::revision::{RevisionConnection, RevisionRequest, revisions_of};
use super::timeline::OrderEvent;
use super::words::{OrderAction, OrderStatus, Party, PortfolioConsent, Spacing};
use crate::graphql::context::Ask;
use crate::graphql::error::{ErrorCode, Nullable, Result, nullable};
use crate::graphql::identity::Account;
use crate::graphql::loaders::orders::{CurrentRevisionOf, QuoteOf, TimelineOf};
use crate::graphql::loaders::writer_management::ConsentOf;
use crate::graphql::page::{Connection, connection, page};
use crate::graphql::scalar::{Money, gid};
use crate::graphql::tenancy::Website;
use crate::graphql::writer_management::{FeedbackConnection, Writer, feedback_of, writer};

/// An accepted, placed piece of work. Fields that a role may not see are null: a writer never sees
/// `client`, `price` or `deadline`.
pub struct Order(pub order::Model);

impl Order {
    fn mask(&self, ctx: &Context<'_>) -> Mask {
        self.0.seen_by(ctx.actor())
    }

    fn money(&self, minor: kernel::Minor) -> Money {
        Amount::new(minor, self.0.currency.clone()).into()
    }
}

/// An accepted, placed piece of work. Fields that a role may not see are null: a writer never sees
/// `client`, `price` or `deadline`.
#[Object]
impl Order {
    /// The order.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// What people call it, unique on the website.
    async fn number(&self) -> &str {
        &self.0.number
    }

    /// Where it is in its life.
    async fn status(&self) -> OrderStatus {
        self.0.status.into()
    }

    /// What it is called.
    async fn title(&self) -> Option<&str> {
        Some(&self.0.title)
    }

    /// The topic.
    async fn topic(&self) -> &str {
        &self.0.topic
    }

    /// What is to be done.
    async fn instructions(&self) -> &str {
        &self.0.instructions
    }

    /// Pages.
    async fn pages(&self) -> i32 {
        self.0.pages
    }

    /// Slides.
    async fn slides(&self) -> i32 {
        self.0.slides
    }

    /// How many sources are to be cited.
    async fn references(&self) -> i32 {
        self.0.reference_count
    }

    /// How lines are spaced.
    async fn spacing(&self) -> Spacing {
        self.0.spacing.into()
    }

    /// What it is about.
    async fn subject(&self, ctx: &Context<'_>) -> Nullable<CatalogItem> {
        nullable(item(ctx, Some(self.0.subject_id))).await
    }

    /// What is to be written.
    async fn type_of_work(&self, ctx: &Context<'_>) -> Nullable<CatalogItem> {
        nullable(item(ctx, Some(self.0.type_of_work_id))).await
    }

    /// For which level.
    async fn academic_level(&self, ctx: &Context<'_>) -> Nullable<CatalogItem> {
        nullable(item(ctx, Some(self.0.academic_level_id))).await
    }

    /// How English is to be spelt.
    async fn english_type(&self, ctx: &Context<'_>) -> Nullable<CatalogItem> {
        nullable(item(ctx, self.0.english_type_id)).await
    }

    /// How sources are to be cited.
    async fn formatting_style(&self, ctx: &Context<'_>) -> Nullable<CatalogItem> {
        nullable(item(ctx, self.0.formatting_style_id)).await
    }

    /// What was ordered beside the work.
    async fn additional_services(&self, ctx: &Context<'_>) -> Result<Vec<AdditionalService>> {
        services(ctx, &self.0.additional_service_ids).await
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

    /// Who ordered it; for the client themselves, SUPPORT and ADMIN.
    async fn client(&self, ctx: &Context<'_>) -> Nullable<Account> {
        nullable(async {
            if self.mask(ctx).client {
                client(ctx, self.0.client_id).await
            } else {
                Ok(None)
            }
        })
        .await
    }

    /// What the client is called where their name is not shown.
    async fn client_alias(&self) -> String {
        self.0.client_alias()
    }

    /// Who writes it at present.
    async fn writer(&self, ctx: &Context<'_>) -> Nullable<Writer> {
        nullable(writer(ctx, self.0.writer_id)).await
    }

    /// What the client pays; for the client, SUPPORT and ADMIN.
    async fn price(&self, ctx: &Context<'_>) -> Option<Money> {
        self.mask(ctx).price.then(|| self.money(self.0.price))
    }

    /// What the writer gets; for its writer and ADMIN.
    async fn writer_pay(&self, ctx: &Context<'_>) -> Option<Money> {
        self.mask(ctx)
            .writer_pay
            .then(|| self.money(self.0.writer_pay))
    }

    /// The quote it was placed by; for the client, SUPPORT and ADMIN.
    async fn quote(&self, ctx: &Context<'_>) -> Nullable<Quote> {
        nullable(async {
            if !self.mask(ctx).price {
                return Ok(None);
            }
            Ok(ctx.load(QuoteOf(self.0.quote_id)).await?.map(Quote))
        })
        .await
    }

    /// When the client needs it; for everybody but writers.
    async fn deadline(&self, ctx: &Context<'_>) -> Option<DateTime<Utc>> {
        self.mask(ctx).deadline.then_some(self.0.deadline)
    }

    /// When the writer has to hand it in; for its writer and staff.
    async fn writer_deadline(&self, ctx: &Context<'_>) -> Option<DateTime<Utc>> {
        self.0
            .writer_deadline
            .filter(|_| self.mask(ctx).writer_deadline)
    }

    /// The deadline that the asker may see.
    async fn due_at(&self, ctx: &Context<'_>) -> DateTime<Utc> {
        self.0.due_at(ctx.actor())
    }

    /// Whether that deadline passed before the work was there.
    async fn is_late(&self, ctx: &Context<'_>) -> bool {
        self.0.is_late(ctx.actor(), ctx.now())
    }

    /// Who has to do something next.
    async fn whose_turn(&self) -> Party {
        self.0.status.whose_turn().into()
    }

    /// When work was first handed in.
    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        self.0.submitted_at
    }

    /// When it was first completed.
    async fn completed_at(&self) -> Option<DateTime<Utc>> {
        self.0.completed_at
    }

    /// When it was placed.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When anything last happened to it.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// What the client allows to be shown of it in its writer's portfolio; for the client, the
    /// writer and staff.
    async fn portfolio_consent(&self, ctx: &Context<'_>) -> Nullable<PortfolioConsent> {
        nullable(async { Ok(ctx.load(ConsentOf(self.0.id)).await?.map(Into::into)) }).await
    }

    /// The versions of the work, latest first; a client's are those that were released.
    async fn deliveries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<Delivery>> {
        deliveries_of(ctx, &self.0, page(first, after, None, None)?).await
    }

    /// The rounds of revision, latest first.
    async fn revision_requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<RevisionConnection> {
        revisions_of(ctx, &self.0, page(first, after, None, None)?).await
    }

    /// The revision that is asked for or worked on at present.
    async fn current_revision(&self, ctx: &Context<'_>) -> Nullable<RevisionRequest> {
        nullable(async {
            // The row tells it: most orders have no revision, and a completed one has none open.
            if self.0.round_count == 0 || self.0.status == order::Status::Completed {
                return Ok(None);
            }
            Ok(ctx
                .load(CurrentRevisionOf(self.0.id))
                .await?
                .map(RevisionRequest))
        })
        .await
    }

    /// What has happened to it, first step first.
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<Connection<OrderEvent>> {
        let page = page(first, after, None, None)?;
        let slice = ctx.load(TimelineOf(self.0.id, page)).await?;
        let step = |row| OrderEvent::seen(ctx, &self.0, row);
        Ok(connection(slice.unwrap_or_default(), step))
    }

    /// The ratings about it that the asker may see, latest first.
    async fn feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Nullable<FeedbackConnection> {
        nullable(async {
            let page = page(first, after, None, None)?;
            Ok(Some(feedback_of(ctx, self.0.id, page).await?))
        })
        .await
    }

    /// What the asker can do with it now, and why not the rest.
    async fn available_actions(&self, ctx: &Context<'_>) -> Vec<AvailableAction> {
        let judged = self.0.available_actions(ctx.actor(), ctx.now());
        judged.into_iter().map(AvailableAction::from).collect()
    }

    /// The website it was placed on.
    async fn website(&self, ctx: &Context<'_>) -> Website {
        // An order is read on its own website only.
        Website(std::sync::Arc::clone(ctx.actor().site()))
    }
}

/// Whether something can be done with an order.
#[derive(SimpleObject)]
pub struct AvailableAction {
    /// What.
    pub action: OrderAction,
    /// Whether it can be done now, by the asker.
    pub enabled: bool,
    /// Why not, for programs.
    pub reason_code: Option<ErrorCode>,
    /// Why not, for people.
    pub reason: Option<String>,
}

impl From<Judged> for AvailableAction {
    fn from(judged: Judged) -> Self {
        let action = judged.action.into();
        match judged.refusal {
            None => Self {
                action,
                enabled: true,
                reason_code: None,
                reason: None,
            },
            Some(fault) => Self {
                action,
                enabled: false,
                reason_code: ErrorCode::of(fault.code),
                reason: Some(fault.message),
            },
        }
    }
}

/// The sizes of a list of orders.
pub struct OrderTotals {
    pub(super) filter: OrderFilter,
}

/// The sizes of a list of orders.
#[Object]
impl OrderTotals {
    /// How many orders the filter finds.
    async fn total_count(&self, ctx: &Context<'_>) -> Nullable<i32> {
        nullable(async {
            let count = ctx
                .services()
                .orders
                .count(ctx.actor(), &self.filter)
                .await?;
            Ok(Some(i32::try_from(count).unwrap_or(i32::MAX)))
        })
        .await
    }

    /// How many orders of each status the filter finds, whatever status it names.
    async fn status_counts(&self, ctx: &Context<'_>) -> Nullable<Vec<OrderStatusCount>> {
        nullable(async {
            let counts = ctx
                .services()
                .orders
                .status_counts(ctx.actor(), &self.filter)
                .await?;
            let count = |(status, count): (order::Status, u64)| OrderStatusCount {
                status: status.into(),
                count: i32::try_from(count).unwrap_or(i32::MAX),
            };
            Ok(Some(counts.into_iter().map(count).collect()))
        })
        .await
    }
}

/// How many orders have a status.
#[derive(SimpleObject)]
pub struct OrderStatusCount {
    /// The status.
    pub status: OrderStatus,
    /// How many orders have it.
    pub count: i32,
}

/// A page of orders.
pub type OrderConnection = Connection<Order, OrderTotals>;
