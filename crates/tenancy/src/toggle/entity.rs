//! The row of one decision about a toggle.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, Instant, Toggle, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::policy;

/// A website's decision; a toggle without one has its default.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feature_toggles")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// The name of the toggle; one that a newer release knows is passed over, not refused.
    #[sea_orm(primary_key, auto_increment = false)]
    pub toggle: String,
    /// Whether it is on.
    pub value: bool,
    /// Who decided.
    pub changed_by: String,
    /// When.
    pub changed_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The decisions of the asker's website.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::visible_toggles(actor))
    }
}

impl Model {
    /// The toggle, unless this release does not know it.
    pub(crate) fn known(&self) -> Option<Toggle> {
        Toggle::named(&self.toggle)
    }
}

/// The decisions of all websites, for the directory.
pub(crate) fn find_all() -> Select<Entity> {
    Entity::find()
}
