//! Shows inboxes to their owners and notes what they have read.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use async_trait::async_trait;
use kernel::live::{Live, Signal};
use kernel::{
    AccountId, Actor, Clock, Cursor, CursorKey, NotificationId, Page, Slice, Sort, Tx, audit,
};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use tracing::instrument;

use super::entity::{self, Column, Entity, Model};
use crate::{Error, Result, policy};

/// The most notifications that are named in one request.
const MOST: usize = 100;

/// Which notifications are read now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marked {
    /// All of them; of those that were not read yet, at most the newest hundred are answered.
    All,
    /// These, at most a hundred.
    These(Vec<NotificationId>),
}

/// What people may ask about their inbox.
#[async_trait]
pub trait InboxService: Send + Sync {
    /// The asker's notifications on this website, newest first.
    async fn list(&self, actor: &Actor, unread_only: bool, page: &Page) -> Result<Slice<Model>>;

    /// Those among `ids` that are the asker's own here.
    async fn notifications(
        &self,
        actor: &Actor,
        ids: &[NotificationId],
    ) -> Result<HashMap<NotificationId, Model>>;

    /// How many they have not read.
    async fn unread(&self, actor: &Actor) -> Result<u64>;

    /// Notes that they have read these; answers with them. What was read stays read as of then.
    async fn mark_read(&self, actor: &Actor, marked: Marked) -> Result<Vec<Model>>;
}

/// Shows inboxes.
pub struct Inbox {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    live: Arc<dyn Live>,
}

impl Inbox {
    /// Shows those in this database; other windows of the same person hear by `live` what they
    /// have read in one.
    pub fn new(db: DatabaseConnection, clock: Arc<dyn Clock>, live: Arc<dyn Live>) -> Self {
        Self { db, clock, live }
    }
}

#[async_trait]
impl InboxService for Inbox {
    async fn list(&self, actor: &Actor, unread_only: bool, page: &Page) -> Result<Slice<Model>> {
        let _permit = policy::read_inbox(actor)?;
        let mut own = Entity::visible_to(actor);
        if unread_only {
            own = own.filter(Column::ReadAt.is_null());
        }
        let newest = Sort::descending(
            Expr::col((entity::Entity, Column::CreatedAt)),
            (entity::Entity, Column::Id),
            |row: &Model| Cursor::new(CursorKey::Time(row.created_at), row.id),
        );
        Ok(page.fetch(own, newest, &self.db).await?)
    }

    async fn notifications(
        &self,
        actor: &Actor,
        ids: &[NotificationId],
    ) -> Result<HashMap<NotificationId, Model>> {
        let own = Entity::visible_to(actor).filter(Column::Id.is_in(ids.iter().copied()));
        let rows = own.all(&self.db).await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn unread(&self, actor: &Actor) -> Result<u64> {
        let _permit = policy::read_inbox(actor)?;
        let own = Entity::visible_to(actor).filter(Column::ReadAt.is_null());
        Ok(own.count(&self.db).await?)
    }

    #[instrument(name = "notifications.mark_read", skip_all)]
    async fn mark_read(&self, actor: &Actor, marked: Marked) -> Result<Vec<Model>> {
        let (account, _permit) = policy::read_inbox(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let mut rows = match &marked {
            Marked::All => newest_unread_in(&tx).await?,
            Marked::These(ids) => named_in(&tx, ids).await?,
        };
        let unread = Column::ReadAt.is_null();
        let mut update = Entity::update_many()
            .col_expr(Column::ReadAt, Expr::value(tx.now()))
            .filter(Column::WebsiteId.eq(actor.website()))
            .filter(Column::AccountId.eq(account))
            .filter(unread);
        if let Marked::These(ids) = &marked {
            update = update.filter(Column::Id.is_in(ids.iter().copied()));
        }
        let changed = update.exec(&*tx).await?.rows_affected;
        if changed > 0 {
            audit::write(&tx, audit::Note::new("notification.read", &account));
        }
        for row in rows.iter_mut().filter(|row| row.read_at.is_none()) {
            row.read_at = Some(tx.now());
        }
        tx.commit().await?;
        if changed > 0 {
            self.wake(actor, account);
        }
        Ok(rows)
    }
}

impl Inbox {
    fn wake(&self, actor: &Actor, account: AccountId) {
        self.live.send(Signal::InboxRead {
            website: actor.website(),
            account,
        });
    }
}

/// The asker's newest that were not read.
async fn newest_unread_in(tx: &Tx) -> Result<Vec<Model>, DbErr> {
    let most = u64::try_from(MOST).unwrap_or_default();
    Entity::visible_to(tx.actor())
        .filter(Column::ReadAt.is_null())
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(most)
        .lock_exclusive()
        .all(&**tx)
        .await
}

/// The asker's own of these ids, in their order, each once; all of them, or the places of those
/// that are not there.
async fn named_in(tx: &Tx, ids: &[NotificationId]) -> Result<Vec<Model>> {
    if ids.len() > MOST {
        return Err(Error::TooMany(MOST));
    }
    let rows = Entity::visible_to(tx.actor())
        .filter(Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(&**tx)
        .await?;
    let mut found: HashMap<_, _> = rows.into_iter().map(|row| (row.id, row)).collect();
    let places: Vec<_> = (0..ids.len())
        .filter(|place| ids.get(*place).is_some_and(|id| !found.contains_key(id)))
        .collect();
    if !places.is_empty() {
        return Err(Error::NoSuchNotifications(places));
    }
    let mut seen = HashSet::new();
    let once = ids.iter().filter(|id| seen.insert(**id));
    Ok(once.filter_map(|id| found.remove(id)).collect())
}
