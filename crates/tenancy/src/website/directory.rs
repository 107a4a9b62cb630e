//! All websites in memory: every request asks for one, and they hardly ever change.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::TimeDelta;
use kernel::{Clock, Instant, Site, WebsiteId, site};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func};
use sea_orm::{DatabaseConnection, DbErr, QuerySelect};
use tokio::sync::Mutex;

use super::{entity, host};
use crate::{Branding, toggle};

/// How long a change made by another process may stay unseen.
const STALENESS: TimeDelta = TimeDelta::seconds(1);

/// How many websites there are and how often they were changed: it grows with every change.
type Mark = (i64, i64);

/// A website with its look.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) site: Arc<Site>,
    pub(super) branding: Arc<Branding>,
}

/// The websites as they were at one mark.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    mark: Mark,
    sites: HashMap<WebsiteId, Entry>,
    hosts: HashMap<String, WebsiteId>,
    slugs: HashMap<String, WebsiteId>,
}

impl Snapshot {
    pub(super) fn id(&self, id: WebsiteId) -> Option<Entry> {
        self.sites.get(&id).cloned()
    }

    pub(super) fn host(&self, host: &str) -> Option<Entry> {
        self.hosts.get(host).and_then(|id| self.id(*id))
    }

    pub(super) fn slug(&self, slug: &str) -> Option<Entry> {
        self.slugs.get(slug).and_then(|id| self.id(*id))
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Entry> {
        self.sites.values()
    }
}

/// Holds the snapshot and asks the database at most once a second whether it is still true.
pub(super) struct Directory {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    held: RwLock<Option<(Instant, Arc<Snapshot>)>>,
    checking: Mutex<()>,
}

impl Directory {
    pub(super) fn new(db: DatabaseConnection, clock: Arc<dyn Clock>) -> Self {
        Self {
            db,
            clock,
            held: RwLock::new(None),
            checking: Mutex::new(()),
        }
    }

    /// The entry that `pick` chooses. When it chooses none the database is asked at once: a
    /// website that was made a moment ago must not answer "unknown".
    pub(super) async fn find(
        &self,
        pick: impl Fn(&Snapshot) -> Option<Entry> + Send,
    ) -> Result<Option<Entry>, DbErr> {
        if let Some(entry) = pick(&*self.fresh().await?) {
            return Ok(Some(entry));
        }
        Ok(pick(&*self.check().await?))
    }

    /// The websites as they are, or were less than a second ago.
    pub(super) async fn fresh(&self) -> Result<Arc<Snapshot>, DbErr> {
        if let Some(snapshot) = self.young() {
            return Ok(snapshot);
        }
        let checking = self.checking.lock().await;
        if let Some(snapshot) = self.young() {
            return Ok(snapshot);
        }
        self.check_alone(&checking).await
    }

    /// The websites as they are.
    pub(super) async fn check(&self) -> Result<Arc<Snapshot>, DbErr> {
        let checking = self.checking.lock().await;
        self.check_alone(&checking).await
    }

    async fn check_alone(
        &self,
        _checking: &tokio::sync::MutexGuard<'_, ()>,
    ) -> Result<Arc<Snapshot>, DbErr> {
        let now = self.clock.now();
        // Read before the rows: a change in between shows at the next check.
        let mark = self.mark().await?;
        let snapshot = match self.held() {
            Some((_, snapshot)) if snapshot.mark == mark => snapshot,
            Some(_) | None => Arc::new(self.read(mark).await?),
        };
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        *held = Some((now, Arc::clone(&snapshot)));
        Ok(snapshot)
    }

    fn held(&self) -> Option<(Instant, Arc<Snapshot>)> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.clone()
    }

    fn young(&self) -> Option<Arc<Snapshot>> {
        let (checked_at, snapshot) = self.held()?;
        let age = self.clock.now() - checked_at;
        (age.abs() < STALENESS).then_some(snapshot)
    }

    async fn mark(&self) -> Result<Mark, DbErr> {
        // The sum of big integers is a numeric on PostgreSQL.
        let changes = Func::coalesce([Expr::col(entity::Column::Revision).sum(), Expr::val(0)]);
        let mark = entity::find_all()
            .select_only()
            .column_as(Expr::col(entity::Column::Id).count(), "websites")
            .column_as(Expr::expr(changes).cast_as(Alias::new("bigint")), "changes")
            .into_tuple::<Mark>()
            .one(&self.db)
            .await?;
        Ok(mark.unwrap_or_default())
    }

    async fn read(&self, mark: Mark) -> Result<Snapshot, DbErr> {
        let mut decided: HashMap<WebsiteId, Vec<_>> = HashMap::new();
        for row in toggle::entity::find_all().all(&self.db).await? {
            if let Some(toggle) = row.known() {
                let decisions = decided.entry(row.website_id).or_default();
                decisions.push((toggle, row.value));
            }
        }
        let mut snapshot = Snapshot {
            mark,
            ..Snapshot::default()
        };
        for row in entity::find_all().all(&self.db).await? {
            let toggles = decided.remove(&row.id).unwrap_or_default();
            let site = row.site(site::Toggles::new(toggles))?;
            snapshot.slugs.insert(row.slug, row.id);
            let entry = Entry {
                site: Arc::new(site),
                branding: Arc::new(row.branding),
            };
            snapshot.sites.insert(row.id, entry);
        }
        for row in host::find_all().all(&self.db).await? {
            snapshot.hosts.insert(row.host, row.website_id);
        }
        Ok(snapshot)
    }
}
