//! Argon2id over memory that is kept.
//!
//! A hash fills 19 MiB. Allocated anew for each, they are mapped and zeroed each time, and the
//! allocator keeps them once for every thread that ever hashed: 298 MiB were measured after a
//! crowd of sign-ins, and 87 with this. So what one hash has filled is left to the next.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash as Phc, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};

use super::{Password, PasswordHash};
use crate::{Error, Hashing, Result};

/// How long hashes take: to choose their cost by, and the price of a sign-in without them.
const SECONDS: &str = "scriptorium_password_hash_seconds";

/// What one hash fills.
type Memory = Vec<Block>;

/// Hashes at today's cost, and compares at any.
pub(super) struct Argon {
    params: Params,
    /// As many as hashes were ever made at once.
    kept: Mutex<Vec<Memory>>,
}

impl Argon {
    pub(super) fn try_new(config: &Hashing) -> Result<Self> {
        let params = Params::new(config.memory_kib, config.passes, config.lanes, None);
        Ok(Self {
            params: params.map_err(failed)?,
            kept: Mutex::default(),
        })
    }

    /// The password as it is stored.
    pub(super) fn hash(&self, password: &Password, salt: &[u8]) -> Result<PasswordHash> {
        let salt = Salt::new(salt).map_err(failed)?;
        let (algorithm, version) = (Algorithm::Argon2id, Version::V0x13);
        let argon2 = Argon2::new(algorithm, version, self.params.clone());
        let phc = Phc {
            algorithm: algorithm.ident(),
            version: Some(version.into()),
            params: ParamsString::try_from(&self.params).map_err(failed)?,
            salt: Some(salt),
            hash: Some(self.output(&argon2, password, &salt)?),
        };
        Ok(PasswordHash::new(phc.to_string()))
    }

    /// Whether it is the password that is stored so.
    pub(super) fn is(&self, password: &Password, stored: &Phc) -> Result<bool> {
        let (Some(salt), Some(right)) = (&stored.salt, &stored.hash) else {
            return Ok(false);
        };
        let algorithm = Algorithm::try_from(stored.algorithm.as_str()).map_err(failed)?;
        let version = stored.version.map(Version::try_from).transpose();
        let version = version.map_err(failed)?.unwrap_or_default();
        let params = Params::try_from(stored).map_err(failed)?;
        let argon2 = Argon2::new(algorithm, version, params);
        // Outputs are compared in constant time.
        Ok(self.output(&argon2, password, salt)? == *right)
    }

    /// Whether it is stored as it would be today.
    pub(super) fn is_current(&self, stored: &Phc) -> bool {
        let today = &self.params;
        Params::try_from(stored).is_ok_and(|stored| {
            stored.m_cost() == today.m_cost()
                && stored.t_cost() == today.t_cost()
                && stored.p_cost() == today.p_cost()
        }) && stored.algorithm == Algorithm::Argon2id.ident()
            && stored.version == Some(Version::V0x13.into())
    }

    fn output(&self, argon2: &Argon2<'_>, password: &Password, salt: &Salt) -> Result<Output> {
        let params = argon2.params();
        let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let kept = self.kept().pop();
        let mut memory = kept.unwrap_or_default();
        memory.resize(params.block_count(), Block::new());
        let mut bytes = [0; Output::MAX_LENGTH];
        let out = bytes.get_mut(..length);
        let out = out.ok_or_else(|| Error::Hashing(format!("{length} bytes are too many")))?;
        let begun = Instant::now();
        argon2
            .hash_password_into_with_memory(password.bytes(), salt, out, &mut memory)
            .map_err(failed)?;
        metrics::histogram!(SECONDS).record(begun.elapsed().as_secs_f64());
        let output = Output::new(out).map_err(failed);
        // That of a former cost is not worth keeping.
        if params.block_count() == self.params.block_count() {
            self.kept().push(memory);
        }
        output
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Memory>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Hashing(error.to_string())
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::{PasswordHasher, PasswordVerifier};

    use super::*;

    fn argon(memory_kib: u32) -> Argon {
        let config = Hashing {
            memory_kib,
            ..Hashing::default()
        };
        Argon::try_new(&config).expect("a cost")
    }

    fn phc(hash: &PasswordHash) -> Phc {
        Phc::new(hash.phc()).expect("a hash")
    }

    fn password(text: &str) -> Password {
        Password::from(text.to_owned())
    }

    #[test]
    fn what_is_left_in_the_memory_changes_no_hash() {
        let (argon, salt) = (argon(64), *b"sixteen bytes...");
        let first = argon.hash(&password("one"), &salt).expect("a hash");
        let other = argon.hash(&password("two"), &salt).expect("a hash");
        assert_ne!(first, other);
        let again = argon.hash(&password("one"), &salt).expect("a hash");
        assert_eq!(first, again);
        assert_eq!(argon.kept().len(), 1);
    }

    #[test]
    fn the_library_makes_and_takes_the_same_hashes() {
        let (argon, salt) = (argon(64), *b"sixteen bytes...");
        let ours = argon.hash(&password("one"), &salt).expect("a hash");
        let library = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(64, 2, 1, None).expect("a cost"),
        );
        let theirs = library.hash_password_with_salt(b"one", &salt);
        assert_eq!(ours.phc(), theirs.expect("a hash").to_string());
        assert!(library.verify_password(b"one", &phc(&ours)).is_ok());
    }

    #[test]
    fn a_hash_of_another_cost_is_compared_at_its_own() {
        let salt = *b"sixteen bytes...";
        let old = argon(128).hash(&password("one"), &salt).expect("a hash");
        let today = argon(64);
        assert!(!today.is_current(&phc(&old)));
        assert!(today.is(&password("one"), &phc(&old)).expect("compared"));
        assert!(!today.is(&password("two"), &phc(&old)).expect("compared"));
        assert!(today.kept().is_empty());
    }
}
