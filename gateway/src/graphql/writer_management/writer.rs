//! Writers as they stand in the schema.

use async_graphql::{Context, ID, Object, SimpleObject};
use kernel::{Actor, MemberId};
use writer_management::writer::{self, Filter};

use super::capacity::WriterCapacity;
use super::portfolio::Portfolio;
use super::summary::{FeedbackSummary, span};
use super::words::AvailabilityState;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, Result, nullable};
use crate::graphql::loaders::writer_management::{PortfolioOf, StandingOf, SummaryOf, WriterOf};
use crate::graphql::page::Connection;
use crate::graphql::scalar::gid;

/// A writer on this website. `feedbackSummary`, `portfolio` and everything else a list shows are
/// batched over the whole page.
pub struct Writer(pub writer::Model);

impl Writer {
    /// The name under which the asker knows them.
    pub fn name(&self, actor: &Actor) -> String {
        self.0.name_for(actor).to_owned()
    }
}

/// The writer behind a membership, if the asker may look them up.
pub async fn writer(ctx: &Context<'_>, id: Option<MemberId>) -> Result<Option<Writer>> {
    match id {
        Some(id) => Ok(ctx.load(WriterOf(id)).await?.map(Writer)),
        None => Ok(None),
    }
}

/// A writer on this website. `feedbackSummary`, `portfolio` and everything else a list shows are
/// batched over the whole page.
#[Object]
impl Writer {
    /// The writer: their membership.
    pub async fn id(&self) -> ID {
        gid(self.0.member_id)
    }

    /// The pen name; for staff and the writer themselves their own.
    async fn display_name(&self, ctx: &Context<'_>) -> String {
        self.name(ctx.actor())
    }

    /// Whether they take orders at present.
    async fn availability(&self, ctx: &Context<'_>) -> Result<Availability> {
        let standing = ctx.load(StandingOf(self.0.member_id)).await?;
        let away = || Availability {
            state: AvailabilityState::Away,
            message: None,
        };
        Ok(standing.map_or_else(away, |standing| {
            let availability = standing.availability(ctx.now());
            Availability {
                state: availability.state.into(),
                message: availability.message,
            }
        }))
    }

    /// The numbers behind the availability; for the writer and staff.
    async fn capacity(&self, ctx: &Context<'_>) -> Nullable<WriterCapacity> {
        nullable(capacity(ctx, self.0.member_id)).await
    }

    /// How they are rated.
    async fn feedback_summary(&self, ctx: &Context<'_>) -> Nullable<FeedbackSummary> {
        nullable(async {
            Ok(ctx
                .load(SummaryOf(self.0.member_id, span(&ctx.field())))
                .await?
                .map(FeedbackSummary))
        })
        .await
    }

    /// Their public face; null when the asker may not see it.
    async fn portfolio(&self, ctx: &Context<'_>) -> Nullable<Portfolio> {
        nullable(portfolio(ctx, self.0.member_id)).await
    }
}

/// The capacity of a member, for those who may see its numbers.
pub(super) async fn capacity(
    ctx: &Context<'_>,
    member: MemberId,
) -> Result<Option<WriterCapacity>> {
    let standing = ctx.load(StandingOf(member)).await?;
    let numbers = standing.filter(|standing| standing.numbers(ctx.actor()).is_some());
    Ok(numbers.map(WriterCapacity))
}

/// The portfolio of a member, as the asker may see it.
pub(super) async fn portfolio(ctx: &Context<'_>, member: MemberId) -> Result<Option<Portfolio>> {
    Ok(ctx.load(PortfolioOf(member)).await?.map(Portfolio))
}

/// Public; the numbers behind it are in `capacity`, for the writer and staff only.
#[derive(SimpleObject)]
pub struct Availability {
    /// How much room there is.
    pub state: AvailabilityState,
    /// The writer's own words, else why it is so.
    pub message: Option<String>,
}

/// The size of a list of writers.
pub struct WriterTotals {
    pub(super) filter: Filter,
}

/// The size of a list of writers.
#[Object]
impl WriterTotals {
    /// How many writers the filter finds; null where no index answers it.
    async fn total_count(&self, ctx: &Context<'_>) -> Nullable<i32> {
        nullable(async {
            let count = ctx
                .services()
                .writers
                .count(ctx.actor(), &self.filter)
                .await?;
            Ok(count.map(|count| i32::try_from(count).unwrap_or(i32::MAX)))
        })
        .await
    }
}

/// A page of writers.
pub type WriterConnection = Connection<Writer, WriterTotals>;
