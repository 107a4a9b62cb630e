//! The row of one version of a price book.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Instant, PriceBookId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use super::Rules;

/// The rules of a website at one time. A quote names its version; a version never changes.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "price_books")]
pub struct Model {
    /// The version's row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PriceBookId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// Counts from one.
    pub version: i32,
    /// The rules.
    #[sea_orm(column_type = "JsonBinary")]
    pub rules: Rules,
    /// Whether new quotes use it; exactly one version of a website does.
    pub is_current: bool,
    /// Who published it.
    pub published_by: String,
    /// When.
    pub published_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

/// The versions of a website.
pub(crate) fn find(website: WebsiteId) -> Select<Entity> {
    Entity::find().filter(Column::WebsiteId.eq(website))
}

/// The version that new quotes use.
pub(crate) fn find_current(website: WebsiteId) -> Select<Entity> {
    find(website).filter(Column::IsCurrent.eq(true))
}

/// The version that an order was priced by.
pub(crate) fn find_version(website: WebsiteId, version: i32) -> Select<Entity> {
    find(website).filter(Column::Version.eq(version))
}
