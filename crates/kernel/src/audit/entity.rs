//! The row of the audit trail.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::{AuditId, Instant, RequestId, WebsiteId};

/// One line: never changed, never removed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entries")]
pub struct Model {
    /// The line.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditId,
    /// The tenant it belongs to.
    pub website_id: WebsiteId,
    /// When it was done.
    pub at: Instant,
    /// Who did it: an id, or `system:NAME`. No foreign key: the trail outlives people.
    pub actor: String,
    /// In whose name, where the doer acted for somebody: an id.
    pub on_behalf_of: Option<String>,
    /// What was done: `order.completed`.
    pub action: String,
    /// The id of the object it was done to.
    pub object: String,
    /// Values before and after, where the action alone does not tell.
    pub detail: Option<Json>,
    /// The request it was done in.
    pub request_id: RequestId,
}

impl ActiveModelBehavior for ActiveModel {}

/// The lines of one website.
pub(super) fn find_of(website: WebsiteId) -> Select<Entity> {
    Entity::find().filter(Column::WebsiteId.eq(website))
}

/// The lines of all websites.
pub(super) fn find_all() -> Select<Entity> {
    Entity::find()
}
