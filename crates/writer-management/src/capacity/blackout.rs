//! A period in which a writer takes nothing.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use chrono::NaiveDate;
use kernel::{Actor, BlackoutId, Instant, MemberId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::policy;

/// Days, both ends inclusive, in the writer's zone.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "writer_blackouts")]
pub struct Model {
    /// The blackout.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BlackoutId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// Who is away.
    pub writer_id: MemberId,
    /// The first day.
    pub starts_on: NaiveDate,
    /// The last day.
    pub ends_on: NaiveDate,
    /// Why, in the writer's words.
    pub reason: Option<String>,
    /// Whether everybody may read why.
    pub is_public: bool,
    /// When it was entered.
    pub created_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Blackouts are part of the numbers behind an availability.
    pub fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::visible_blackouts(actor))
    }
}

impl Model {
    /// Whether the writer is away on this day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.starts_on <= day && day <= self.ends_on
    }
}
