//! What the house does for itself with the tables of this crate: it removes what is over.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;
use kernel::{Actor, Instant, PushEndpointId, SessionId};
use sea_orm::sea_query::{ExprTrait, SimpleExpr};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tracing::instrument;

use crate::alert::day;
use crate::notice::digest;
use crate::ports::Devices;
use crate::preference::link;
use crate::push::entity as endpoint;
use crate::{Error, Result, policy};

/// How long the link in a mail stops mails like it: longer than anybody keeps one unread.
const LINKS: TimeDelta = TimeDelta::days(365);
/// How long the counts of a day are kept after it: longer than any digest is late.
const DAYS: TimeDelta = TimeDelta::days(30);
/// How many endpoints are looked at in one go.
const BATCH: u64 = 500;

/// What the house asks of notifications for itself.
#[async_trait]
pub trait HousekeepingService: Send + Sync {
    /// Removes links out of old mails, the counts of days that are over, and the endpoints of
    /// browsers whose session has run out; says how many rows that were. To do it twice removes
    /// nothing more.
    async fn prune(&self, actor: &Actor, now: Instant) -> Result<u64>;
}

/// Removes what is over.
pub struct Housekeeping {
    db: DatabaseConnection,
    devices: Arc<dyn Devices>,
}

impl Housekeeping {
    /// Over this database; `devices` knows which sessions still hold.
    pub fn new(db: DatabaseConnection, devices: Arc<dyn Devices>) -> Self {
        Self { db, devices }
    }

    async fn remove<E: EntityTrait>(&self, over: SimpleExpr) -> Result<u64, DbErr> {
        let removed = E::delete_many().filter(over).exec(&self.db).await?;
        Ok(removed.rows_affected)
    }

    /// The endpoints on all websites whose session is over without having been ended.
    async fn endpoints(&self, actor: &Actor) -> Result<u64> {
        let (mut removed, mut after) = (0, None::<PushEndpointId>);
        loop {
            let mut batch = endpoint::everywhere()
                .select_only()
                .column(endpoint::Column::Id)
                .column(endpoint::Column::SessionId)
                .order_by_asc(endpoint::Column::Id)
                .limit(BATCH);
            if let Some(last) = after {
                batch = batch.filter(endpoint::Column::Id.gt(last));
            }
            let rows: Vec<(PushEndpointId, SessionId)> = batch.into_tuple().all(&self.db).await?;
            let Some((last, _)) = rows.last() else {
                return Ok(removed);
            };
            after = Some(*last);
            let sessions: Vec<_> = rows.iter().map(|(_, session)| *session).collect();
            let holding = self.devices.holding(actor, &sessions).await;
            let holding = holding.map_err(Error::Devices)?;
            let over = rows
                .iter()
                .filter(|(_, session)| !holding.contains(session));
            let (ids, ended): (Vec<_>, Vec<_>) = over.copied().unzip();
            if !ids.is_empty() {
                // Whoever registered the browser anew meanwhile did so through another session.
                let gone = endpoint::Column::Id.is_in(ids);
                let gone = gone.and(endpoint::Column::SessionId.is_in(ended));
                removed += self.remove::<endpoint::Entity>(gone).await?;
            }
        }
    }
}

#[async_trait]
impl HousekeepingService for Housekeeping {
    #[instrument(name = "notifications.prune", skip_all)]
    async fn prune(&self, actor: &Actor, now: Instant) -> Result<u64> {
        let _permit = policy::send(actor)?;
        let day = (now - DAYS).date_naive();
        let links = link::Column::IssuedAt.lt(now - LINKS);
        let counts = day::Column::Day.lt(day);
        let closed = digest::Column::ClosedAt.is_not_null();
        let digests = digest::Column::Day.lt(day).and(closed);
        Ok(self.remove::<link::Entity>(links).await?
            + self.remove::<day::Entity>(counts).await?
            + self.remove::<digest::Entity>(digests).await?
            + self.endpoints(actor).await?)
    }
}
