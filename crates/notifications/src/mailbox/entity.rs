//! The row of one mail.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, Instant, MailId, Permit, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::ReadMailbox;

/// A mail that stayed here.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mails")]
pub struct Model {
    /// The mail.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailId,
    /// In whose name it was sent.
    pub website_id: WebsiteId,
    /// Its Message-ID; the same mail is kept once.
    #[sea_orm(unique)]
    pub message_id: String,
    /// From whom.
    pub sender: String,
    /// To whom.
    pub recipient: String,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// What stops mails like it.
    pub unsubscribe_url: Option<String>,
    /// The subject.
    pub subject: String,
    /// The plain text.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// The HTML.
    #[sea_orm(column_type = "Text")]
    pub html: String,
    /// When it was sent.
    pub created_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The mails of the website, for whoever may read them.
    pub(crate) fn visible_to(actor: &Actor, _permit: &Permit<ReadMailbox>) -> Select<Self> {
        Self::find().filter(Column::WebsiteId.eq(actor.website()))
    }
}
