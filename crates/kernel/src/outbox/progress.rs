//! Which subscriber has had which event.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::{EventId, Instant};

/// A delivery that succeeded: it is not repeated when another subscriber's fails.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox_progress")]
pub struct Model {
    /// The event.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: EventId,
    /// The subscriber's name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subscriber: String,
    /// When it had the event.
    pub done_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn find() -> Select<Entity> {
    Entity::find()
}
