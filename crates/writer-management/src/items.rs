//! Lists of catalog entries as one column.

use kernel::CatalogItemId;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// Entries of the website's catalog, in the order they were named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Items(pub Vec<CatalogItemId>);

impl Items {
    /// Whether `item` is one of them.
    pub fn has(&self, item: Option<CatalogItemId>) -> bool {
        item.is_some_and(|item| self.0.contains(&item))
    }
}
