//! The row of one draft.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{
    Actor, CatalogItemId, DraftId, Instant, MemberId, OrderId, QuoteId, ServiceId, Tx, WebsiteId,
};
use sea_orm::entity::prelude::*;
use sea_orm::{FromJsonQueryResult, QuerySelect, Select};
use serde::{Deserialize, Serialize};

use crate::catalog::References;
use crate::quote::{Inputs, Spacing};
use crate::{Error, Result, policy};

/// Services in the order they were chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct ServiceIds(pub Vec<ServiceId>);

/// An order being prepared; it may lack anything.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_drafts")]
pub struct Model {
    /// The draft.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DraftId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// Whose it is.
    pub client_id: MemberId,
    /// Who made it: staff may, for a client.
    pub created_by: String,
    /// Counts the saves.
    pub version: i32,
    /// What it is called; the topic unless said otherwise.
    pub title: Option<String>,
    /// What it is about, in the client's words.
    pub topic: Option<String>,
    /// What is to be done.
    #[sea_orm(column_type = "Text", nullable)]
    pub instructions: Option<String>,
    /// Pages.
    pub pages: Option<i32>,
    /// Slides.
    pub slides: Option<i32>,
    /// Sources to be cited.
    pub reference_count: Option<i32>,
    /// How the pages are spaced.
    pub spacing: Option<Spacing>,
    /// When it is needed.
    pub deadline: Option<Instant>,
    /// What it is about.
    pub subject_id: Option<CatalogItemId>,
    /// What is to be written.
    pub type_of_work_id: Option<CatalogItemId>,
    /// For which level.
    pub academic_level_id: Option<CatalogItemId>,
    /// How English is spelt.
    pub english_type_id: Option<CatalogItemId>,
    /// How sources are cited.
    pub formatting_style_id: Option<CatalogItemId>,
    /// What is ordered beside it.
    #[sea_orm(column_type = "JsonBinary")]
    pub additional_service_ids: ServiceIds,
    /// Who is to write it.
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
    /// How many quotes it had.
    pub quote_count: i32,
    /// The quote of the draft as it stands; it may have expired.
    pub current_quote_id: Option<QuoteId>,
    /// The order it became.
    pub order_id: Option<OrderId>,
    /// When it became one.
    pub converted_at: Option<Instant>,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last saved.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Drafts this actor may see. Every read starts here.
    pub fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::drafts(actor))
    }
}

/// The draft, locked for a decision about it.
pub(crate) async fn find_locked(tx: &Tx, id: DraftId) -> Result<Model> {
    let found = Entity::visible_to(tx.actor())
        .filter(Column::Id.eq(id))
        .lock_exclusive();
    found.one(&**tx).await?.ok_or(Error::NoSuchDraft)
}

impl Model {
    /// What its price depends on.
    pub fn inputs(&self) -> Inputs {
        Inputs {
            pages: self.pages,
            slides: self.slides,
            spacing: self.spacing,
            deadline: self.deadline,
            subject: self.subject_id,
            type_of_work: self.type_of_work_id,
            academic_level: self.academic_level_id,
            services: self.additional_service_ids.0.clone(),
            preferred_writer: self.preferred_writer_id,
        }
    }

    /// Everything it refers to.
    pub(crate) fn references(&self) -> References {
        References {
            english_type: self.english_type_id,
            formatting_style: self.formatting_style_id,
            ..self.inputs().references()
        }
    }
}
