//! The row of one notification.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{AccountId, Actor, EventId, Instant, MemberId, NotificationId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use crate::Kind;

/// One line in somebody's inbox.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notifications")]
pub struct Model {
    /// The notification.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NotificationId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// Whose inbox.
    pub account_id: AccountId,
    /// Their place on the website; none above all websites.
    pub member_id: Option<MemberId>,
    /// What it tells of: once for each person.
    pub event_id: EventId,
    /// What kind of thing it tells.
    pub kind: Kind,
    /// The headline.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// A sentence or two, without markup; may be empty.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// The id of what it is about. Whether its reader may see that is asked when they look.
    pub subject: Option<String>,
    /// Where more is to be seen, on the website.
    pub path: String,
    /// When it came.
    pub created_at: Instant,
    /// When it was first read.
    pub read_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The asker's own on this website; nobody has another's.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        let own = actor.account().filter(|_| !actor.is_impersonated());
        let own = own.map(|own| Column::AccountId.eq(own));
        Self::find()
            .filter(Column::WebsiteId.eq(actor.website()))
            .filter(own.unwrap_or_else(|| Expr::value(false)))
    }
}
