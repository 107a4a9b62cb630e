//! The row of one issued "was it you?" link.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, Change, Instant, SessionId, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, Select, Set};

use crate::TokenHash;
use crate::session::entity::Answer;

/// A link: a mail that is sent again carries another, and each is answered once.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answer_links")]
pub struct Model {
    /// What is stored of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: TokenHash,
    /// The tenant.
    pub website_id: WebsiteId,
    /// The sign-in that it asks about.
    pub session_id: SessionId,
    /// When it was made.
    pub issued_at: Instant,
    /// Until when it can be answered.
    pub expires_at: Instant,
    /// What it was answered with.
    pub answer: Option<Answer>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Is made.
    pub(super) fn issued(self) -> Change<ActiveModel> {
        let session = self.session_id;
        let row = self.into_active_model().reset_all();
        Change::silently_created(row, "identity.answer_link_issued", &session)
    }

    /// Is answered.
    pub(super) fn answered(self, answer: Answer) -> Change<ActiveModel> {
        let session = self.session_id;
        let action = match answer {
            Answer::Mine => "identity.sign_in_called_mine",
            Answer::NotMine => "identity.sign_in_called_foreign",
        };
        let mut row = self.into_active_model();
        row.answer = Set(Some(answer));
        Change::silent(row, action, &session)
    }
}

/// The link of this token, on the website that it was made for.
pub(super) fn find_here(actor: &Actor, token: &TokenHash) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(actor.website()))
        .filter(Column::TokenHash.eq(token.clone()))
}
