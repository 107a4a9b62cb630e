//! How much may be done at once, and for how long.

use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::refused::Refused;
use crate::graphql::guard::Operation;

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

/// The mutations that hash a password, which takes long and is done by a few at a time
/// (`identity::Hashing`). They come in by a door of their own: a crowd of them at the one for all
/// would keep everybody else waiting.
const HASHING: [&str; 6] = [
    "acceptInvitation",
    "changePassword",
    "reauthenticate",
    "resetPassword",
    "signIn",
    "verifyEmail",
];
/// The fewest of those at work at once: some hash, the others are about to or have just done.
const AT_THE_HASH: usize = 4;
/// The longest that those wait: longer than others, for it is known what they wait for.
const WAIT_FOR_HASH: Duration = Duration::from_secs(4);

/// The doors of the house.
#[derive(Default)]
pub struct Doors {
    all: Door,
    hashing: Hashing,
}

/// The door for whatever hashes.
struct Hashing(Door);

impl Default for Hashing {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let inside = cores.max(AT_THE_HASH);
        Self(Door::of(inside, WAITING, WAIT_FOR_HASH))
    }
}

impl Doors {
    /// The door for this operation.
    pub fn of(&self, operation: &Operation<'_>) -> &Door {
        if operation.may_ask(&HASHING) {
            &self.hashing.0
        } else {
            &self.all
        }
    }

    /// The door for all others.
    pub fn common(&self) -> &Door {
        &self.all
    }
}

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
    use crate::graphql::guard::Document;

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

    fn is_common(doors: &Doors, text: &str) -> bool {
        let document = Document::read(text).expect("a document");
        let operation = document.operation(None).expect("an operation");
        std::ptr::eq(doors.of(&operation), doors.common())
    }

    #[test]
    fn what_hashes_has_a_door_of_its_own() {
        let doors = Doors::default();
        assert!(is_common(&doors, "{ viewer { id } }"));
        assert!(is_common(&doors, "mutation { signOut { session { id } } }"));
        for text in [
            "mutation { signIn(input: {}) { token } }",
            "mutation { signOut { session { id } } in: signIn(input: {}) { token } }",
            "mutation { ... on Mutation { signIn(input: {}) { token } } }",
            "mutation { ...In } fragment In on Mutation { signIn(input: {}) { token } }",
        ] {
            assert!(!is_common(&doors, text), "{text}");
        }
    }

    #[test]
    fn whatever_takes_a_password_comes_in_by_it() {
        let sdl = crate::graphql::sdl();
        let inputs = sdl.split("\ninput ").skip(1).filter_map(|input| {
            let (name, fields) = input.split_once('{')?;
            let (fields, _) = fields.split_once("\n}")?;
            let mut lines = fields.lines().map(str::trim);
            let secret = lines.any(|line| {
                let name = line.split_once(": String").map(|(name, _)| name);
                name.is_some_and(|name| name.to_lowercase().ends_with("password"))
            });
            let verb = name.split_whitespace().next()?.strip_suffix("Input")?;
            let (first, rest) = verb.split_at_checked(1)?;
            secret.then(|| first.to_lowercase() + rest)
        });
        let mut inputs: Vec<_> = inputs.collect();
        inputs.sort_unstable();
        assert_eq!(inputs, HASHING);
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let door = Door::of(0, 1, Duration::from_millis(1));
        assert!(door.enter().await.is_err());
        assert_eq!(door.queue.available_permits(), 1);
    }
}
