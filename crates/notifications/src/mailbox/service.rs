//! Keeps mails and shows them.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{Actor, Clock, Cursor, CursorKey, Id, Instant, MailId, Page, Slice, Sort};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, Set};

use super::entity;
use crate::ports::{MailFailure, Mailer};
use crate::{Mail, Result, policy};

/// What the page of the local mailbox asks.
#[async_trait]
pub trait MailboxService: Send + Sync {
    /// The mails of the asker's website, newest first.
    async fn list(&self, actor: &Actor, page: &Page) -> Result<Slice<entity::Model>>;

    /// One of them.
    async fn find_mail(&self, actor: &Actor, id: MailId) -> Result<Option<entity::Model>>;

    /// Removes the mails of all websites that were written before `before`; says how many.
    async fn prune(&self, actor: &Actor, before: Instant) -> Result<u64>;
}

/// Shows the mails that stayed here.
pub struct Mailbox {
    db: DatabaseConnection,
}

impl Mailbox {
    /// The mailbox in this database.
    pub fn new(db: DatabaseConnection) -> Self {
        Self { db }
    }
}

#[async_trait]
impl MailboxService for Mailbox {
    async fn list(&self, actor: &Actor, page: &Page) -> Result<Slice<entity::Model>> {
        let permit = policy::read_mailbox(actor)?;
        let newest = Sort::descending(
            Expr::col((entity::Entity, entity::Column::CreatedAt)),
            (entity::Entity, entity::Column::Id),
            |mail: &entity::Model| Cursor::new(CursorKey::Time(mail.created_at), mail.id),
        );
        let mails = entity::Entity::visible_to(actor, &permit);
        Ok(page.fetch(mails, newest, &self.db).await?)
    }

    async fn find_mail(&self, actor: &Actor, id: MailId) -> Result<Option<entity::Model>> {
        let permit = policy::read_mailbox(actor)?;
        let mails = entity::Entity::visible_to(actor, &permit);
        Ok(mails
            .filter(entity::Column::Id.eq(id))
            .one(&self.db)
            .await?)
    }

    async fn prune(&self, actor: &Actor, before: Instant) -> Result<u64> {
        let _permit = policy::read_mailbox(actor)?;
        let old = entity::Entity::delete_many()
            .filter(entity::Column::CreatedAt.lt(before))
            .exec(&self.db)
            .await?;
        Ok(old.rows_affected)
    }
}

/// The mailer that keeps every mail in the local mailbox.
pub struct LocalMailbox {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
}

impl LocalMailbox {
    /// Keeps mails in this database.
    pub fn new(db: DatabaseConnection, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }
}

#[async_trait]
impl Mailer for LocalMailbox {
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure> {
        let row = entity::ActiveModel {
            id: Set(MailId::mint(&*self.clock)),
            website_id: Set(mail.website),
            message_id: Set(mail.message_id.clone()),
            sender: Set(mail.from.to_string()),
            recipient: Set(mail.to.to_string()),
            reply_to: Set(mail.reply_to.as_ref().map(ToString::to_string)),
            unsubscribe_url: Set(mail.unsubscribe.clone()),
            subject: Set(mail.subject.clone()),
            text: Set(mail.text.clone()),
            html: Set(mail.html.clone()),
            created_at: Set(mail.at),
        };
        let kept = entity::Entity::insert(row)
            .on_conflict_do_nothing_on([entity::Column::MessageId])
            .exec_without_returning(&self.db)
            .await;
        kept.map(|_| ())
            .map_err(|error| MailFailure::Temporary(error.to_string()))
    }
}
