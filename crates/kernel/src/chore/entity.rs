//! The row of one chore.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::Instant;

/// Something the house does for itself again and again, and how that goes.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "chores")]
pub struct Model {
    /// Its name: never changed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// When it is to be done next.
    pub due_at: Instant,
    /// Until when somebody is at it.
    pub leased_until: Option<Instant>,
    /// When it was last done.
    pub finished_at: Option<Instant>,
    /// How often it has failed since.
    pub failures: i32,
    /// Why it failed last, for staff.
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Every chore.
pub(super) fn find() -> Select<Entity> {
    Entity::find()
}
