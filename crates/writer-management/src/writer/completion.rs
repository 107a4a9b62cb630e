//! The orders a writer has completed: what their counters are counted from.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{CatalogItemId, Instant, MemberId, OrderId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

/// One completed order; gone while it is reopened.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "writer_completions")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// The order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: OrderId,
    /// Who wrote it.
    pub writer_id: MemberId,
    /// Its subject.
    pub subject_id: Option<CatalogItemId>,
    /// Whether it was first handed in before the writer's deadline.
    pub on_time: bool,
    /// When it was completed.
    pub completed_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn of(website: WebsiteId) -> Select<Entity> {
    Entity::find().filter(Column::WebsiteId.eq(website))
}
