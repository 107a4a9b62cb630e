//! The key of the installation, and what is counted under which hash.

use std::fmt;

use hkdf::Hkdf;
use kernel::{AccountId, Email};
use sea_orm::entity::prelude::*;
use sha2::{Digest, Sha256};

use super::entity::Rule;
use super::installation;
use crate::credential::Seal;
use crate::session::device;
use crate::{Config, Identity, Origin, Result, TokenHash};

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
        hex::encode(digest.finalize())
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
        let [here, everywhere] = self.of_stranger(email, network);
        vec![
            counter(here, config.guessing.per_network, true),
            counter(everywhere, config.guessing.per_address, false),
        ]
    }

    /// A try with a device that the account knows: nobody else's tries shut it.
    pub(super) fn known(&self, config: &Config, device: &device::Model) -> Vec<Counter> {
        vec![Counter {
            key: self.of_device(&device.token_hash),
            subject: self.of_account(device.account_id),
            rule: Rule::of(&config.guessing, config.guessing.per_device),
            own: true,
        }]
    }

    /// The keys of all counters that a try may fall under, before it is known whether the account
    /// knows the device.
    pub(super) fn possible(&self, email: &Email, origin: &Origin) -> Vec<String> {
        let [here, everywhere] = self.of_stranger(email, &origin.network());
        let device = origin.token().map(|token| self.of_device(&token.hash()));
        [here, everywhere].into_iter().chain(device).collect()
    }

    fn of_stranger(&self, email: &Email, network: &str) -> [String; 2] {
        [
            self.hash(&["network", email.as_str(), network]),
            self.hash(&["everywhere", email.as_str()]),
        ]
    }

    /// A device is one account's, and so is what it keeps.
    fn of_device(&self, token: &TokenHash) -> String {
        self.hash(&["device", token.as_str()])
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
    use kernel::{Clock, DeviceId, Id, SystemClock};

    use super::*;

    fn device(token: &str) -> device::Model {
        let now = SystemClock.now();
        device::Model {
            id: DeviceId::mint(&SystemClock),
            account_id: AccountId::mint(&SystemClock),
            token_hash: TokenHash::of(&[token.as_bytes()]),
            label: String::new(),
            first_seen_at: now,
            last_seen_at: now,
            confirmed_at: None,
            blocked_at: None,
            forgotten_at: None,
        }
    }

    #[test]
    fn what_is_counted_apart_has_hashes_of_its_own() {
        let config = Config::default();
        let key = GuessKey("secret".to_owned());
        let email: Email = "ann@example.test".parse().expect("an address");
        let bob: Email = "bob@example.test".parse().expect("an address");
        let (laptop, phone) = (device("laptop"), device("phone"));
        let mut keys: Vec<_> = [
            key.strange(&config, &email, "203.0.113.0/24"),
            key.strange(&config, &email, "198.51.100.0/24"),
            key.strange(&config, &bob, "203.0.113.0/24"),
            key.known(&config, &laptop),
            key.known(&config, &phone),
            GuessKey("other".to_owned()).known(&config, &laptop),
        ]
        .into_iter()
        .flatten()
        .map(|counter| counter.key)
        .collect();
        keys.sort();
        // Of the two lists of Ann's, the counter for everywhere is the same.
        assert_eq!(keys.len(), 9);
        keys.dedup();
        assert_eq!(keys.len(), 8);
    }
}
