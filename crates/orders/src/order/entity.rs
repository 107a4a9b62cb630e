//! The row of one order.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{
    Actor, CatalogItemId, Currency, DraftId, Instant, MemberId, Minor, OrderId, QuoteId, Tx,
    WebsiteId,
};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, Select};
use serde::{Deserialize, Serialize};

use super::Status;
use crate::draft::ServiceIds;
use crate::quote::Spacing;
use crate::{Error, Result, policy};

/// What the client wants the work for, declared where the website asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// For a business.
    Business,
    /// For themselves.
    Personal,
    /// To improve what they wrote.
    EditingOfOwnWork,
    /// To learn from it.
    StudyAid,
    /// For something else.
    Other,
}

/// An accepted, placed piece of work.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders")]
pub struct Model {
    /// The order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrderId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// What people call it, unique on the website.
    pub number: String,
    /// Where it stands.
    pub status: Status,
    /// Who ordered it.
    pub client_id: MemberId,
    /// Who writes it at present.
    pub writer_id: Option<MemberId>,
    /// Who reviewed it last.
    pub editor_id: Option<MemberId>,
    /// What it was made of.
    pub draft_id: DraftId,
    /// What it was placed by.
    pub quote_id: QuoteId,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub topic: String,
    /// What is to be done.
    #[sea_orm(column_type = "Text")]
    pub instructions: String,
    /// Pages.
    pub pages: i32,
    /// Slides.
    pub slides: i32,
    /// Sources to be cited.
    pub reference_count: i32,
    /// How the pages are spaced.
    pub spacing: Spacing,
    /// What it is about.
    pub subject_id: CatalogItemId,
    /// What is to be written.
    pub type_of_work_id: CatalogItemId,
    /// For which level.
    pub academic_level_id: CatalogItemId,
    /// How English is spelt.
    pub english_type_id: Option<CatalogItemId>,
    /// How sources are cited.
    pub formatting_style_id: Option<CatalogItemId>,
    /// What was ordered beside it.
    #[sea_orm(column_type = "JsonBinary")]
    pub additional_service_ids: ServiceIds,
    /// Who should write it.
    pub preferred_writer_id: Option<MemberId>,
    /// The client's notes to themselves.
    #[sea_orm(column_type = "Text", nullable)]
    pub client_notes: Option<String>,
    /// The tone of the text.
    pub tone: Option<String>,
    /// How it is written.
    pub writing_style: Option<String>,
    /// How it is laid out.
    pub formatting: Option<String>,
    /// The style of references, a CSL id.
    pub referencing: Option<String>,
    /// What the amounts are amounts of.
    pub currency: Currency,
    /// What the client pays.
    pub price: Minor,
    /// What the writer gets.
    pub writer_pay: Minor,
    /// The rules it was priced by.
    pub price_book_version: i32,
    /// The text the client accepted.
    pub acceptable_use_version: Option<i32>,
    /// What the client declared.
    pub purpose: Option<Purpose>,
    /// When the client needs it.
    pub deadline: Instant,
    /// When the writer has to hand it in.
    pub writer_deadline: Option<Instant>,
    /// When the present writer got it.
    pub assigned_at: Option<Instant>,
    /// When work was first handed in.
    pub submitted_at: Option<Instant>,
    /// When the client first got any.
    pub released_at: Option<Instant>,
    /// When it was first completed.
    pub completed_at: Option<Instant>,
    /// How many versions were handed in.
    pub delivery_count: i32,
    /// How many rounds of revision were asked for.
    pub round_count: i32,
    /// How many steps its history has.
    pub event_count: i32,
    /// When it was placed.
    pub created_at: Instant,
    /// When anything last happened to it.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Orders this actor may see. Every read starts here.
    pub fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::orders(actor))
    }
}

/// All orders, for the leaves of this crate and for conditions: whoever uses it scopes it.
pub(crate) fn find() -> Select<Entity> {
    Entity::find()
}

/// The order, locked for a decision about it.
pub(crate) async fn find_locked(tx: &Tx, id: OrderId) -> Result<Model> {
    let found = Entity::visible_to(tx.actor())
        .filter(Column::Id.eq(id))
        .lock_exclusive();
    found.one(&**tx).await?.ok_or(Error::NoSuchOrder)
}
