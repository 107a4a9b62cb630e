//! What one caller may spend in a minute: every operation costs what the guard has measured
//! (design: API, rule 17).

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::{HeaderValue, StatusCode, header};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use kernel::{AccountId, Actor};

use super::refused::Refused;

/// After so many operations, those who have spent nothing for a while are forgotten.
const FORGETTING: u32 = 4_096;

/// Who pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spender {
    /// Somebody who is signed in, from wherever they ask.
    Account(AccountId),
    /// A stranger's address; of the sixth version, the network that one household has.
    Address(IpAddr),
    /// Nobody knows where from.
    Nowhere,
}

impl Spender {
    /// Whoever asks, from this address.
    pub fn asking(actor: &Actor, address: Option<IpAddr>) -> Self {
        match actor.account() {
            Some(account) => Self::Account(account),
            None => Self::of(address),
        }
    }

    /// The stranger at this address.
    fn of(address: Option<IpAddr>) -> Self {
        match address.map(|address| address.to_canonical()) {
            Some(IpAddr::V6(address)) => {
                let network = address.to_bits() >> 64 << 64;
                Self::Address(Ipv6Addr::from_bits(network).into())
            }
            Some(address) => Self::Address(address),
            None => Self::Nowhere,
        }
    }
}

/// What everybody has left.
pub struct Purse {
    left: Option<(NonZeroU32, DefaultKeyedRateLimiter<Spender>)>,
    spent: AtomicU32,
    clock: DefaultClock,
}

impl Purse {
    /// Everybody may spend so much in a minute, or as much as they like.
    pub fn of(limit: Option<NonZeroU32>) -> Self {
        let left = limit.map(|limit| (limit, RateLimiter::keyed(Quota::per_minute(limit))));
        Self {
            left,
            spent: AtomicU32::new(0),
            clock: DefaultClock::default(),
        }
    }

    /// Takes `cost` from what the spender has left.
    ///
    /// # Errors
    /// 429 with the time after which there is enough again.
    pub fn spend(&self, who: Spender, cost: u64) -> Result<(), Refused> {
        let Some((limit, left)) = &self.left else {
            return Ok(());
        };
        if self.spent.fetch_add(1, Ordering::Relaxed) % FORGETTING == FORGETTING - 1 {
            left.retain_recent();
        }
        // What costs more than a whole purse can be had for one.
        let cost = u32::try_from(cost).unwrap_or(u32::MAX).min(limit.get());
        let cost = NonZeroU32::new(cost).unwrap_or(NonZeroU32::MIN);
        match left.check_key_n(&who, cost) {
            Ok(Ok(())) | Err(_) => Ok(()),
            Ok(Err(later)) => {
                let wait = later.wait_time_from(self.clock.now());
                Err(empty(wait.as_secs().saturating_add(1)))
            }
        }
    }
}

fn empty(seconds: u64) -> Refused {
    let message = format!(
        "You have asked for very much lately. Ask for less, or come back in {seconds} seconds."
    );
    let refused = Refused::new(StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED", message);
    let wait = HeaderValue::from(seconds);
    refused.header(header::RETRY_AFTER, wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> Spender {
        Spender::of(address.parse().ok())
    }

    #[test]
    fn everybody_has_a_purse_of_their_own() {
        let purse = Purse::of(NonZeroU32::new(1_000));
        assert!(purse.spend(at("192.0.2.1"), 900).is_ok());
        assert!(purse.spend(at("192.0.2.1"), 900).is_err());
        assert!(purse.spend(at("192.0.2.2"), 900).is_ok());
        assert!(purse.spend(Spender::Nowhere, 1_000_000).is_ok(), "once");
        assert!(purse.spend(Spender::Nowhere, 1_000_000).is_err());
        let refused = format!("{:?}", purse.spend(at("192.0.2.1"), 900));
        assert!(
            refused.contains("429") && refused.contains("retry-after"),
            "{refused}"
        );
    }

    #[test]
    fn a_household_is_one_caller() {
        assert_eq!(at("2001:db8:1:2::3"), at("2001:db8:1:2:ffff::9"));
        assert_ne!(at("2001:db8:1:2::3"), at("2001:db8:1:3::3"));
        assert_eq!(at("::ffff:192.0.2.1"), at("192.0.2.1"));
    }

    #[test]
    fn without_a_limit_nobody_pays() {
        let purse = Purse::of(None);
        for _ in 0..100 {
            assert!(purse.spend(Spender::Nowhere, u64::MAX).is_ok());
        }
    }
}
