//! One `Loaders` a request: it carries the asker, so that a batch can never hold what they may
//! not see. Each question is a key type of its own, answered by a plural read of a service.
//!
//! A new question: a newtype with a doc line in the file of its domain, and
//! `impl Loader<TheKey> for Loaders` with the plural read of the service as its body.

pub mod identity;
pub mod orders;
pub mod writer_management;

use std::sync::Arc;
use std::time::Duration;

use async_graphql::dataloader::DataLoader;
use async_graphql::runtime::{Timer, TokioSpawner};
use futures_util::future::BoxFuture;
use kernel::Actor;

use crate::app::Services;

/// The plural reads of one request.
pub struct Loaders {
    /// Who asks.
    pub actor: Actor,
    /// Who answers.
    pub services: Arc<Services>,
}

impl Loaders {
    /// The loaders of one request.
    pub fn of(actor: Actor, services: Arc<Services>) -> DataLoader<Self> {
        DataLoader::new(Self { actor, services }, TokioSpawner::current(), NextLevel)
            .max_batch_size(1000)
    }
}

/// Collects a level of the document without waiting for a clock: four turns of the executor are
/// enough for all siblings to have asked (docs/decisions/0004).
struct NextLevel;

impl Timer for NextLevel {
    fn delay(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(async {
            for _ in 0..4 {
                tokio::task::yield_now().await;
            }
        })
    }
}
