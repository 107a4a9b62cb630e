//! The row of a notice that waits.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use chrono::NaiveDate;
use kernel::{Actor, EventId, Instant, MemberId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::Kind;
use crate::delivery::entity::Channel;
use crate::letter::Kept;

/// A notice that waits on one channel, for the end of quiet hours or for a digest.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_holds")]
pub struct Model {
    /// The tenant.
    pub website_id: WebsiteId,
    /// What it tells of.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: EventId,
    /// Whom.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MemberId,
    /// How.
    #[sea_orm(primary_key, auto_increment = false)]
    pub channel: Channel,
    /// What it says.
    pub kind: Kind,
    /// The facts that it says.
    pub facts: Kept,
    /// Until when it waits.
    pub due_at: Instant,
    /// The day whose digest it goes with.
    pub digest_day: Option<NaiveDate>,
    /// Since when.
    pub created_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// What waits on the website.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(Column::WebsiteId.eq(actor.website()))
    }
}
