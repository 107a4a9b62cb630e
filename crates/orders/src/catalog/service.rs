//! Reads a catalog, founds one, publishes its prices and its rules of use.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{Actor, CatalogItemId, Change, Code, Faults, Permit, PriceBookId, ServiceId, Tx};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use tracing::instrument;

use super::{AcceptableUse, Kind, NewCatalog, Rules};
use super::{acceptable_use, additional_service, item, price_book};
use crate::policy::{self, KeepCatalog};
use crate::{Error, Orders, Result};

/// Everything a website offers, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    /// The entries, retired ones left out.
    pub items: Vec<item::Model>,
    /// The services, retired ones left out.
    pub services: Vec<additional_service::Model>,
}

/// What the rest of the house may ask about catalogs.
#[async_trait]
pub trait CatalogService: Send + Sync {
    /// What the website offers.
    async fn catalog(&self, actor: &Actor) -> Result<Catalog>;

    /// The entries among `ids` of this website, retired ones as well.
    async fn items(
        &self,
        actor: &Actor,
        ids: &[CatalogItemId],
    ) -> Result<HashMap<CatalogItemId, item::Model>>;

    /// The services among `ids` of this website, retired ones as well.
    async fn services(
        &self,
        actor: &Actor,
        ids: &[ServiceId],
    ) -> Result<HashMap<ServiceId, additional_service::Model>>;

    /// The acceptable-use text in force, if the website published one.
    async fn acceptable_use(&self, actor: &Actor) -> Result<Option<AcceptableUse>>;

    /// The price book that new quotes use.
    async fn price_book(&self, actor: &Actor) -> Result<price_book::Model>;

    /// Makes the catalog and the first price book of a website that has none.
    async fn found(&self, actor: &Actor, new: NewCatalog) -> Result<Catalog>;

    /// Publishes the next version of the price book: new quotes use it, old ones keep theirs. A
    /// service it does not name keeps its price.
    async fn publish_price_book(&self, actor: &Actor, rules: Rules) -> Result<price_book::Model>;

    /// Publishes the next version of the acceptable-use text.
    async fn publish_acceptable_use(
        &self,
        actor: &Actor,
        text: String,
        blocked_types_of_work: Vec<CatalogItemId>,
    ) -> Result<AcceptableUse>;
}

#[async_trait]
impl CatalogService for Orders {
    async fn catalog(&self, actor: &Actor) -> Result<Catalog> {
        let items = item::Entity::visible_to(actor)
            .filter(item::Column::IsActive.eq(true))
            .order_by_asc(item::Column::Position)
            .all(&self.db);
        let services = additional_service::Entity::visible_to(actor)
            .filter(additional_service::Column::IsActive.eq(true))
            .order_by_asc(additional_service::Column::Position)
            .all(&self.db);
        Ok(Catalog {
            items: items.await?,
            services: services.await?,
        })
    }

