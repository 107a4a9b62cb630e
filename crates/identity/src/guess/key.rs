//! The key of the installation, and what is counted under which hash.

use std::fmt::{self, Write};

use hkdf::Hkdf;
use kernel::{AccountId, DeviceId, Email};
use sea_orm::entity::prelude::*;
use sha2::{Digest, Sha256};

use super::entity::Rule;
use super::installation;
use crate::credential::Seal;
use crate::{Config, Identity, Result};

/// What the key of sealed secrets is derived for.
const SEALED: &[u8] = b"scriptorium: secrets of authenticators";

/// What guesses are hashed with: whoever reads the counters alone learns neither addresses nor
/// networks. What secrets are sealed with is derived from it.
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct GuessKey(String);

impl fmt::Debug for GuessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GuessKey")
    }
}

/// One counter that a try falls under.
#[derive(Clone, Debug)]
pub(crate) struct Counter {
    pub(crate) key: String,
    pub(crate) subject: String,
    pub(crate) rule: Rule,
    /// Whether a sign-in forgives what was counted here: it was the same person all along.
    pub(crate) own: bool,
}

impl GuessKey {
    /// The key as it is stored; every server that opens the database shares it.
    async fn read(conn: &impl ConnectionTrait) -> Result<Self> {
        let row = installation::find("guess").one(conn).await?;
        let row = row.ok_or_else(|| DbErr::RecordNotFound("the key of the guesses".to_owned()))?;
        Ok(row.secret)
    }

    /// What secrets are sealed with. It is a key of its own: neither tells anything of the other.
    pub(crate) fn seal(&self) -> Option<Seal> {
        let mut key = [0; 32];
        let derived = Hkdf::<Sha256>::new(None, self.0.as_bytes());
        derived.expand(SEALED, &mut key).ok()?;
        Some(Seal::of(key))
    }

    fn hash(&self, parts: &[&str]) -> String {
        let mut digest = Sha256::new_with_prefix(self.0.as_bytes());
        for part in parts {
            // No part holds a zero byte, so no two lists of parts are one text.
            digest.update([0]);
            digest.update(part.as_bytes());
        }
        digest
            .finalize()
            .iter()
            .fold(String::new(), |mut hex, byte| {
                // Writing to a string does not fail.
                let _ = write!(hex, "{byte:02x}");
                hex
            })
    }

    pub(super) fn of_address(&self, email: &Email) -> String {
        self.hash(&["address", email.as_str()])
    }

    pub(super) fn of_account(&self, account: AccountId) -> String {
        self.hash(&["account", &account.to_string()])
    }

    /// A try without a known device: it counts for the address here, and for the address
    /// everywhere.
    pub(super) fn strange(&self, config: &Config, email: &Email, network: &str) -> Vec<Counter> {
        let subject = self.of_address(email);
        let counter = |key, limit, own| Counter {
            key,
            subject: subject.clone(),
            rule: Rule::of(&config.guessing, limit),
            own,
        };
        let here = self.hash(&["network", email.as_str(), network]);
        let everywhere = self.hash(&["everywhere", email.as_str()]);
        vec![
            counter(here, config.guessing.per_network, true),
            counter(everywhere, config.guessing.per_address, false),
        ]
    }

    /// A try with a device that the account knows: nobody else's tries shut it.
    pub(super) fn known(
        &self,
        config: &Config,
        account: AccountId,
        device: DeviceId,
    ) -> Vec<Counter> {
        let (subject, device) = (self.of_account(account), device.to_string());
        vec![Counter {
            key: self.hash(&["device", &account.to_string(), &device]),
            subject,
            rule: Rule::of(&config.guessing, config.guessing.per_device),
            own: true,
        }]
    }
}

impl Identity {
    /// The key, read once.
    pub(crate) async fn guess_key(&self, conn: &impl ConnectionTrait) -> Result<&GuessKey> {
        self.guesses.get_or_try_init(|| GuessKey::read(conn)).await
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Id, SystemClock};

    use super::*;

    #[test]
    fn what_is_counted_apart_has_hashes_of_its_own() {
        let config = Config::default();
        let key = GuessKey("secret".to_owned());
        let email: Email = "ann@example.test".parse().expect("an address");
        let bob: Email = "bob@example.test".parse().expect("an address");
        let account = AccountId::mint(&SystemClock);
        let device = DeviceId::mint(&SystemClock);
        let mut keys: Vec<_> = [
            key.strange(&config, &email, "203.0.113.0/24"),
            key.strange(&config, &email, "198.51.100.0/24"),
            key.strange(&config, &bob, "203.0.113.0/24"),
            key.known(&config, account, device),
            key.known(&config, account, DeviceId::mint(&SystemClock)),
            key.known(&config, AccountId::mint(&SystemClock), device),
            GuessKey("other".to_owned()).known(&config, account, device),
        ]
        .into_iter()
        .flatten()
        .map(|counter| counter.key)
        .collect();
        keys.sort();
        // Of the two lists of Ann's, the counter for everywhere is the same.
        assert_eq!(keys.len(), 10);
        keys.dedup();
        assert_eq!(keys.len(), 9);
    }
}
