//! The row of one additional service.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, Instant, Minor, ServiceId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::policy;

/// Something that can be ordered beside the work.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "additional_services")]
pub struct Model {
    /// The service.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ServiceId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// What people call it.
    pub name: String,
    /// What it costs by the current price book, set in the transaction that publishes it.
    pub price: Minor,
    /// Whether it can be chosen.
    pub is_active: bool,
    /// Its place in the list.
    pub position: i32,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The services of the asker's website.
    pub fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::services(actor))
    }
}
