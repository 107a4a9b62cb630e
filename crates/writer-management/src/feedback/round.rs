//! The feedback round of an order.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Instant, MemberId, OrderId, RoundId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

/// One per order, opened by the first invitation or feedback. Its row is the lock under which
/// both sides meet.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_rounds")]
pub struct Model {
    /// The round.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoundId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// The order.
    pub order_id: OrderId,
    /// Its client.
    pub client_id: MemberId,
    /// Its writer.
    pub writer_id: MemberId,
    /// Its editor.
    pub editor_id: Option<MemberId>,
    /// When it was opened.
    pub opened_at: Instant,
    /// When the window ends.
    pub closes_at: Instant,
    /// When both sides were in, or the window's end was noted.
    pub closed_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) fn of(website: WebsiteId) -> Select<Entity> {
    Entity::find().filter(Column::WebsiteId.eq(website))
}
