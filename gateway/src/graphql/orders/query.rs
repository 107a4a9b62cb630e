//! What can be asked about catalogs, prices, drafts and orders.

use async_graphql::{Context, Enum, ID, Object};
use orders::draft::{DraftFilter, DraftOrder};
use orders::order::{OrderFilter as Filter, OrderOrder};
use orders::quote::Inputs;

use super::catalog::Catalog;
use super::draft::{DraftConnection, DraftTotals, OrderDraft};
use super::inputs::{OrderDraftFilter, OrderFilter, QuoteInput};
use super::order::{Order, OrderConnection, OrderTotals};
use super::quote::QuotePreview;
use super::read_ahead::read_ahead;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, nullable};
use crate::graphql::loaders::orders::{DraftOf, OrderOf};
use crate::graphql::page::{connection_with, page};
use crate::graphql::scalar::{typed, typed_all};

/// Root fields of orders.
#[derive(Default)]
pub struct OrdersQuery;

/// How drafts are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "DraftOrder")]
pub enum OrderDraftOrderBy {
    /// Lately saved first.
    UpdatedDesc,
    /// Lately made first.
    CreatedDesc,
    /// The next deadline first, those without one last.
    DeadlineAsc,
}

/// How orders are ordered. A writer's deadlines are the writer deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "OrderOrder")]
pub enum OrderOrderBy {
    /// Lately placed first.
    CreatedDesc,
    /// First placed first.
    CreatedAsc,
    /// The next deadline first.
    DeadlineAsc,
    /// The farthest deadline first.
    DeadlineDesc,
    /// Lately changed first.
    UpdatedDesc,
}

/// Root fields of orders.
#[Object]
impl OrdersQuery {
    /// Public. What the website offers.
    async fn catalog(&self, ctx: &Context<'_>) -> Nullable<Catalog> {
        nullable(async {
            Ok(Some(Catalog(
                ctx.services().catalog.catalog(ctx.actor()).await?,
            )))
        })
        .await
    }

    /// Public. What work would cost, computed from the current price book; nothing is stored.
    async fn preview_quote(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the price is asked for.")] input: QuoteInput,
    ) -> Nullable<QuotePreview> {
        nullable(async {
            let preview = ctx
                .services()
                .quotes
                .preview(ctx.actor(), &input.into())
                .await?;
            QuotePreview::of(preview).map(Some)
        })
        .await
    }

    /// Requires: a session. One order: the client's own, the writer's current one, any for staff.
    async fn order(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The order.")] id: ID,
    ) -> Nullable<Order> {
        nullable(async {
            ctx.signed_in()?;
            let id = typed(&id);
            read_ahead(ctx, id).await?;
            Ok(ctx.load(OrderOf(id)).await?.map(Order))
        })
        .await
    }

    /// Requires: a session. The orders that the asker may see.
    #[expect(
        clippy::too_many_arguments,
        reason = "the arguments of a Relay connection"
    )]
    async fn orders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start, 1 to 100; 20 unless said otherwise.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which orders.")] filter: Option<OrderFilter>,
        #[graphql(desc = "In which order; lately placed first unless said otherwise.")]
        order_by: Option<OrderOrderBy>,
    ) -> Nullable<OrderConnection> {
        nullable(async {
            let actor = ctx.signed_in()?;
            let page = page(first, after, last, before)?;
            let filter = Filter::from(filter.unwrap_or_default());
            let order = order_by.map(Into::into).unwrap_or_default();
            let slice = ctx
                .services()
                .orders
                .list(actor, &filter, order, &page)
                .await?;
            Ok(Some(connection_with(slice, Order, OrderTotals { filter })))
        })
        .await
    }

    /// Requires: a session. One draft: the client's own; any for SUPPORT and ADMIN.
    async fn order_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft.")] id: ID,
    ) -> Nullable<OrderDraft> {
        nullable(async {
            ctx.signed_in()?;
            Ok(ctx.load(DraftOf(typed(&id))).await?.map(OrderDraft))
        })
        .await
    }

    /// Requires: a session. The drafts that the asker may see.
    #[expect(
        clippy::too_many_arguments,
        reason = "the arguments of a Relay connection"
    )]
    async fn order_drafts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start, 1 to 100; 20 unless said otherwise.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Which drafts.")] filter: Option<OrderDraftFilter>,
        #[graphql(desc = "In which order; lately saved first unless said otherwise.")]
        order_by: Option<OrderDraftOrderBy>,
    ) -> Nullable<DraftConnection> {
        nullable(async {
            let actor = ctx.signed_in()?;
            let page = page(first, after, last, before)?;
            let filter = DraftFilter::from(filter.unwrap_or_default());
            let order = order_by.map(Into::into).unwrap_or_default();
            let slice = ctx
                .services()
                .drafts
                .list(actor, &filter, order, &page)
                .await?;
            Ok(Some(connection_with(
                slice,
                OrderDraft,
                DraftTotals { filter },
            )))
        })
        .await
    }
}

impl From<QuoteInput> for Inputs {
    fn from(input: QuoteInput) -> Self {
        Self {
            pages: input.pages,
            slides: input.slides,
            spacing: input.spacing.map(Into::into),
            deadline: Some(input.deadline),
            subject: input.subject_id.as_ref().map(typed),
            type_of_work: input.type_of_work_id.as_ref().map(typed),
            academic_level: input.academic_level_id.as_ref().map(typed),
            services: typed_all(&input.additional_service_ids.unwrap_or_default()),
            preferred_writer: input.preferred_writer_id.as_ref().map(typed),
        }
    }
}

impl From<OrderDraftFilter> for DraftFilter {
    fn from(filter: OrderDraftFilter) -> Self {
        let status = |list: Vec<_>| list.into_iter().map(Into::into).collect();
        Self {
            text: filter.text,
            converted: filter.converted,
            quote_status: filter.quote_status.map(status),
            client: filter.client_id.as_ref().map(typed),
        }
    }
}

impl From<OrderFilter> for Filter {
    fn from(filter: OrderFilter) -> Self {
        let status = |list: Vec<_>| list.into_iter().map(Into::into).collect();
        Self {
            status: filter.status.map(status),
            text: filter.text,
            needs_my_action: filter.needs_my_action,
            late: filter.late,
            writer: filter.writer_id.as_ref().map(typed),
            client: filter.client_id.as_ref().map(typed),
            subject: filter.subject_id.as_ref().map(typed),
            due_before: filter.due_before,
            due_after: filter.due_after,
            created_after: filter.created_after,
        }
    }
}
