//! Questions to orders.

use std::collections::HashMap;
use std::hash::Hash;

use async_graphql::dataloader::Loader;
use kernel::{
    CatalogItemId, DeliveryId, DraftId, OrderEventId, OrderId, Page, QuoteId, RevisionId,
    ServiceId, Slice,
};
use orders::{catalog, draft, order, quote, revision};

use super::Loaders;
use crate::graphql::error::{ApiError, Result};

/// The catalog entry of this id, retired or not.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ItemOf(pub CatalogItemId);

impl Loader<ItemOf> for Loaders {
    type Value = catalog::item::Model;
    type Error = ApiError;

    async fn load(&self, keys: &[ItemOf]) -> Result<HashMap<ItemOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = self.services.catalog.items(&self.actor, &ids).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (ItemOf(id), row))
            .collect())
    }
}

/// The additional service of this id, retired or not.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ServiceOf(pub ServiceId);

impl Loader<ServiceOf> for Loaders {
    type Value = catalog::additional_service::Model;
    type Error = ApiError;

    async fn load(&self, keys: &[ServiceOf]) -> Result<HashMap<ServiceOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = self.services.catalog.services(&self.actor, &ids).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (ServiceOf(id), row))
            .collect())
    }
}

/// The quote of this id, if the asker may see it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct QuoteOf(pub QuoteId);

impl Loader<QuoteOf> for Loaders {
    type Value = quote::Model;
    type Error = ApiError;

    async fn load(&self, keys: &[QuoteOf]) -> Result<HashMap<QuoteOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = self.services.quotes.quotes(&self.actor, &ids).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (QuoteOf(id), row))
            .collect())
    }
}

/// The draft of this id, if the asker may see it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DraftOf(pub DraftId);

impl Loader<DraftOf> for Loaders {
    type Value = draft::Model;
    type Error = ApiError;

    async fn load(&self, keys: &[DraftOf]) -> Result<HashMap<DraftOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = self.services.drafts.drafts(&self.actor, &ids).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (DraftOf(id), row))
            .collect())
    }
}

/// The order of this id, if the asker may see it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct OrderOf(pub OrderId);

impl Loader<OrderOf> for Loaders {
    type Value = order::Model;
    type Error = ApiError;

    async fn load(&self, keys: &[OrderOf]) -> Result<HashMap<OrderOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = self.services.orders.orders(&self.actor, &ids).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (OrderOf(id), row))
            .collect())
    }
}

/// This page of the quotes of a draft.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct QuotesOf(pub DraftId, pub Page);

impl Loader<QuotesOf> for Loaders {
    type Value = Slice<quote::Model>;
    type Error = ApiError;

    async fn load(&self, keys: &[QuotesOf]) -> Result<HashMap<QuotesOf, Self::Value>> {
        let mut found = HashMap::new();
        for (page, drafts) in by_page(keys.iter().map(|key| (&key.1, key.0))) {
            let lists = self
                .services
                .quotes
                .quotes_of(&self.actor, &drafts, &page)
                .await?;
            found.extend(
                lists
                    .into_iter()
                    .map(|(id, list)| (QuotesOf(id, page.clone()), list)),
            );
        }
        Ok(found)
    }
}

/// The parents whose lists are asked for, by the page that is asked for: one read for each.
pub(super) fn by_page<'k, P>(keys: impl Iterator<Item = (&'k Page, P)>) -> HashMap<Page, Vec<P>> {
    let mut pages: HashMap<Page, Vec<P>> = HashMap::new();
    for (page, parent) in keys {
        pages.entry(page.clone()).or_default().push(parent);
    }
    pages
}

/// The delivery of this id, if the asker may see it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DeliveryOf(pub DeliveryId);

impl Loader<DeliveryOf> for Loaders {
    type Value = order::delivery::Model;
    type Error = ApiError;

    async fn load(&self, keys: &[DeliveryOf]) -> Result<HashMap<DeliveryOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = self
            .services
            .deliveries
            .deliveries(&self.actor, &ids)
            .await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (DeliveryOf(id), row))
            .collect())
    }
}

