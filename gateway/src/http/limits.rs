//! How much may be done at once, and for how long.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::refused::Refused;

/// The longest that a request is worked on before it is given up.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// The longest that the body of a request is waited for.
pub const READING: Duration = Duration::from_secs(10);
/// Operations at work at once. They share a far smaller number of database connections; more at
/// work would only hold more memory.
const AT_WORK: usize = 64;
/// Operations that wait for one of those to end.
const WAITING: usize = 256;
/// The longest they wait.
const WAIT: Duration = Duration::from_secs(2);

/// The door before the executor: so many are inside, so many wait, the rest are told at once.
pub struct Door {
    inside: Arc<Semaphore>,
    queue: Arc<Semaphore>,
    wait: Duration,
}

impl Door {
    /// An open door.
    pub fn new() -> Self {
        Self::of(AT_WORK, WAITING, WAIT)
    }

    fn of(inside: usize, waiting: usize, wait: Duration) -> Self {
        Self {
            inside: Arc::new(Semaphore::new(inside)),
            queue: Arc::new(Semaphore::new(waiting)),
            wait,
        }
    }

    /// Leave to work, as long as it is held.
    ///
    /// # Errors
    /// 503 when too many wait already, or it took too long.
    pub async fn enter(&self) -> Result<OwnedSemaphorePermit, Refused> {
        if let Ok(permit) = Arc::clone(&self.inside).try_acquire_owned() {
            return Ok(permit);
        }
        let _place = self.queue.try_acquire().map_err(|_| Refused::busy())?;
        let permit = Arc::clone(&self.inside).acquire_owned();
        match tokio::time::timeout(self.wait, permit).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(Refused::busy()),
        }
    }
}

impl Default for Door {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn some_work_some_wait_and_the_rest_are_told() {
        let door = Arc::new(Door::of(1, 1, Duration::from_mins(1)));
        let inside = door.enter().await.expect("room");
        let waiting = tokio::spawn({
            let door = Arc::clone(&door);
            async move { door.enter().await.is_ok() }
        });
        while door.queue.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(door.enter().await.is_err());
        drop(inside);
        assert!(waiting.await.expect("no panic"));
        assert!(door.enter().await.is_ok());
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let door = Door::of(0, 1, Duration::from_millis(1));
        assert!(door.enter().await.is_err());
        assert_eq!(door.queue.available_permits(), 1);
    }
}
