//! The website of the load data set: its catalog and its price book.

use std::sync::Arc;

use ::orders::catalog::{Kind, NewCatalog, NewService, Rules, additional_service, item};
use anyhow::Result;
use chrono_tz::Tz;
use kernel::{Currency, Instant, PriceBookId, Site, WebsiteId, site};
use sea_orm::{DatabaseTransaction, EntityTrait, IntoActiveModel};

use super::chance::Chance;
use super::table::Table;

/// The website's short name: the default on localhost.
pub(super) const SLUG: &str = "atlas";

/// Its brand.
const NAME: &str = "Atlas";

/// The website.
pub(super) struct House {
    pub(super) website: WebsiteId,
    pub(super) opened: Instant,
    pub(super) policies: site::Policies,
    pub(super) currency: Currency,
    pub(super) items: Vec<item::Model>,
    pub(super) services: Vec<additional_service::Model>,
    pub(super) rules: Rules,
}

impl House {
    /// The website, opened at this time, with the usual catalog.
    pub(super) fn plan(chance: &mut Chance, opened: Instant) -> Result<Self> {
        let currency: Currency = "USD".parse()?;
        let NewCatalog {
            items,
            services,
            mut rules,
        } = NewCatalog::standard(&currency);
        let website = chance.id(opened);
        let mut listed = Vec::new();
        for (position, new) in (0..).zip(items) {
            let id = chance.id(opened);
            rules
                .multipliers
                .extend(new.multiplier.map(|multiplier| (id, multiplier)));
            listed.push(item::Model {
                id,
                website_id: website,
                kind: new.kind,
                name: new.name,
                code: new.code,
                is_technical: new.is_technical,
                is_active: true,
                position,
                created_at: opened,
                updated_at: opened,
            });
        }
        let service = |(position, new): (i32, NewService)| additional_service::Model {
            id: chance.id(opened),
            website_id: website,
            name: new.name,
            price: new.price,
            is_active: true,
            position,
            created_at: opened,
            updated_at: opened,
        };
        let services: Vec<_> = (0..).zip(services).map(service).collect();
        rules
            .services
            .extend(services.iter().map(|service| (service.id, service.price)));
        let policies = site::Policies::default();
        Ok(Self {
            website,
            opened,
            policies,
            currency,
            items: listed,
            services,
            rules,
        })
    }

    /// The entries of one kind.
    pub(super) fn all(&self, kind: Kind) -> Vec<&item::Model> {
        self.items.iter().filter(|item| item.kind == kind).collect()
    }

    /// The website as the kernel knows it.
    pub(super) fn site(&self) -> Arc<Site> {
        Arc::new(Site {
            id: self.website,
            slug: SLUG.to_owned(),
            name: NAME.to_owned(),
            canonical_host: format!("{SLUG}.localhost"),
            locale: "en".to_owned(),
            currency: self.currency.clone(),
            zone: Tz::UTC,
            suspended: false,
            registration_open: true,
            toggles: site::Toggles::default(),
            policies: self.policies.clone(),
            calendar: site::Calendar::office(),
        })
    }

    /// Writes it.
    pub(super) async fn write(&self, tx: &DatabaseTransaction, chance: &mut Chance) -> Result<()> {
        self.website(tx).await?;
        self.catalog(tx).await?;
        self.price_book(tx, chance).await
    }

    async fn website(&self, tx: &DatabaseTransaction) -> Result<()> {
        let site = self.site();
        let columns = [
            "id",
            "slug",
            "name",
            "status",
            "canonical_host",
            "locale",
            "currency",
            "time_zone",
            "registration_open",
            "policies",
            "calendar",
            "branding",
            "created_at",
            "updated_at",
        ];
        let mut websites = Table::new(tx, "websites", columns);
        let row = [
            site.id.into(),
            site.slug.as_str().into(),
            site.name.as_str().into(),
            "active".into(),
            site.canonical_host.as_str().into(),
            site.locale.as_str().into(),
            site.currency.code().into(),
            site.zone.name().into(),
            site.registration_open.into(),
            serde_json::to_value(&site.policies)?.into(),
            serde_json::to_value(&site.calendar)?.into(),
            serde_json::json!({}).into(),
            self.opened.into(),
            self.opened.into(),
        ];
        websites.push(row).await?;
        websites.finish().await?;
        let mut hosts = Table::new(tx, "website_hosts", ["host", "website_id"]);
        hosts
            .push([site.canonical_host.as_str().into(), site.id.into()])
            .await?;
        hosts.finish().await
    }

    async fn catalog(&self, tx: &DatabaseTransaction) -> Result<()> {
        let items = self
            .items
            .iter()
            .cloned()
            .map(IntoActiveModel::into_active_model);
        item::Entity::insert_many(items)
            .exec_without_returning(tx)
            .await?;
        let services = self
            .services
            .iter()
            .cloned()
            .map(IntoActiveModel::into_active_model);
        additional_service::Entity::insert_many(services)
            .exec_without_returning(tx)
            .await?;
        Ok(())
    }

    async fn price_book(&self, tx: &DatabaseTransaction, chance: &mut Chance) -> Result<()> {
        let columns = [
            "id",
            "website_id",
            "version",
            "rules",
            "is_current",
            "published_by",
            "published_at",
        ];
        let mut books = Table::new(tx, "price_books", columns);
        let row = [
            chance.id::<PriceBookId>(self.opened).into(),
            self.website.into(),
            1.into(),
            serde_json::to_value(&self.rules)?.into(),
            true.into(),
            super::BY.into(),
            self.opened.into(),
        ];
        books.push(row).await?;
        books.finish().await
    }
}