/// This page of the deliveries of an order.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DeliveriesOf(pub OrderId, pub Page);

impl Loader<DeliveriesOf> for Loaders {
    type Value = Slice<order::delivery::Model>;
    type Error = ApiError;

    async fn load(&self, keys: &[DeliveriesOf]) -> Result<HashMap<DeliveriesOf, Self::Value>> {
        let mut found = HashMap::new();
        for (page, orders) in by_page(keys.iter().map(|key| (&key.1, key.0))) {
            let service = &self.services.deliveries;
            let lists = service.deliveries_of(&self.actor, &orders, &page).await?;
            found.extend(
                lists
                    .into_iter()
                    .map(|(id, list)| (DeliveriesOf(id, page.clone()), list)),
            );
        }
        Ok(found)
    }
}

/// The step of an order's history of this id, if the asker may see the order.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct StepOf(pub OrderEventId);

impl Loader<StepOf> for Loaders {
    type Value = order::timeline::Model;
    type Error = ApiError;

    async fn load(&self, keys: &[StepOf]) -> Result<HashMap<StepOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = self.services.orders.steps(&self.actor, &ids).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (StepOf(id), row))
            .collect())
    }
}

/// This page of the history of an order.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TimelineOf(pub OrderId, pub Page);

impl Loader<TimelineOf> for Loaders {
    type Value = Slice<order::timeline::Model>;
    type Error = ApiError;

    async fn load(&self, keys: &[TimelineOf]) -> Result<HashMap<TimelineOf, Self::Value>> {
        let mut found = HashMap::new();
        for (page, orders) in by_page(keys.iter().map(|key| (&key.1, key.0))) {
            let lists = self
                .services
                .orders
                .timeline_of(&self.actor, &orders, &page)
                .await?;
            found.extend(
                lists
                    .into_iter()
                    .map(|(id, list)| (TimelineOf(id, page.clone()), list)),
            );
        }
        Ok(found)
    }
}

/// The revision request of this id, if the asker may see its order.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RevisionOf(pub RevisionId);

impl Loader<RevisionOf> for Loaders {
    type Value = revision::Model;
    type Error = ApiError;

    async fn load(&self, keys: &[RevisionOf]) -> Result<HashMap<RevisionOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = self.services.revisions.revisions(&self.actor, &ids).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (RevisionOf(id), row))
            .collect())
    }
}

/// This page of the revision requests of an order.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RevisionsOf(pub OrderId, pub Page);

impl Loader<RevisionsOf> for Loaders {
    type Value = Slice<revision::Model>;
    type Error = ApiError;

    async fn load(&self, keys: &[RevisionsOf]) -> Result<HashMap<RevisionsOf, Self::Value>> {
        let mut found = HashMap::new();
        for (page, orders) in by_page(keys.iter().map(|key| (&key.1, key.0))) {
            let service = &self.services.revisions;
            let lists = service.revisions_of(&self.actor, &orders, &page).await?;
            found.extend(
                lists
                    .into_iter()
                    .map(|(id, list)| (RevisionsOf(id, page.clone()), list)),
            );
        }
        Ok(found)
    }
}

/// The revision request that an order is about at present.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CurrentRevisionOf(pub OrderId);

impl Loader<CurrentRevisionOf> for Loaders {
    type Value = revision::Model;
    type Error = ApiError;

    async fn load(
        &self,
        keys: &[CurrentRevisionOf],
    ) -> Result<HashMap<CurrentRevisionOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = self
            .services
            .revisions
            .current_of(&self.actor, &ids)
            .await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (CurrentRevisionOf(id), row))
            .collect())
    }
}

/// The items of a revision request, in their order.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ItemsOf(pub RevisionId);

impl Loader<ItemsOf> for Loaders {
    type Value = Vec<revision::item::Model>;
    type Error = ApiError;

    async fn load(&self, keys: &[ItemsOf]) -> Result<HashMap<ItemsOf, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let rows = self.services.revisions.items_of(&self.actor, &ids).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (ItemsOf(id), row))
            .collect())
    }
}
