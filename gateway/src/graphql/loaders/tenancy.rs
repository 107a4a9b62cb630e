//! Questions to tenancy.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use kernel::EventId;

use super::Loaders;
use crate::graphql::error::{ApiError, Result};
use crate::graphql::tenancy::ParkedEvent;

/// An event of the asker's website that was given up, for those who run it.
impl Loader<EventId> for Loaders {
    type Value = ParkedEvent;
    type Error = ApiError;

    async fn load(&self, keys: &[EventId]) -> Result<HashMap<EventId, ParkedEvent>> {
        let operations = &self.services.operations;
        let events = operations.parked_events(&self.actor, keys).await?;
        Ok(events
            .into_iter()
            .map(|(id, event)| (id, ParkedEvent(event)))
            .collect())
    }
}
