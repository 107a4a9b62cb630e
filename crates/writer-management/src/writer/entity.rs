//! The row of a writer.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, Instant, MemberId, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult, Select};

use crate::policy;

/// A writer on one website, with what the directory is ordered by.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "writers")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MemberId,
    /// Their own name: for staff and themselves.
    pub display_name: String,
    /// The name of their portfolio: for everybody else.
    pub pen_name: Option<String>,
    /// The own name, folded for ordering and search.
    pub display_key: String,
    /// The name that everybody else sees, folded.
    pub public_key: String,
    /// A suspended writer takes nothing and is not listed.
    pub suspended: bool,
    /// Orders completed, kept with the order.
    pub completed_orders: i32,
    /// Those of them first handed in before the writer's deadline.
    pub on_time_orders: i32,
    /// Revealed ratings received, kept with the feedback.
    pub rating_count: i64,
    /// Their sum.
    pub rating_sum: i64,
    /// The lower bound of the rating's 90 % interval, in millionths of a star.
    pub rating_key: i64,
    /// Since when they write here.
    pub created_at: Instant,
    /// The last change of this row.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Writers this actor may look up.
    pub fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::visible_writers(actor))
    }

    /// The writers of a website, for decisions inside the house.
    pub(crate) fn of(website: WebsiteId) -> Select<Self> {
        Self::find().filter(Column::WebsiteId.eq(website))
    }
}

impl Model {
    /// The name this asker sees.
    pub fn name_for(&self, actor: &Actor) -> &str {
        if policy::sees_real_name(actor, self.member_id) {
            &self.display_name
        } else {
            self.pen_name.as_deref().unwrap_or(&self.display_name)
        }
    }
}

/// What a writer has done, as far as it is counted.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Record {
    /// See [`Model::completed_orders`].
    pub completed_orders: i32,
    /// See [`Model::on_time_orders`].
    pub on_time_orders: i32,
    /// See [`Model::rating_count`].
    pub rating_count: i64,
    /// See [`Model::rating_sum`].
    pub rating_sum: i64,
}

impl Record {
    /// Its columns.
    pub(crate) const COLUMNS: [Column; 4] = [
        Column::CompletedOrders,
        Column::OnTimeOrders,
        Column::RatingCount,
        Column::RatingSum,
    ];
}

impl From<&Model> for Record {
    fn from(row: &Model) -> Self {
        Self {
            completed_orders: row.completed_orders,
            on_time_orders: row.on_time_orders,
            rating_count: row.rating_count,
            rating_sum: row.rating_sum,
        }
    }
}

/// A name as it is ordered and searched by: the same on both databases.
pub(crate) fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}
