//! What people may ask about websites, and the kernel's port for everybody else.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use kernel::site::{Policies, Sites, Toggles};
use kernel::{Actor, Change, Clock, Code, Faults, Id, Site, Toggle, Tx, WebsiteId};
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QuerySelect, Set, SqlErr,
};
use tracing::instrument;

use super::directory::Directory;
use super::new::{NewWebsite, fold};
use super::{PolicyChange, entity, host};
use crate::toggle::{ToggleState, entity as decision, keeper};
use crate::{Branding, Error, Result, TenancyEvent, policy};

/// What the rest of the house may ask about websites.
#[async_trait]
pub trait WebsiteService: Send + Sync {
    /// Makes a website that answers at once.
    async fn create(&self, actor: &Actor, new: NewWebsite) -> Result<Arc<Site>>;

    /// All websites of the installation, by short name.
    async fn list(&self, actor: &Actor) -> Result<Vec<Arc<Site>>>;

    /// The websites among `ids`: what a website is called, everybody may know.
    async fn websites(
        &self,
        actor: &Actor,
        ids: &[WebsiteId],
    ) -> Result<HashMap<WebsiteId, Arc<Site>>>;

    /// The published look of each of `ids`: everybody may see it.
    async fn branding(
        &self,
        actor: &Actor,
        ids: &[WebsiteId],
    ) -> Result<HashMap<WebsiteId, Arc<Branding>>>;

    /// Every toggle of the asker's website, explained.
    async fn toggles(&self, actor: &Actor) -> Result<Vec<ToggleState>>;

    /// Switches a feature of the asker's website on or off; the site as it is from now on.
    async fn set_toggle(&self, actor: &Actor, toggle: Toggle, value: bool) -> Result<Arc<Site>>;

    /// Changes what the asker's website insists on; the site as it is from now on.
    async fn insist(&self, actor: &Actor, wanted: PolicyChange) -> Result<Arc<Site>>;

    /// What the asker's website insists on, for whoever may change it.
    async fn insisted(&self, actor: &Actor) -> Result<Policies>;
}

/// The websites of the installation.
pub struct Websites {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    directory: Directory,
}

impl Websites {
    /// Over this database.
    pub fn new(db: DatabaseConnection, clock: Arc<dyn Clock>) -> Self {
        let directory = Directory::new(db.clone(), Arc::clone(&clock));
        Self {
            db,
            clock,
            directory,
        }
    }

    /// The site after a change, which this process sees from now on.
    async fn changed(&self, id: WebsiteId) -> Result<Arc<Site>> {
        let snapshot = self.directory.check().await?;
        let entry = snapshot.id(id).ok_or(Error::NoSuchWebsite)?;
        Ok(entry.site)
    }

    /// Whether others have the names already.
    async fn taken(&self, new: &NewWebsite) -> Result<Faults> {
        let mut faults = Faults::none();
        let (slug, hosts) = new.names();
        if entity::find_slug(&slug).count(&self.db).await? > 0 {
            slug_taken(&mut faults);
        }
        let others = host::find_among(&hosts).all(&self.db).await?;
        for (index, name) in hosts.iter().enumerate() {
            if others.iter().any(|other| other.host == *name) {
                let path = format!("hosts.{index}");
                faults.add(Code::Taken, &path, "Another website answers on this host.");
            }
        }
        Ok(faults)
    }
}

fn slug_taken(faults: &mut Faults) {
    let message = "Another website has this short name. Choose another.";
    faults.add(Code::Taken, "slug", message);
}

/// Somebody took a name between the question and the insert.
fn overtaken(error: DbErr) -> Error {
    let Some(SqlErr::UniqueConstraintViolation(what)) = error.sql_err() else {
        return error.into();
    };
    let mut faults = Faults::none();
    if what.contains("slug") {
        slug_taken(&mut faults);
    } else {
        let message = "Another website answers on one of these hosts.";
        faults.add(Code::Taken, "hosts", message);
    }
    faults.into()
}

#[async_trait]
impl WebsiteService for Websites {
    #[instrument(name = "tenancy.create", skip_all, fields(website.slug = %new.slug))]
    async fn create(&self, actor: &Actor, new: NewWebsite) -> Result<Arc<Site>> {
        let permit = policy::create(actor)?;
        let id = WebsiteId::mint(&*self.clock);
        let taken = self.taken(&new).await?;
        let (row, hosts) = match new.check(id, &permit, self.clock.now()) {
            Ok(checked) => taken.or(checked)?,
            Err(mut faults) => {
                faults.extend(taken);
                return Err(faults.into());
            }
        };
        let event = TenancyEvent::WebsiteCreated {
            website: id,
            by: permit.holder(),
            at: row.created_at,
        };
        // Its audit trail begins with itself.
        let founder = actor.on(Arc::new(row.site(Toggles::default())?));
        let tx = Tx::begin(&self.db, &founder, &self.clock).await?;
        let row = row.into_active_model().reset_all();
        let created = Change::created(row, &event).record(&tx).await;
        created.map_err(overtaken)?;
        let hosts = hosts.into_iter().map(|host| host::ActiveModel {
            host: Set(host),
            website_id: Set(id),
        });
        host::Entity::insert_many(hosts)
            .exec_without_returning(&*tx)
            .await
            .map_err(overtaken)?;
        tx.commit().await?;
        self.changed(id).await
    }

