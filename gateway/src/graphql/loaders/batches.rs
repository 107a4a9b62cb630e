//! Runs the batches of a request in the request's own task, each time all its resolvers have come
//! to rest: whoever asks at one level is answered by one batch, without a timer, always
//! (docs/decisions/0004).

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use async_graphql::runtime::Timer;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use futures_util::task::{FutureObj, Spawn, SpawnError};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

type Batch = FutureObj<'static, ()>;

/// The batches that the loaders of one request have begun.
pub struct Batches(UnboundedReceiver<Batch>);

/// Where a loader puts a batch.
pub(super) struct Begin(UnboundedSender<Batch>);

impl Spawn for Begin {
    fn spawn_obj(&self, batch: Batch) -> Result<(), SpawnError> {
        self.0.send(batch).map_err(|_| SpawnError::shutdown())
    }
}

/// A batch waits for nothing: it is not polled before everybody has asked.
pub(super) struct AtOnce;

impl Timer for AtOnce {
    fn delay(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

impl Batches {
    pub(super) fn new() -> (Begin, Self) {
        let (begin, batches) = mpsc::unbounded_channel();
        (Begin(begin), Self(batches))
    }

    /// Carries `request` to its end. A turn of it polls every resolver that can go on, so when it
    /// comes to rest, all keys of the level are there; only then are the batches polled, and when
    /// one is answered, the request is the first to go on.
    pub async fn drive<T>(mut self, request: impl Future<Output = T>) -> T {
        let mut request = pin!(request);
        let mut running = FuturesUnordered::new();
        poll_fn(|context| {
            loop {
                if let Poll::Ready(answer) = request.as_mut().poll(context) {
                    return Poll::Ready(answer);
                }
                while let Ok(batch) = self.0.try_recv() {
                    running.push(batch);
                }
                match running.poll_next_unpin(context) {
                    Poll::Ready(Some(())) => {}
                    Poll::Ready(None) | Poll::Pending => return Poll::Pending,
                }
            }
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::convert::Infallible;
    use std::sync::{Arc, Mutex};

    use async_graphql::dataloader::{DataLoader, Loader};
    use futures_util::future::join_all;

    use super::*;

    struct Counting(Arc<Mutex<Vec<usize>>>);

    impl Loader<u32> for Counting {
        type Value = u32;
        type Error = Infallible;

        async fn load(&self, keys: &[u32]) -> Result<HashMap<u32, u32>, Infallible> {
            self.0.lock().expect("nobody panicked").push(keys.len());
            tokio::task::yield_now().await;
            Ok(keys.iter().map(|key| (*key, key + 1)).collect())
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn a_level_is_one_batch_however_many_ask() {
        for size in [5, 50, 300] {
            let asked = Arc::new(Mutex::new(Vec::new()));
            let (begin, batches) = Batches::new();
            let loader = DataLoader::new(Counting(Arc::clone(&asked)), begin, AtOnce);
            let two_levels = |key: u32| {
                let loader = &loader;
                async move {
                    let first = loader
                        .load_one(key)
                        .await
                        .expect("infallible")
                        .expect("a value");
                    loader.load_one(first + 1000).await.expect("infallible")
                }
            };
            let answers = batches.drive(join_all((0..size).map(two_levels))).await;
            assert_eq!(answers.len(), usize::try_from(size).expect("a size"));
            assert_eq!(
                *asked.lock().expect("nobody panicked"),
                [answers.len(), answers.len()]
            );
        }
    }

    #[tokio::test]
    async fn a_request_that_asks_nothing_ends_at_once() {
        let (_begin, batches) = Batches::new();
        assert_eq!(batches.drive(async { 7 }).await, 7);
    }
}
