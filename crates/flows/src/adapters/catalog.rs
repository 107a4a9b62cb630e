//! The catalog of orders, for those who keep lists of its entries.

use std::collections::HashSet;
use std::sync::Arc;

use anyhow::Context;
use async_trait::async_trait;
use kernel::site::Sites;
use kernel::{Actor, CatalogItemId, Clock, Id, RequestId, WebsiteId};
use orders::CatalogService;
use orders::catalog::Kind;
use writer_management::ports::{Catalog, ItemKind};

/// Reads the catalog through its service.
pub struct OrderCatalog {
    catalog: Arc<dyn CatalogService>,
    sites: Arc<dyn Sites>,
    clock: Arc<dyn Clock>,
}

impl OrderCatalog {
    /// Asks orders.
    pub fn new(
        catalog: Arc<dyn CatalogService>,
        sites: Arc<dyn Sites>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            catalog,
            sites,
            clock,
        }
    }
}

#[async_trait]
impl Catalog for OrderCatalog {
    async fn unknown_items(
        &self,
        website: WebsiteId,
        kind: ItemKind,
        items: &[CatalogItemId],
    ) -> anyhow::Result<Vec<CatalogItemId>> {
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let kind = match kind {
            ItemKind::Subject => Kind::Subject,
            ItemKind::TypeOfWork => Kind::TypeOfWork,
        };
        let site = self.sites.site(website).await?;
        let site = site.with_context(|| format!("there is no website {website}"))?;
        let house = Actor::system("catalog", site, RequestId::mint(&*self.clock));
        let found = self.catalog.items(&house, items).await?;
        let known = |id: &CatalogItemId| {
            found
                .get(id)
                .is_some_and(|item| item.kind == kind && item.is_active)
        };
        let unknown: HashSet<_> = items.iter().copied().filter(|id| !known(id)).collect();
        Ok(unknown.into_iter().collect())
    }
}
