//! The row of what somebody has chosen for all kinds.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Instant, MemberId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use super::QuietHours;

/// Whether mails that can wait come as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Digest {
    /// Each comes by itself.
    #[default]
    Never,
    /// Once a day, in the morning.
    Daily,
}

/// What somebody has chosen for all kinds; without a row nothing waits.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_settings")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MemberId,
    /// When their rest begins, in minutes after midnight.
    pub quiet_start: Option<i32>,
    /// When it ends.
    pub quiet_end: Option<i32>,
    /// Whether mails that can wait come as one.
    pub digest: Digest,
    /// When they last said so.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The settings of one member of the website.
    pub(crate) fn of(website: WebsiteId, member: MemberId) -> Select<Self> {
        Self::find()
            .filter(Column::WebsiteId.eq(website))
            .filter(Column::MemberId.eq(member))
    }
}

impl Model {
    /// When they want their rest.
    pub fn quiet_hours(&self) -> Option<QuietHours> {
        QuietHours::of_minutes(self.quiet_start?, self.quiet_end?)
    }
}
