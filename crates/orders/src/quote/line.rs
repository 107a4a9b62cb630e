//! The lines of a quote.

use kernel::Minor;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// What a line stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Pages and slides.
    Base,
    /// What level, type, subject and deadline add to it.
    Multiplier,
    /// An additional service.
    Service,
    /// The choice of the writer.
    PreferredWriter,
    /// What is missing to the least an order costs.
    MinimumCharge,
    /// The tax.
    Tax,
}

/// One line of a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it stands for.
    pub kind: LineKind,
    /// What it is, for people.
    pub label: String,
    /// How the amount came about, for people.
    pub rule: String,
    /// How many.
    pub quantity: i64,
    /// What each costs.
    pub unit: Minor,
    /// What it adds to the total.
    pub amount: Minor,
}

/// The lines of one quote, in the order of the calculation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Lines(pub Vec<Line>);
