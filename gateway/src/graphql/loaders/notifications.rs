//! Questions to notifications.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use kernel::{LoginAlertId, NotificationId};
use notifications::delivery;

use super::Loaders;
use crate::graphql::error::{ApiError, Result};
use crate::graphql::notifications::{LoginAlert, Notification};

/// A notification of the asker's own.
impl Loader<NotificationId> for Loaders {
    type Value = Notification;
    type Error = ApiError;

    async fn load(&self, keys: &[NotificationId]) -> Result<HashMap<NotificationId, Notification>> {
        let rows = self.services.inbox.notifications(&self.actor, keys).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (id, Notification(row)))
            .collect())
    }
}

/// An alert of the asker's own on this website.
impl Loader<LoginAlertId> for Loaders {
    type Value = LoginAlert;
    type Error = ApiError;

    async fn load(&self, keys: &[LoginAlertId]) -> Result<HashMap<LoginAlertId, LoginAlert>> {
        let rows = self.services.alerts.alerts(&self.actor, keys).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (id, LoginAlert(row)))
            .collect())
    }
}

/// What became of an alert of the asker's own, channel by channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OutcomesOf(pub LoginAlertId);

impl Loader<OutcomesOf> for Loaders {
    type Value = Vec<delivery::entity::Model>;
    type Error = ApiError;

    async fn load(
        &self,
        keys: &[OutcomesOf],
    ) -> Result<HashMap<OutcomesOf, Vec<delivery::entity::Model>>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let outcomes = self.services.alerts.outcomes(&self.actor, &ids).await?;
        Ok(outcomes
            .into_iter()
            .map(|(id, rows)| (OutcomesOf(id), rows))
            .collect())
    }
}
