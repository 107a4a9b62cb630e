//! The row of one mail with what a day brought.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use chrono::NaiveDate;
use kernel::{Actor, Instant, MemberId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

/// The mail with what a day brought to one person: there is one, however many notices it names.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_digests")]
pub struct Model {
    /// The tenant.
    #[sea_orm(primary_key, auto_increment = false)]
    pub website_id: WebsiteId,
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MemberId,
    /// The day on which it comes, in their zone.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: NaiveDate,
    /// When it comes.
    pub due_at: Instant,
    /// Since when nothing comes into it any more.
    pub closed_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The digests of one member of the website.
    pub(crate) fn of(actor: &Actor, member: MemberId) -> Select<Self> {
        Self::find()
            .filter(Column::WebsiteId.eq(actor.website()))
            .filter(Column::MemberId.eq(member))
    }
}
