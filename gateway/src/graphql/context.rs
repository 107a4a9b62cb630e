//! What a resolver may ask of its request.

use async_graphql::Context;
use async_graphql::dataloader::Loader;
use kernel::{Actor, Instant};

use super::error::{ApiError, Result};
use super::loaders::{DataLoader, Loaders};
use crate::app::Services;
use crate::http::cookies::{Cookies, RequestFacts};

/// Short words for resolvers: `ctx.actor()`, `ctx.services().orders`, `ctx.load(WriterOf(id))`.
pub trait Ask {
    /// Who asks, on which website.
    fn actor(&self) -> &Actor;
    /// The services of the house.
    fn services(&self) -> &Services;
    /// The cookies that the answer will set.
    fn cookies(&self) -> &Cookies;
    /// Where the request came from.
    fn facts(&self) -> &RequestFacts;
    /// The present, for values that are computed on reading.
    fn now(&self) -> Instant;
    /// The asker, when signed in.
    ///
    /// # Errors
    /// `UNAUTHENTICATED`.
    fn signed_in(&self) -> Result<&Actor> {
        let actor = self.actor();
        if actor.is_signed_in() {
            Ok(actor)
        } else {
            Err(ApiError::unauthenticated())
        }
    }
    /// The answer to one key, fetched together with all others of this level.
    ///
    /// # Errors
    /// Those of the loader.
    fn load<K>(
        &self,
        key: K,
    ) -> impl Future<Output = Result<Option<<Loaders as Loader<K>>::Value>>>
    where
        K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
        Loaders: Loader<K, Error = ApiError>;
}

impl Ask for Context<'_> {
    fn actor(&self) -> &Actor {
        &self.data_unchecked::<DataLoader<Loaders>>().loader().actor
    }

    fn services(&self) -> &Services {
        &self
            .data_unchecked::<DataLoader<Loaders>>()
            .loader()
            .services
    }

    fn cookies(&self) -> &Cookies {
        self.data_unchecked::<Cookies>()
    }

    fn facts(&self) -> &RequestFacts {
        self.data_unchecked::<RequestFacts>()
    }

    fn now(&self) -> Instant {
        self.services().clock.now()
    }

    async fn load<K>(&self, key: K) -> Result<Option<<Loaders as Loader<K>>::Value>>
    where
        K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
        Loaders: Loader<K, Error = ApiError>,
    {
        self.data_unchecked::<DataLoader<Loaders>>()
            .load_one(key)
            .await
    }
}
