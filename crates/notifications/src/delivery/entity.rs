//! The row of one message to one person.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, EventId, Instant, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::Kind;

/// The way a message takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Channel {
    /// A mail.
    Email,
    /// A line in the inbox on the website.
    InApp,
    /// A note on the person's devices.
    Push,
}

impl Channel {
    /// All of them, in the order people see them.
    pub const ALL: [Self; 3] = [Self::Email, Self::InApp, Self::Push];
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum State {
    /// It was handed over.
    Sent,
    /// It was not taken; the cause tells whether it is tried again.
    Failed,
    /// It is deliberately not sent.
    Suppressed,
    /// It waits for the end of quiet hours, or for the day's digest.
    Held,
}

/// Why a message failed or is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Cause {
    /// The server could not take it; it is tried again.
    Unreachable,
    /// The server refuses it for good.
    Refused,
    /// The person does not want it.
    Preference,
    /// The person had enough of them today.
    Cap,
    /// The channel is not set up.
    NotSetUp,
    /// The person has no place here any more, or is kept out of it.
    Gone,
}

/// One message about one event to one person on one channel.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message_deliveries")]
pub struct Model {
    /// The tenant.
    pub website_id: WebsiteId,
    /// What it tells of.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: EventId,
    /// Whom: an id, never an address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub recipient: String,
    /// The way.
    #[sea_orm(primary_key, auto_increment = false)]
    pub channel: Channel,
    /// What it says.
    pub kind: Kind,
    /// How far it has come.
    pub state: State,
    /// Why it has come no further.
    pub cause: Option<Cause>,
    /// How often it was tried.
    pub attempts: i32,
    /// Why the last try failed, for staff.
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
    /// When it was first tried.
    pub created_at: Instant,
    /// When it was last tried.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The messages of the website.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(Column::WebsiteId.eq(actor.website()))
    }
}

impl Model {
    /// Whether nothing more is to be done about it.
    pub fn is_settled(&self) -> bool {
        self.cause != Some(Cause::Unreachable) && self.state != State::Held
    }
}
