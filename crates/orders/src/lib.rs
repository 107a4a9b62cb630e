//! From a wish to accepted work: the catalog and its prices, quotes, drafts, orders and their
//! life, revisions.
//!
//! [`Orders`] is the one implementation of the services, which are cut by concept:
//! [`CatalogService`], [`QuoteService`], [`DraftService`], [`PlacementService`],
//! [`AssignmentService`], [`DeliveryService`], [`RevisionService`] and, for reading,
//! [`OrderService`]. [`Loads`] and [`Engagements`] are leaves that hold no port: what neighbours
//! need to know about orders is composed of them without a cycle.

pub mod catalog;
pub mod draft;
mod engagements;
mod error;
mod event;
mod loads;
pub mod order;
mod personal;
mod policy;
pub mod ports;
pub mod quote;
pub mod revision;

use std::sync::Arc;

use kernel::{Actor, Clock, Tx};
use sea_orm::DatabaseConnection;

pub use catalog::CatalogService;
pub use draft::DraftService;
pub use engagements::{Engagement, Engagements};
pub use error::{Error, Result};
pub use event::OrderEvent;
pub use loads::{Load, Loads, Taken};
pub use order::{AssignmentService, DeliveryService, OrderService, PlacementService};
pub use personal::PERSONAL_DATA;
pub use ports::Ports;
pub use quote::QuoteService;
pub use revision::RevisionService;

/// The orders of every website, and everything that leads to them.
pub struct Orders {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    ports: Ports,
    saves: draft::Saves,
}

impl Orders {
    /// On this database, with these neighbours.
    pub fn new(db: DatabaseConnection, clock: Arc<dyn Clock>, ports: Ports) -> Self {
        let saves = draft::Saves::new(&db);
        Self {
            db,
            clock,
            ports,
            saves,
        }
    }

    /// Begins a command of somebody who is known.
    async fn begin(&self, actor: &Actor) -> Result<Tx> {
        policy::known(actor)?;
        Ok(Tx::begin(&self.db, actor, &self.clock).await?)
    }
}