    async fn items(
        &self,
        actor: &Actor,
        ids: &[CatalogItemId],
    ) -> Result<HashMap<CatalogItemId, item::Model>> {
        let named = item::Column::Id.is_in(ids.iter().copied());
        let rows = item::Entity::visible_to(actor)
            .filter(named)
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn services(
        &self,
        actor: &Actor,
        ids: &[ServiceId],
    ) -> Result<HashMap<ServiceId, additional_service::Model>> {
        let named = additional_service::Column::Id.is_in(ids.iter().copied());
        let rows = additional_service::Entity::visible_to(actor)
            .filter(named)
            .all(&self.db);
        Ok(rows.await?.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn acceptable_use(&self, actor: &Actor) -> Result<Option<AcceptableUse>> {
        Ok(acceptable_use::find_current(actor.website())
            .one(&self.db)
            .await?)
    }

    async fn price_book(&self, actor: &Actor) -> Result<price_book::Model> {
        let _permit = policy::keep_catalog(actor)?;
        let found = price_book::find_current(actor.website())
            .one(&self.db)
            .await?;
        found.ok_or(Error::NoPriceBook)
    }

    #[instrument(name = "catalog.found", skip_all)]
    async fn found(&self, actor: &Actor, new: NewCatalog) -> Result<Catalog> {
        let tx = self.begin(actor).await?;
        let permit = policy::keep_catalog(actor)?;
        if price_book::find_current(actor.website())
            .one(&*tx)
            .await?
            .is_some()
        {
            return Err(Error::AlreadyFounded);
        }
        let mut rules = new.rules.clone();
        found_items(&tx, &new, &mut rules).await?;
        found_services(&tx, &new, &mut rules).await?;
        rules.check().or(())?;
        publish(&tx, &permit, 1, rules).await?;
        tx.commit().await?;
        self.catalog(actor).await
    }

    #[instrument(name = "catalog.publish_price_book", skip_all)]
    async fn publish_price_book(&self, actor: &Actor, rules: Rules) -> Result<price_book::Model> {
        let tx = self.begin(actor).await?;
        let permit = policy::keep_catalog(actor)?;
        let current = price_book::find_current(actor.website()).lock_exclusive();
        let current = current.one(&*tx).await?.ok_or(Error::NoPriceBook)?;
        let version = current.version + 1;
        let rules = complete(&tx, rules).await?;
        let mut row = current.into_active_model();
        row.is_current = Set(false);
        row.update(&*tx).await?;
        let book = publish(&tx, &permit, version, rules).await?;
        tx.commit().await?;
        Ok(book)
    }

    #[instrument(name = "catalog.publish_acceptable_use", skip_all)]
    async fn publish_acceptable_use(
        &self,
        actor: &Actor,
        text: String,
        blocked_types_of_work: Vec<CatalogItemId>,
    ) -> Result<AcceptableUse> {
        let tx = self.begin(actor).await?;
        let permit = policy::keep_catalog(actor)?;
        let mut faults = Faults::none();
        let text = faults.text("text", &text, MOST_TEXT);
        let known = items_of(&tx, Kind::TypeOfWork, &blocked_types_of_work).await?;
        for (index, id) in blocked_types_of_work.iter().enumerate() {
            if !known.contains_key(id) {
                let path = format!("blockedTypeOfWorkIds.{index}");
                faults.add(Code::NotFound, &path, "There is no such type of work.");
            }
        }
        faults.or(())?;
        // The price book is the one row of the website that every publication locks.
        price_book::find_current(actor.website())
            .lock_exclusive()
            .one(&*tx)
            .await?;
        let last = acceptable_use::find_current(actor.website())
            .one(&*tx)
            .await?;
        let version = last.map_or(1, |last| last.version + 1);
        let row = acceptable_use::ActiveModel {
            website_id: Set(actor.website()),
            version: Set(version),
            text: Set(text),
            blocked_types_of_work: Set(acceptable_use::Blocked(blocked_types_of_work)),
            published_by: Set(permit.holder().to_string()),
            published_at: Set(tx.now()),
        };
        let object = format!("{} version {version}", actor.website());
        let published = Change::silently_created(row, "acceptable_use.published", &object);
        let published = published.record(&tx).await?;
        tx.commit().await?;
        Ok(published)
    }
}

/// The most characters of an acceptable-use text.
const MOST_TEXT: usize = 20_000;

async fn items_of(
    tx: &Tx,
    kind: Kind,
    ids: &[CatalogItemId],
) -> Result<HashMap<CatalogItemId, item::Model>> {
    let rows = item::Entity::visible_to(tx.actor())
        .filter(item::Column::Kind.eq(kind))
        .filter(item::Column::Id.is_in(ids.iter().copied()))
        .all(&**tx)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

async fn found_items(tx: &Tx, new: &NewCatalog, rules: &mut Rules) -> Result<()> {
    let mut rows = Vec::new();
    for (position, new) in (1..).zip(&new.items) {
        let id = tx.mint();
        if let Some(multiplier) = new.multiplier {
            rules.multipliers.insert(id, multiplier);
        }
        rows.push(item::ActiveModel {
            id: Set(id),
            website_id: Set(tx.actor().website()),
            kind: Set(new.kind),
            name: Set(new.name.clone()),
            code: Set(new.code.clone()),
            is_technical: Set(new.is_technical),
            is_active: Set(true),
            position: Set(position),
            created_at: Set(tx.now()),
            updated_at: Set(tx.now()),
        });
    }
    if !rows.is_empty() {
        item::Entity::insert_many(rows)
            .exec_without_returning(&**tx)
            .await?;
    }
    Ok(())
}

async fn found_services(tx: &Tx, new: &NewCatalog, rules: &mut Rules) -> Result<()> {
    let mut rows = Vec::new();
    for (position, new) in (1..).zip(&new.services) {
        let id = tx.mint();
        rules.services.insert(id, new.price);
        rows.push(additional_service::ActiveModel {
            id: Set(id),
            website_id: Set(tx.actor().website()),
            name: Set(new.name.clone()),
            price: Set(new.price),
            is_active: Set(true),
            position: Set(position),
            created_at: Set(tx.now()),
            updated_at: Set(tx.now()),
        });
    }
    if !rows.is_empty() {
        additional_service::Entity::insert_many(rows)
            .exec_without_returning(&**tx)
            .await?;
    }
    Ok(())
}

/// The rules with every service's price; everything they name is known here. Prices that change
/// are written to the services.
async fn complete(tx: &Tx, mut rules: Rules) -> Result<Rules> {
    let mut faults = rules.check();
    let named: Vec<_> = rules.multipliers.keys().copied().collect();
    let find = item::Entity::visible_to(tx.actor()).filter(item::Column::Id.is_in(named.clone()));
    let known: Vec<_> = find
        .all(&**tx)
        .await?
        .into_iter()
        .map(|row| row.id)
        .collect();
    for id in named.iter().filter(|id| !known.contains(id)) {
        faults.add(
            Code::NotFound,
            &format!("multipliers.{id}"),
            "There is no such entry.",
        );
    }
    let services = additional_service::Entity::visible_to(tx.actor())
        .all(&**tx)
        .await?;
    for id in rules.services.keys() {
        if !services.iter().any(|service| service.id == *id) {
            faults.add(
                Code::NotFound,
                &format!("services.{id}"),
                "There is no such service.",
            );
        }
    }
    faults.or(())?;
    for service in services {
        let price = *rules.services.entry(service.id).or_insert(service.price);
        if price != service.price {
            let mut row = service.into_active_model();
            row.price = Set(price);
            row.updated_at = Set(tx.now());
            row.update(&**tx).await?;
        }
    }
    Ok(rules)
}

async fn publish(
    tx: &Tx,
    permit: &Permit<KeepCatalog>,
    version: i32,
    rules: Rules,
) -> Result<price_book::Model> {
    let id = tx.mint::<PriceBookId>();
    let row = price_book::ActiveModel {
        id: Set(id),
        website_id: Set(tx.actor().website()),
        version: Set(version),
        rules: Set(rules),
        is_current: Set(true),
        published_by: Set(permit.holder().to_string()),
        published_at: Set(tx.now()),
    };
    Ok(Change::silently_created(row, "price_book.published", &id)
        .record(tx)
        .await?)
}
