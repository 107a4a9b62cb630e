//! What of an order its client lets others see.

use sea_orm::prelude::StringLen;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

/// How much of an order may become a portfolio sample; the wider ones include the narrower.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// Nothing.
    #[default]
    Never,
    /// Subject, type of work and size; no title, no text.
    FactsOnly,
    /// An excerpt in which nobody can be recognised.
    AnonymisedExcerpt,
    /// The work as it is.
    Full,
}
