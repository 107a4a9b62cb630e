//! Exact amounts: integers of the smallest unit, never a float (law 4).

use std::fmt;
use std::iter::Sum;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// An amount in minor units (cents). The row it stands in names the currency.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    DeriveValueType,
)]
#[serde(transparent)]
pub struct Minor(pub i64);

impl Minor {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The sum, unless it leaves the range of an `i64`.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, unless it leaves the range of an `i64`.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// `count` times the amount, unless it leaves the range of an `i64`.
    pub fn checked_times(self, count: i64) -> Option<Self> {
        self.0.checked_mul(count).map(Self)
    }

    /// This share of the amount, rounded half away from zero: the one rounding rule of the house.
    pub fn share(self, share: BasisPoints) -> Option<Self> {
        let exact = i128::from(self.0).checked_mul(i128::from(share.0))?;
        let half = if exact < 0 { -5_000 } else { 5_000 };
        i64::try_from((exact + half) / 10_000).ok().map(Self)
    }
}

impl Sum for Minor {
    /// Saturates: a sum of amounts that each passed a check cannot come near the end of the range.
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, |sum, amount| {
            Self(sum.0.saturating_add(amount.0))
        })
    }
}

/// A percentage in hundredths of a percent: 10,000 is the whole.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType,
)]
#[serde(transparent)]
pub struct BasisPoints(pub i64);

impl BasisPoints {
    /// All of it.
    pub const WHOLE: Self = Self(10_000);
}

/// An ISO 4217 currency code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, DeriveValueType)]
#[serde(transparent)]
pub struct Currency(String);

/// The text is no ISO 4217 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a currency code of three capital letters")]
pub struct UnknownCurrency;

impl Currency {
    /// The three letters.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// How many decimals the major unit has (ISO 4217).
    pub fn decimals(&self) -> u32 {
        match self.0.as_str() {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF"
            | "UGX" | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            _ => 2,
        }
    }
}

/// `XXX`, which ISO 4217 keeps for "no currency involved".
impl Default for Currency {
    fn default() -> Self {
        Self("XXX".to_owned())
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(code: &str) -> Result<Self, UnknownCurrency> {
        let right = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        if right {
            Ok(Self(code.to_owned()))
        } else {
            Err(UnknownCurrency)
        }
    }
}

/// An amount with its currency, as it crosses the border of the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// The amount in minor units.
    pub minor: Minor,
    /// What it is an amount of.
    pub currency: Currency,
}

impl Money {
    /// An amount of a currency.
    pub fn new(minor: Minor, currency: Currency) -> Self {
        Self { minor, currency }
    }
}

/// The amount in major units: `12.50`, `-0.05`, `1200`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor.0 < 0 { "-" } else { "" };
        let digits = self.minor.0.unsigned_abs();
        let decimals = self.currency.decimals();
        let unit = 10_u64.pow(decimals);
        write!(f, "{sign}{}", digits / unit)?;
        if decimals == 0 {
            return Ok(());
        }
        let width = usize::try_from(decimals).unwrap_or_default();
        write!(f, ".{:0width$}", digits % unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_round_half_away_from_zero() {
        assert_eq!(Minor(1).share(BasisPoints(5_000)), Some(Minor(1)));
        assert_eq!(Minor(-1).share(BasisPoints(5_000)), Some(Minor(-1)));
        assert_eq!(Minor(1_000).share(BasisPoints(1_249)), Some(Minor(125)));
        assert_eq!(Minor(i64::MAX).share(BasisPoints(20_000)), None);
    }

    #[test]
    fn amounts_are_written_in_major_units() {
        let write =
            |minor, code: &str| Money::new(Minor(minor), code.parse().expect("a code")).to_string();
        assert_eq!(write(1_250, "USD"), "12.50");
        assert_eq!(write(-5, "EUR"), "-0.05");
        assert_eq!(write(1_200, "JPY"), "1200");
        assert_eq!(write(1, "KWD"), "0.001");
    }
}
