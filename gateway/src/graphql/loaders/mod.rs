//! One `Loaders` a request: it carries the asker, so that a batch can never hold what they may
//! not see. Each question is a key type of its own, answered by a plural read of a service.
//!
//! A new question: a newtype with a doc line in the file of its domain, and
//! `impl Loader<TheKey> for Loaders` with the plural read of the service as its body.

mod batches;
pub mod identity;
pub mod notifications;
pub mod orders;
pub mod tenancy;
pub mod writer_management;

use std::sync::Arc;

use async_graphql::dataloader::{self, HashMapCache};
use kernel::Actor;

pub use batches::Batches;

use crate::app::Services;

/// A loader that keeps what it has read for as long as its request lives.
pub type DataLoader<T> = dataloader::DataLoader<T, HashMapCache>;

/// The plural reads of one request.
pub struct Loaders {
    /// Who asks.
    pub actor: Actor,
    /// Who answers.
    pub services: Arc<Services>,
}

impl Loaders {
    /// The loaders of one request, and the batches that [`Batches::drive`] runs beside it.
    pub fn of(actor: Actor, services: Arc<Services>) -> (DataLoader<Self>, Batches) {
        let (spawner, batches) = Batches::new();
        let loader = DataLoader::with_cache(
            Self { actor, services },
            spawner,
            batches::AtOnce,
            HashMapCache::default(),
        );
        (loader.max_batch_size(1000), batches)
    }
}
