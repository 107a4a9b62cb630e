//! The hash alone: what no sign-in can be cheaper than.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use argon2::password_hash::phc::{Output, PasswordHash};
use argon2::{Algorithm, Argon2, Block, Params, Version};

/// Compares one password with its hash again and again, at the cost that the hash names, in memory
/// that is kept, as the gateway does.
pub struct Alone {
    password: &'static str,
    hash: PasswordHash,
    memory: Arc<Mutex<Vec<Block>>>,
}

/// How long one comparison took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Took {
    /// By the clock.
    pub wall: Duration,
    /// Of a processor.
    pub processor: Duration,
}

impl Alone {
    /// For this password, which is stored so.
    pub fn new(password: &'static str, hash: &str) -> Result<Self> {
        Ok(Self {
            password,
            hash: PasswordHash::new(hash).map_err(|error| anyhow!("{error}"))?,
            memory: Arc::default(),
        })
    }

    /// Compares once, on a thread for slow work.
    pub async fn compare(&self) -> Result<Took> {
        let (password, hash) = (self.password, self.hash.clone());
        let memory = Arc::clone(&self.memory);
        tokio::task::spawn_blocking(move || {
            let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
            let (begun, used) = (Instant::now(), on_processor()?);
            let right = is(password, &hash, &mut memory)?;
            let processor = on_processor()?.saturating_sub(used);
            ensure!(right, "the load data set has another password");
            Ok(Took {
                wall: begun.elapsed(),
                processor,
            })
        })
        .await?
    }
}

fn is(password: &str, hash: &PasswordHash, memory: &mut Vec<Block>) -> Result<bool> {
    let salt = hash.salt.as_ref().context("a salt")?;
    let params = Params::try_from(hash).map_err(|error| anyhow!("{error}"))?;
    memory.resize(params.block_count(), Block::new());
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
    argon2
        .hash_password_into_with_memory(password.as_bytes(), salt, &mut out, memory)
        .map_err(|error| anyhow!("{error}"))?;
    let output = Output::new(&out).map_err(|error| anyhow!("{error}"))?;
    Ok(hash.hash == Some(output))
}

/// How long this thread has been on a processor.
fn on_processor() -> Result<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let first = text.split_whitespace().next().context("a schedstat")?;
    Ok(Duration::from_nanos(first.parse()?))
}
