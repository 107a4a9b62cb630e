//! The history of an order, append-only: what, who, when, from where to where.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{
    Actor, Cursor, CursorKey, Instant, MemberId, OrderEventId, OrderId, Sort, Tx, WebsiteId,
};
use sea_orm::entity::prelude::*;
use sea_orm::{Select, Set};
use serde::{Deserialize, Serialize};

use super::{Party, Status};
use crate::{Result, policy};

/// What happened.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The client placed it.
    Placed,
    /// A writer got it.
    Assigned,
    /// The writer handed a version in.
    Delivered,
    /// An editor released it.
    Approved,
    /// The client asked for changes.
    RevisionRequested,
    /// The writer began with them.
    RevisionStarted,
    /// It was accepted.
    Completed,
}

/// One step in the life of an order.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "order_events")]
pub struct Model {
    /// The step.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrderEventId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// The order.
    pub order_id: OrderId,
    /// Counts the steps of the order.
    pub number: i32,
    /// What happened.
    pub kind: Kind,
    /// Who did it.
    pub actor: String,
    /// The member who did it.
    pub member_id: Option<MemberId>,
    /// On which side they stand.
    pub party: Party,
    /// Where the order stood.
    pub from_status: Option<Status>,
    /// Where it stands since.
    pub to_status: Status,
    /// A word about it, for everybody who sees the order.
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    /// When.
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The steps of orders this actor may see.
    pub fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::timeline(actor))
    }
}

/// The order of a history.
pub fn first_step_first() -> Sort<Model> {
    Sort::ascending(Expr::col(Column::Number), Column::Id, |row: &Model| {
        Cursor::new(CursorKey::Int(i64::from(row.number)), row.id)
    })
}

/// By whom a step is signed, as its reader may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// A member, by the name under which the reader knows them.
    Member(MemberId),
    /// The client, by the alias of the order.
    ClientAlias(String),
    /// Somebody of the website, without a name.
    Team(Party),
    /// The house itself.
    House,
}

impl Model {
    /// Who signs this step of `order` for the asker: clients are masked from writers and editors,
    /// those who work for the website from everybody else.
    pub fn signature(&self, actor: &Actor, order: &super::Model) -> Signature {
        let Some(member) = self.member_id else {
            return match self.party {
                Party::Nobody => Signature::House,
                party => Signature::Team(party),
            };
        };
        match self.party {
            _ if actor.is(member) => Signature::Member(member),
            Party::Client if !order.seen_by(actor).client => {
                Signature::ClientAlias(order.client_alias())
            }
            Party::Client | Party::Writer => Signature::Member(member),
            _ if actor.is_staff() => Signature::Member(member),
            party => Signature::Team(party),
        }
    }
}

/// Appends the step that has just brought the order where it stands.
pub(crate) async fn append(
    tx: &Tx,
    order: &super::Model,
    kind: Kind,
    from: Option<Status>,
) -> Result<()> {
    let row = ActiveModel {
        id: Set(tx.mint()),
        website_id: Set(order.website_id),
        order_id: Set(order.id),
        number: Set(order.event_count),
        kind: Set(kind),
        actor: Set(tx.actor().who().to_string()),
        member_id: Set(tx.actor().member()),
        party: Set(Party::of(tx.actor())),
        from_status: Set(from),
        to_status: Set(order.status),
        note: Set(None),
        at: Set(tx.now()),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}
