//! An invitation to give feedback.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, Instant, InvitationId, MemberId, OrderId, RoundId, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;

use super::Kind;

/// Unique per order and kind, so asking twice is harmless.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback_invitations")]
pub struct Model {
    /// The invitation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// The round.
    pub round_id: RoundId,
    /// The finished order.
    pub order_id: OrderId,
    /// What is asked for.
    pub kind: Kind,
    /// Who is asked.
    pub member_id: MemberId,
    /// Until when.
    pub due_at: Instant,
    /// When they were asked.
    pub created_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The asker's own invitations.
    pub fn visible_to(actor: &Actor) -> Select<Self> {
        let own = actor
            .member()
            .map_or_else(|| Expr::val(false), |member| Column::MemberId.eq(member));
        Self::find()
            .filter(Column::WebsiteId.eq(actor.website()))
            .filter(own)
    }
}

pub(crate) fn of(website: WebsiteId, order: OrderId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(website))
        .filter(Column::OrderId.eq(order))
}
