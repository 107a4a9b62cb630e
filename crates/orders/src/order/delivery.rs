//! The row of one delivery.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, Cursor, CursorKey, DeliveryId, Instant, MemberId, OrderId, Sort, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::policy;

/// A version of the work handed in by the writer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deliveries")]
pub struct Model {
    /// The delivery.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeliveryId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// The order.
    pub order_id: OrderId,
    /// Who wrote it.
    pub writer_id: MemberId,
    /// Counts the versions of the order.
    pub number: i32,
    /// The work.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// What the writer says about it.
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    /// Since when the client can see it.
    pub released_at: Option<Instant>,
    /// When it was handed in.
    pub created_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

/// The order of a list of deliveries.
pub fn latest_first() -> Sort<Model> {
    Sort::descending(Expr::col(Column::Number), Column::Id, |row: &Model| {
        Cursor::new(CursorKey::Int(i64::from(row.number)), row.id)
    })
}

impl Entity {
    /// Deliveries this actor may see: the client only released ones.
    pub fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::deliveries(actor))
    }
}