    async fn list(&self, actor: &Actor) -> Result<Vec<Arc<Site>>> {
        let _permit = policy::list(actor)?;
        let snapshot = self.directory.fresh().await?;
        let mut sites: Vec<_> = snapshot
            .all()
            .map(|entry| Arc::clone(&entry.site))
            .collect();
        sites.sort_by(|a, b| a.slug.cmp(&b.slug));
        Ok(sites)
    }

    async fn websites(
        &self,
        _actor: &Actor,
        ids: &[WebsiteId],
    ) -> Result<HashMap<WebsiteId, Arc<Site>>> {
        let snapshot = self.directory.fresh().await?;
        let known = |id: &WebsiteId| Some((*id, snapshot.id(*id)?.site));
        Ok(ids.iter().filter_map(known).collect())
    }

    async fn branding(
        &self,
        _actor: &Actor,
        ids: &[WebsiteId],
    ) -> Result<HashMap<WebsiteId, Arc<Branding>>> {
        let snapshot = self.directory.fresh().await?;
        let look = |id: &WebsiteId| Some((*id, snapshot.id(*id)?.branding));
        Ok(ids.iter().filter_map(look).collect())
    }

    async fn toggles(&self, actor: &Actor) -> Result<Vec<ToggleState>> {
        let _permit = policy::explain(actor)?;
        let decided = decision::Entity::visible_to(actor).all(&self.db).await?;
        let explain = |toggle: Toggle| {
            let row = decided.iter().find(|row| row.known() == Some(toggle));
            ToggleState::of(toggle, row)
        };
        Ok(Toggle::ALL.into_iter().map(explain).collect())
    }

    #[instrument(name = "tenancy.set_toggle", skip_all, fields(toggle = toggle.name(), value))]
    async fn set_toggle(&self, actor: &Actor, toggle: Toggle, value: bool) -> Result<Arc<Site>> {
        let permit = policy::switch(actor, keeper(toggle))?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        // The website's row orders all changes to it.
        let website = entity::Entity::visible_to(actor)
            .lock_exclusive()
            .one(&*tx)
            .await?
            .ok_or(Error::NoSuchWebsite)?;
        let decided = decision::Entity::visible_to(actor).all(&*tx).await?;
        let decided = decided.iter().find(|row| row.known() == Some(toggle));
        let before = ToggleState::of(toggle, decided).value;
        let row = decision::ActiveModel {
            website_id: Set(website.id),
            toggle: Set(toggle.name().to_owned()),
            value: Set(value),
            changed_by: Set(permit.holder().to_string()),
            changed_at: Set(tx.now()),
        };
        if decided.is_some() {
            row.update(&*tx).await?;
        } else {
            row.insert(&*tx).await?;
        }
        let change = website.switched(&permit, toggle, (before, value), tx.now());
        let website = change.record(&tx).await?;
        tx.commit().await?;
        self.changed(website.id).await
    }

    #[instrument(name = "tenancy.insist", skip_all)]
    async fn insist(&self, actor: &Actor, wanted: PolicyChange) -> Result<Arc<Site>> {
        let permit = policy::insist(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let website = entity::Entity::visible_to(actor)
            .lock_exclusive()
            .one(&*tx)
            .await?
            .ok_or(Error::NoSuchWebsite)?;
        let id = website.id;
        if let Some(change) = website.insisting(&permit, wanted, tx.now()) {
            change.record(&tx).await?;
        }
        tx.commit().await?;
        self.changed(id).await
    }

    async fn insisted(&self, actor: &Actor) -> Result<Policies> {
        let _permit = policy::insist(actor)?;
        let website = entity::Entity::visible_to(actor).one(&self.db).await?;
        Ok(website.ok_or(Error::NoSuchWebsite)?.policies)
    }
}

#[async_trait]
impl Sites for Websites {
    async fn site(&self, id: WebsiteId) -> anyhow::Result<Option<Arc<Site>>> {
        let entry = self.directory.find(|held| held.id(id)).await?;
        Ok(entry.map(|entry| entry.site))
    }

    async fn site_of_host(&self, host: &str) -> anyhow::Result<Option<Arc<Site>>> {
        let host = fold(host);
        let entry = self.directory.find(|held| held.host(&host)).await?;
        Ok(entry.map(|entry| entry.site))
    }

    async fn site_of_slug(&self, slug: &str) -> anyhow::Result<Option<Arc<Site>>> {
        let entry = self.directory.find(|held| held.slug(slug)).await?;
        Ok(entry.map(|entry| entry.site))
    }
}
