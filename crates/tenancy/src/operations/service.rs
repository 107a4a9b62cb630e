//! Shows the outbox and the audit trail of a website to those who run it.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use kernel::{Actor, Clock, EventId, Page, Slice, Tx, audit, outbox};
use sea_orm::DatabaseConnection;
use tracing::instrument;

use super::ParkedEvent;
use crate::{Error, Result, policy};

/// What those who run a website may ask about the house at work on it.
#[async_trait]
pub trait OperationsService: Send + Sync {
    /// The events of the asker's website that were given up, latest first.
    async fn parked(&self, actor: &Actor, page: &Page) -> Result<Slice<ParkedEvent>>;

    /// Those of `ids` that were given up on the asker's website; none for whoever may not see them.
    async fn parked_events(
        &self,
        actor: &Actor,
        ids: &[EventId],
    ) -> Result<HashMap<EventId, ParkedEvent>>;

    /// Puts an event back, to be delivered at once to those who have not had it. Doing it again, or
    /// when somebody else was faster, changes nothing.
    async fn retry(&self, actor: &Actor, id: EventId) -> Result<ParkedEvent>;

    /// What was done on the asker's website to the object of this id, latest first. What is not
    /// theirs to see has no lines, like what never existed.
    async fn trail(
        &self,
        actor: &Actor,
        object: &str,
        page: &Page,
    ) -> Result<Slice<audit::entity::Model>>;
}

/// Shows the outbox and the audit trail.
pub struct Operations {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
}

impl Operations {
    /// Over this database.
    pub fn new(db: DatabaseConnection, clock: Arc<dyn Clock>) -> Self {
        Self { db, clock }
    }
}

/// The event with those who have had it.
fn with(
    done: &HashMap<EventId, Vec<String>>,
) -> impl Fn(outbox::entity::Model) -> ParkedEvent + use<'_> {
    |event| ParkedEvent {
        done: done.get(&event.id).cloned().unwrap_or_default(),
        event,
    }
}

#[async_trait]
impl OperationsService for Operations {
    async fn parked(&self, actor: &Actor, page: &Page) -> Result<Slice<ParkedEvent>> {
        let _permit = policy::see_parked(actor)?;
        let slice = outbox::parked_of(&self.db, actor.website(), page).await?;
        let ids: Vec<_> = slice.items.iter().map(|(_, event)| event.id).collect();
        let done = outbox::done_of(&self.db, &ids).await?;
        Ok(slice.map(with(&done)))
    }

    async fn parked_events(
        &self,
        actor: &Actor,
        ids: &[EventId],
    ) -> Result<HashMap<EventId, ParkedEvent>> {
        if policy::see_parked(actor).is_err() {
            return Ok(HashMap::new());
        }
        let events = outbox::parked_among(&self.db, actor.website(), ids).await?;
        let done = outbox::done_of(&self.db, ids).await?;
        let parked = events.into_iter().map(with(&done));
        Ok(parked.map(|parked| (parked.event.id, parked)).collect())
    }

    #[instrument(name = "tenancy.retry_parked", skip_all, fields(event.id = %id))]
    async fn retry(&self, actor: &Actor, id: EventId) -> Result<ParkedEvent> {
        let _permit = policy::see_parked(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let retried = outbox::retry_in(&tx, id).await?;
        let retried = retried.ok_or(Error::NoSuchParkedEvent)?;
        let done = outbox::done_of(&*tx, &[id]).await?;
        if retried.was_parked {
            audit::write(&tx, audit::Note::new("outbox.retried", &id));
            tx.commit().await?;
        }
        Ok(with(&done)(retried.event))
    }

    async fn trail(
        &self,
        actor: &Actor,
        object: &str,
        page: &Page,
    ) -> Result<Slice<audit::entity::Model>> {
        let _permit = policy::read_trail(actor)?;
        if !policy::sees_trail_of(actor, object) {
            return Ok(Slice::default());
        }
        Ok(audit::trail(&self.db, actor.website(), object, page).await?)
    }
}
