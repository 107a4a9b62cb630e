//! Hashing: slow on purpose, so on threads of its own, a few at a time, with a short queue.

use std::sync::Arc;

use argon2::RECOMMENDED_SALT_LEN;
use argon2::password_hash::phc::PasswordHash as Phc;
use kernel::{Clock, Faults};

use super::argon::Argon;
use super::crew::Crew;
use super::{Password, PasswordHash};
use crate::{Error, Hashing, Result};

/// Hashes and compares passwords.
pub(crate) struct Hasher {
    argon: Arc<Argon>,
    clock: Arc<dyn Clock>,
    /// Nobody's password: compared with when there is nobody, so that it takes as long.
    dummy: PasswordHash,
    crew: Crew,
}

/// How a comparison came out.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    pub(crate) right: bool,
    /// The right password at today's cost, when the stored hash has another.
    pub(crate) renewed: Option<PasswordHash>,
}

impl Hasher {
    pub(crate) fn try_new(config: &Hashing, clock: Arc<dyn Clock>) -> Result<Self> {
        let argon = Argon::try_new(config)?;
        let dummy = argon.hash(&Password::default(), &salt(&*clock))?;
        let crew = Crew::try_new(config.slots(), config.queue);
        Ok(Self {
            argon: Arc::new(argon),
            clock,
            dummy,
            crew: crew.map_err(|error| Error::Hashing(error.to_string()))?,
        })
    }

    /// Whether the password is the stored one. Without a stored one it takes as long and is not.
    pub(crate) async fn compare(
        &self,
        password: Password,
        stored: Option<PasswordHash>,
    ) -> Result<Compared> {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.dummy.clone());
        let (argon, salt) = (Arc::clone(&self.argon), salt(&*self.clock));
        self.crew
            .run(move || {
                let phc =
                    Phc::new(stored.phc()).map_err(|error| Error::Hashing(error.to_string()))?;
                let right = argon.is(&password, &phc)? && known;
                if !right {
                    return Ok(Compared::default());
                }
                let renewed = if argon.is_current(&phc) {
                    None
                } else {
                    Some(argon.hash(&password, &salt)?)
                };
                Ok(Compared { right, renewed })
            })
            .await
    }

    /// A new password, hashed, unless it is too easy for somebody who knows `about` the person.
    /// The estimate takes its time too, so it runs on the same threads.
    pub(crate) async fn accept(
        &self,
        password: Password,
        about: Vec<String>,
    ) -> Result<Result<PasswordHash, Faults>> {
        let (argon, salt) = (Arc::clone(&self.argon), salt(&*self.clock));
        self.crew
            .run(move || match password.fault(&about) {
                Some(fault) => Ok(Err(fault.into())),
                None => argon.hash(&password, &salt).map(Ok),
            })
            .await
    }
}

fn salt(clock: &dyn Clock) -> [u8; RECOMMENDED_SALT_LEN] {
    let mut salt = [0; RECOMMENDED_SALT_LEN];
    clock.fill(&mut salt);
    salt
}

#[cfg(test)]
mod tests {
    use kernel::SystemClock;

    use super::*;

    fn hasher(memory_kib: u32) -> Hasher {
        let config = Hashing {
            memory_kib,
            passes: 1,
            ..Hashing::default()
        };
        Hasher::try_new(&config, Arc::new(SystemClock)).expect("a hasher")
    }

    fn password(text: &str) -> Password {
        Password::from(text.to_owned())
    }

    const RIGHT: &str = "violet anchor meadow 42";

    #[tokio::test]
    async fn the_right_password_is_right_and_nobodys_is_nobodys() {
        let hasher = hasher(64);
        let accepted = hasher.accept(password(RIGHT), Vec::new()).await;
        let stored = accepted.expect("it hashes").expect("it is strong");
        let compare = async |text: &str, stored: &PasswordHash| {
            let compared = hasher.compare(password(text), Some(stored.clone())).await;
            compared.expect("it compares")
        };
        assert!(compare(RIGHT, &stored).await.right);
        assert!(compare(RIGHT, &stored).await.renewed.is_none());
        assert!(!compare("violet anchor meadow 43", &stored).await.right);
        // The dummy's own password opens nothing.
        let nobody = hasher.compare(Password::default(), None).await;
        assert!(!nobody.expect("it compares").right);
    }

    #[tokio::test]
    async fn a_hash_of_another_cost_is_renewed() {
        let old = hasher(64).accept(password(RIGHT), Vec::new()).await;
        let old = old.expect("it hashes").expect("it is strong");
        let today = hasher(128);
        let compared = today.compare(password(RIGHT), Some(old)).await;
        let renewed = compared.expect("it compares").renewed.expect("a new hash");
        let compared = today.compare(password(RIGHT), Some(renewed)).await;
        let compared = compared.expect("it compares");
        assert!(compared.right && compared.renewed.is_none());
    }

    #[tokio::test]
    async fn whoever_finds_the_queue_full_is_told_so() {
        let config = Hashing {
            parallel: 1,
            queue: 1,
            ..Hashing::default()
        };
        let hasher = Hasher::try_new(&config, Arc::new(SystemClock)).expect("a hasher");
        let compare = || hasher.compare(password(RIGHT), None);
        let (a, b, c) = tokio::join!(compare(), compare(), compare());
        assert!(a.is_ok() && b.is_ok());
        assert!(matches!(c, Err(Error::Busy)));
        assert!(compare().await.is_ok());
    }
}
