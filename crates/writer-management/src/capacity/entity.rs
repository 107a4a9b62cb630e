//! The row of a writer's capacity.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use chrono_tz::Tz;
use kernel::site::Calendar;
use kernel::{CapacityId, Instant, MemberId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::Items;

/// A writer's ceilings and rules. It exists with its defaults without being stored.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "writer_capacities")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// Whose it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub writer_id: MemberId,
    /// How many orders at a time, 0 to 100.
    pub max_active_orders: i32,
    /// Whether they take anything at present.
    pub is_available: bool,
    /// What they say about it, for everybody.
    pub availability_message: Option<String>,
    /// Subjects they like.
    pub preferred_subjects: Items,
    /// Types of work they like.
    pub preferred_types_of_work: Items,
    /// Subjects they never take.
    pub refused_subjects: Items,
    /// Days they like to have left: a wish that lowers the score and never excludes.
    pub deadline_buffer_days: i32,
    /// How many orders a day; none is no cap.
    pub max_orders_per_day: Option<i32>,
    /// How many pages a week; none is no cap.
    pub max_pages_per_week: Option<i32>,
    /// Whether matching offers are taken at once.
    pub auto_accept: bool,
    /// Only from clients who named or favoured them.
    pub auto_accept_preferred_only: bool,
    /// The zone of their days; none is the website's.
    pub time_zone: Option<String>,
    /// When they work; none is always.
    pub weekly_hours: Option<Calendar>,
    /// Since when it is stored.
    pub created_at: Instant,
    /// The last change.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The capacity of a writer who has said nothing.
    pub fn usual(website: WebsiteId, writer: MemberId, now: Instant) -> Self {
        Self {
            website_id: website,
            writer_id: writer,
            max_active_orders: 5,
            is_available: true,
            availability_message: None,
            preferred_subjects: Items::default(),
            preferred_types_of_work: Items::default(),
            refused_subjects: Items::default(),
            deadline_buffer_days: 3,
            max_orders_per_day: None,
            max_pages_per_week: None,
            auto_accept: false,
            auto_accept_preferred_only: false,
            time_zone: None,
            weekly_hours: None,
            created_at: now,
            updated_at: now,
        }
    }

    /// The id, of the same UUID as the writer's membership.
    pub fn id(&self) -> CapacityId {
        CapacityId::from(Uuid::from(self.writer_id))
    }

    /// The zone of the writer's days.
    pub fn zone(&self, website: Tz) -> Tz {
        let named = self.time_zone.as_deref().and_then(|name| name.parse().ok());
        named.unwrap_or(website)
    }
}

pub(crate) fn of(website: WebsiteId, writer: MemberId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(website))
        .filter(Column::WriterId.eq(writer))
}
