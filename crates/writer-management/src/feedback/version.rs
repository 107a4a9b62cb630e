//! Every version of a feedback, append-only.
#![expect(
    clippy::disallowed_methods,
    reason = "`#[sea_orm::model]` writes a `find`"
)]

use kernel::{FeedbackId, Instant, Tx, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, Set};

use super::command::Valid;

/// What was written, when, and by whom.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_versions")]
pub struct Model {
    /// The tenant.
    pub website_id: WebsiteId,
    /// The feedback.
    #[sea_orm(primary_key, auto_increment = false)]
    pub feedback_id: FeedbackId,
    /// 1 for the first.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// Who wrote it.
    pub written_by: String,
    /// When.
    pub written_at: Instant,
    /// All of it.
    pub content: Json,
}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps what a command said, in the command's own transaction.
pub(super) async fn keep_in(
    tx: &Tx,
    feedback: FeedbackId,
    version: i32,
    said: &Valid,
) -> Result<(), DbErr> {
    let content = serde_json::to_value(said).map_err(|error| DbErr::Json(error.to_string()))?;
    let row = ActiveModel {
        website_id: Set(tx.actor().website()),
        feedback_id: Set(feedback),
        version: Set(version),
        written_by: Set(tx.actor().who().to_string()),
        written_at: Set(tx.now()),
        content: Set(content),
    };
    row.insert(&**tx).await.map(|_| ())
}
