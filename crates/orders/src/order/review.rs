//! The row of one review.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{DeliveryId, Instant, MemberId, OrderId, ReviewId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

/// What an editor decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Decision {
    /// The client may have it.
    Approved,
}

/// An editor's look at one delivery, before the client's.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reviews")]
pub struct Model {
    /// The review.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// The order.
    pub order_id: OrderId,
    /// What is reviewed.
    #[sea_orm(unique)]
    pub delivery_id: DeliveryId,
    /// Who reviewed it.
    pub editor_id: Option<MemberId>,
    /// What they decided.
    pub decision: Option<Decision>,
    /// How good it is, 0 to 10.
    pub quality_score: Option<i32>,
    /// What they say about it, for staff.
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    /// When the review was asked for.
    pub created_at: Instant,
    /// When it was decided.
    pub decided_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The review of a delivery.
pub(crate) fn find_of(delivery: DeliveryId) -> Select<Entity> {
    Entity::find().filter(Column::DeliveryId.eq(delivery))
}
