//! The row of one quote.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, Currency, DraftId, Instant, MemberId, Minor, QuoteId, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::{FromJsonQueryResult, Select};
use serde::{Deserialize, Serialize};

use super::{Inputs, Lines};
use crate::policy;

/// What became of a quote, as it is stored: time passes without anybody writing it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum State {
    /// It is the draft's latest and nothing it depends on was edited.
    Current,
    /// A priced field was edited, or there is a newer one.
    Superseded,
    /// An order was placed by it.
    Accepted,
}

/// Where a quote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// An order can be placed by it.
    Current,
    /// A priced field was edited, or there is a newer one.
    Superseded,
    /// Its time is over.
    Expired,
    /// An order was placed by it.
    Accepted,
}

/// What a client should know beside the price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// As things are, nobody could take the work.
    NoEligibleWriter,
    /// The preferred writer takes no work at present.
    PreferredWriterAway,
}

/// The warnings of one quote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Warnings(pub Vec<Warning>);

/// A priced, time-limited offer. Its numbers never change; its state does.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "quotes")]
pub struct Model {
    /// The quote.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: QuoteId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// What was priced.
    pub draft_id: DraftId,
    /// Whose draft it is.
    pub client_id: MemberId,
    /// Counts the quotes of the draft.
    pub number: i32,
    /// The rules it was computed by.
    pub price_book_version: i32,
    /// What became of it.
    pub status: State,
    /// What it was computed from.
    #[sea_orm(column_type = "JsonBinary")]
    pub inputs: Inputs,
    /// How.
    #[sea_orm(column_type = "JsonBinary")]
    pub lines: Lines,
    /// What the client should know beside it.
    #[sea_orm(column_type = "JsonBinary")]
    pub warnings: Warnings,
    /// What the amounts are amounts of.
    pub currency: Currency,
    /// The sum of the lines.
    pub total: Minor,
    /// What of it is the writer's.
    pub writer_pay: Minor,
    /// The earliest deadline that was feasible.
    pub earliest_deadline: Instant,
    /// It holds before this instant.
    pub valid_until: Instant,
    /// Who asked for it.
    pub created_by: String,
    /// When.
    pub created_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The quotes this actor may see.
    pub fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::quotes(actor))
    }
}

/// All quotes, for conditions about the drafts they belong to.
pub(crate) fn of_drafts() -> Select<Entity> {
    Entity::find()
}

impl Model {
    /// Where it stands at this moment.
    pub fn status(&self, now: Instant) -> Status {
        match self.status {
            State::Current if now < self.valid_until => Status::Current,
            State::Current => Status::Expired,
            State::Superseded => Status::Superseded,
            State::Accepted => Status::Accepted,
        }
    }
}
