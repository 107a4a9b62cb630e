//! Capacities as they stand in the schema.

use async_graphql::{Context, ID, Object};
use kernel::{CapacityId, CatalogItemId};
use sea_orm::prelude::Uuid;
use writer_management::Items;
use writer_management::capacity::{Standing, blackout};

use super::words::AvailabilityState;
use crate::graphql::context::Ask;
use crate::graphql::error::Result;
use crate::graphql::orders::{CatalogItem, item};
use crate::graphql::scalar::{Date, gid};

/// A writer's ceilings and rules, with what they have in hand.
pub struct WriterCapacity(pub Standing);

impl WriterCapacity {
    fn rules(&self) -> &writer_management::capacity::Capacity {
        &self.0.facts.capacity
    }
}

/// The catalog entries behind a list of ids, retired ones as well.
pub(super) async fn items(ctx: &Context<'_>, items: &Items) -> Result<Vec<CatalogItem>> {
    let loads = items
        .0
        .iter()
        .map(|id: &CatalogItemId| item(ctx, Some(*id)));
    let found = futures_util::future::try_join_all(loads).await?;
    Ok(found.into_iter().flatten().collect())
}

/// A writer's ceilings and rules, with what they have in hand.
#[Object]
impl WriterCapacity {
    /// The capacity.
    pub async fn id(&self) -> ID {
        gid(CapacityId::from(Uuid::from(self.rules().writer_id)))
    }

    /// How many orders at a time.
    async fn max_active_orders(&self) -> i32 {
        self.rules().max_active_orders
    }

    /// How many orders are in hand, counted now.
    async fn active_orders(&self) -> i32 {
        i32::try_from(self.0.load.active).unwrap_or(i32::MAX)
    }

    /// Whether the writer takes anything at present.
    async fn is_available(&self) -> bool {
        self.rules().is_available
    }

    /// How much room there is.
    async fn state(&self, ctx: &Context<'_>) -> AvailabilityState {
        self.0.availability(ctx.now()).state.into()
    }

    /// What the writer says about it, for everybody.
    async fn availability_message(&self) -> Option<&str> {
        self.rules().availability_message.as_deref()
    }

    /// Periods in which the writer takes nothing, in order.
    async fn blackouts(&self) -> Vec<Blackout> {
        self.0
            .facts
            .blackouts
            .iter()
            .cloned()
            .map(Blackout)
            .collect()
    }

    /// Subjects the writer likes.
    async fn preferred_subjects(&self, ctx: &Context<'_>) -> Result<Vec<CatalogItem>> {
        items(ctx, &self.rules().preferred_subjects).await
    }

    /// Types of work the writer likes.
    async fn preferred_types_of_work(&self, ctx: &Context<'_>) -> Result<Vec<CatalogItem>> {
        items(ctx, &self.rules().preferred_types_of_work).await
    }

    /// Subjects the writer never takes.
    async fn refused_subjects(&self, ctx: &Context<'_>) -> Result<Vec<CatalogItem>> {
        items(ctx, &self.rules().refused_subjects).await
    }

    /// How many orders a day; null is no cap.
    async fn max_orders_per_day(&self) -> Option<i32> {
        self.rules().max_orders_per_day
    }

    /// How many double-spaced pages a week; null is no cap.
    async fn max_pages_per_week(&self) -> Option<i32> {
        self.rules().max_pages_per_week
    }

    /// Days the writer likes to have left: a wish that lowers the score and never excludes.
    async fn preferred_deadline_buffer_days(&self) -> i32 {
        self.rules().deadline_buffer_days
    }

    /// The IANA name of the zone of the writer's days.
    async fn time_zone(&self) -> &str {
        self.0.facts.zone.name()
    }
}

/// A period in which a writer takes nothing: days in the writer's zone.
pub struct Blackout(pub blackout::Model);

/// A period in which a writer takes nothing: days in the writer's zone.
#[Object]
impl Blackout {
    /// The blackout.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// The first day.
    async fn start(&self) -> Date {
        Date(self.0.starts_on)
    }

    /// The last day.
    async fn end(&self) -> Date {
        Date(self.0.ends_on)
    }

    /// Why, in the writer's words.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }
}
