//! The row of one specific thing to change.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{ChangeItemId, RevisionId, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Select};
use serde::{Deserialize, Serialize};

use super::Severity;

/// What the writer says about an item.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It is changed.
    Done,
    /// It is not, for a reason.
    Declined,
    /// It is not clear.
    Question,
}

/// One specific thing to change.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change_items")]
pub struct Model {
    /// The item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChangeItemId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// The request.
    pub revision_id: RevisionId,
    /// Its place in the request, from one.
    pub position: i32,
    /// Where in the work.
    pub section: String,
    /// What is wrong there.
    #[sea_orm(column_type = "Text")]
    pub issue: String,
    /// What should be there.
    #[sea_orm(column_type = "Text")]
    pub request: String,
    /// How much it matters.
    pub severity: Severity,
    /// The words it is about.
    #[sea_orm(column_type = "Text", nullable)]
    pub quoted_passage: Option<String>,
    /// What the writer says.
    pub answer: Option<Answer>,
    /// What they add: the reason, the question.
    #[sea_orm(column_type = "Text", nullable)]
    pub answer_note: Option<String>,
    /// Whether the change was looked at and found right.
    pub is_verified: Option<bool>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether it has to be asked for again: the change was found wrong, or never made.
    pub(crate) fn is_unresolved(&self) -> bool {
        match self.is_verified {
            Some(verified) => !verified,
            None => self.answer != Some(Answer::Done),
        }
    }
}

/// The items of these requests, in their order. Whoever sees a request sees its items.
pub(crate) fn find_of(website: WebsiteId, revisions: &[RevisionId]) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(website))
        .filter(Column::RevisionId.is_in(revisions.iter().copied()))
        .order_by_asc(Column::Position)
}
