//! The row of one version of the acceptable-use text.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{CatalogItemId, Instant, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::{FromJsonQueryResult, QueryOrder, Select};
use serde::{Deserialize, Serialize};

/// Kinds of work that a website refuses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Blocked(pub Vec<CatalogItemId>);

/// What a website's work may be used for. The latest version is in force.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "acceptable_uses")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// Counts from one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// The text.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// Types of work that are refused.
    #[sea_orm(column_type = "JsonBinary")]
    pub blocked_types_of_work: Blocked,
    /// Who published it.
    pub published_by: String,
    /// When.
    pub published_at: Instant,
}

/// What a website's work may be used for.
pub type AcceptableUse = Model;

impl ActiveModelBehavior for ActiveModel {}

/// The version in force.
pub(crate) fn find_current(website: WebsiteId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(website))
        .order_by_desc(Column::Version)
}
