//! The row of a portfolio.
#![expect(
    clippy::disallowed_methods,
    reason = "`#[sea_orm::model]` writes a `find`"
)]
#![expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]

use kernel::{Instant, MemberId, PortfolioId, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::prelude::StringLen;
use sea_orm::{DeriveActiveEnum, EnumIter, FromJsonQueryResult};
use serde::{Deserialize, Serialize};

use crate::Items;

/// Who an enabled portfolio is for, besides its owner and staff.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Nobody.
    Private,
    /// Signed-in clients of the website.
    #[default]
    ClientsOnly,
    /// Anyone.
    Public,
}

/// A writer's portfolio. It exists, switched off, without being stored.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portfolios")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// Whose it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub writer_id: MemberId,
    /// Whether it is shown to anybody but owner and staff.
    pub is_enabled: bool,
    /// To whom.
    pub visibility: Visibility,
    /// The name shown instead of the writer's own.
    pub pen_name: Option<String>,
    /// About the writer.
    pub bio: Option<String>,
    /// Subjects they are good at.
    pub specialties: Items,
    /// How long they have been writing.
    pub years_of_experience: Option<i32>,
    /// Where they learned.
    pub education: Option<String>,
    /// What they can prove.
    pub certifications: Certifications,
    /// Whether contact details are shown.
    pub show_contact_info: bool,
    /// Whether completed orders and punctuality are shown.
    pub show_order_history: bool,
    /// Whether earnings are shown.
    pub show_earnings: bool,
    /// Whether the average rating is shown.
    pub show_rating: bool,
    /// Since when it is stored.
    pub created_at: Instant,
    /// The last change.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

/// Something a writer can prove.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certification {
    /// What.
    pub name: String,
    /// By whom.
    pub issuer: Option<String>,
    /// Of which year.
    pub year: Option<i32>,
}

/// The certifications of one writer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Certifications(pub Vec<Certification>);

impl Model {
    /// The portfolio of a writer who has said nothing.
    pub fn usual(website: WebsiteId, writer: MemberId, now: Instant) -> Self {
        Self {
            website_id: website,
            writer_id: writer,
            is_enabled: false,
            visibility: Visibility::ClientsOnly,
            pen_name: None,
            bio: None,
            specialties: Items::default(),
            years_of_experience: None,
            education: None,
            certifications: Certifications::default(),
            show_contact_info: false,
            show_order_history: false,
            show_earnings: false,
            show_rating: true,
            created_at: now,
            updated_at: now,
        }
    }

    /// The id, of the same UUID as the writer's membership.
    pub fn id(&self) -> PortfolioId {
        PortfolioId::from(Uuid::from(self.writer_id))
    }
}
