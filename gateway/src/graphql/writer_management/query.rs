//! What can be asked about writers.

use async_graphql::{Context, ID, InputObject, Object};
use flows::desk::{Error, Search};
use rust_decimal::Decimal;
use writer_management::writer::Filter;

use super::candidate::AssignmentCandidate;
use super::words::WriterOrderBy;
use super::writer::{Writer, WriterConnection, WriterTotals, writer};
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, nullable};
use crate::graphql::page::{connection_with, page};
use crate::graphql::scalar::{typed, typed_all};

/// Root fields of writer-management.
#[derive(Default)]
pub struct WriterManagementQuery;

/// Which writers to list; every condition given has to hold.
#[derive(Clone, Debug, Default, InputObject)]
pub struct WriterFilter {
    /// Who works in this subject of the catalog.
    pub subject_id: Option<ID>,
    /// Only those who can take something now.
    pub available_only: Option<bool>,
    /// A part of the name.
    pub text: Option<String>,
    /// Whose average rating is at least this, 1 to 5.
    pub min_rating: Option<Decimal>,
}

impl From<WriterFilter> for Filter {
    fn from(filter: WriterFilter) -> Self {
        Self {
            subject: filter.subject_id.as_ref().map(typed),
            available_only: filter.available_only.unwrap_or_default(),
            text: filter.text,
            min_rating: filter.min_rating,
        }
    }
}

/// Root fields of writer-management.
#[Object]
impl WriterManagementQuery {
    /// Requires: a session. The directory of the website's writers.
    async fn writers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "Which writers.")] filter: Option<WriterFilter>,
        #[graphql(desc = "In which order; best rated first unless said otherwise.")]
        order_by: Option<WriterOrderBy>,
    ) -> Nullable<WriterConnection> {
        nullable(async {
            let actor = ctx.signed_in()?;
            let page = page(first, after, None, None)?;
            let filter = Filter::from(filter.unwrap_or_default());
            let order = order_by.map(Into::into).unwrap_or_default();
            let slice = ctx
                .services()
                .writers
                .list(actor, &filter, order, &page)
                .await?;
            Ok(Some(connection_with(
                slice,
                Writer,
                WriterTotals { filter },
            )))
        })
        .await
    }

    /// Public where the portfolio is; else requires: a session. One writer of the website.
    async fn writer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The writer.")] id: ID,
    ) -> Nullable<Writer> {
        nullable(writer(ctx, Some(typed(&id)))).await
    }

    /// Requires: EDITOR, SUPPORT or ADMIN. Who could write an order, best first; null when there is
    /// no such order.
    async fn assignment_candidates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The order.")] order_id: ID,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only those who can take it; all unless said otherwise.")]
        eligible_only: Option<bool>,
        #[graphql(desc = "Only these writers.")] writer_ids: Option<Vec<ID>>,
    ) -> Nullable<Vec<AssignmentCandidate>> {
        nullable(async {
            let actor = ctx.signed_in()?;
            let limit = page(first, None, None, None)?.limit();
            let search = Search {
                first: usize::try_from(limit).unwrap_or(usize::MAX),
                eligible_only: eligible_only.unwrap_or_default(),
                writers: writer_ids.as_deref().map(typed_all),
            };
            let desk = &ctx.services().candidates;
            match desk.candidates(actor, typed(&order_id), &search).await {
                Ok(found) => Ok(Some(found.into_iter().map(Into::into).collect())),
                Err(Error::Orders(orders::Error::NoSuchOrder)) => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }
}
