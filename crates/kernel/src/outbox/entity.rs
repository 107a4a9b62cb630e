//! The row of one event.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::{EventId, Instant, WebsiteId};

/// What kind of failure kept an event from being delivered: all that staff are told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Trouble {
    /// A server outside of the house did not take what was handed to it.
    Outside,
    /// It took too long.
    Slow,
    /// This release cannot read the event.
    Unreadable,
    /// Some part of the house broke over it.
    Broken,
    /// Anything else inside the house.
    Inside,
}

/// An event and how far its delivery has come.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox_events")]
pub struct Model {
    /// Drawn by the insert under the aggregate's lock, so it orders the events of one aggregate.
    /// It says nothing across aggregates: a later number may commit first.
    #[sea_orm(primary_key)]
    pub sequence: i64,
    /// The event; messages made of it carry ids derived from this one.
    #[sea_orm(unique)]
    pub id: EventId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// The domain's word: `order`.
    pub stream: String,
    /// Stream and kind: `order.completed`.
    pub name: String,
    /// The id of the thing it happened to.
    pub aggregate: String,
    /// The event itself.
    pub payload: Json,
    /// When it happened.
    pub recorded_at: Instant,
    /// When it is to be delivered, or tried again.
    pub due_at: Instant,
    /// How many deliveries have failed.
    pub attempts: i32,
    /// Until when a dispatcher is at it.
    pub leased_until: Option<Instant>,
    /// When every subscriber had it, or it was given up.
    pub settled_at: Option<Instant>,
    /// When it was given up; staff see and retry it.
    pub parked_at: Option<Instant>,
    /// Why the last delivery failed, for the operator: it may name servers and addresses.
    pub last_error: Option<String>,
    /// What kind of failure that was, for staff.
    pub trouble: Option<Trouble>,
}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn find() -> Select<Entity> {
    Entity::find()
}
