//! The row of one choice that differs from what the house would do.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Instant, MemberId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::Kind;
use crate::delivery::entity::Channel;

/// Whether somebody wants to be told of one kind on one channel.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_preferences")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MemberId,
    /// What is told.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Kind,
    /// How.
    #[sea_orm(primary_key, auto_increment = false)]
    pub channel: Channel,
    /// Whether it is.
    pub enabled: bool,
    /// When they last said so.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The choices of one member of the website.
    pub(crate) fn of(website: WebsiteId, member: MemberId) -> Select<Self> {
        Self::find()
            .filter(Column::WebsiteId.eq(website))
            .filter(Column::MemberId.eq(member))
    }
}
