//! The row of one catalog entry.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, CatalogItemId, Instant, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::policy;

/// What an entry of the catalog is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// What work is about.
    Subject,
    /// What is written.
    TypeOfWork,
    /// How English is spelt.
    EnglishType,
    /// For which level.
    AcademicLevel,
    /// How sources are cited.
    FormattingStyle,
}

/// An entry of a website's catalog. A retired one stays readable where it was used.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_items")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CatalogItemId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// What it is.
    pub kind: Kind,
    /// What people call it.
    pub name: String,
    /// What programs call it: a language tag, a CSL id.
    pub code: Option<String>,
    /// Whether a subject is technical, which costs more.
    pub is_technical: bool,
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
    /// The entries of the asker's website.
    pub fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::items(actor))
    }
}
