//! The row of one revision request.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, Instant, OrderId, RevisionId, Tx, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveEnum, QueryOrder, Select};
use serde::{Deserialize, Serialize};

use crate::{Result, policy};

/// How much a change matters.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A detail.
    Minor,
    /// The usual.
    #[default]
    Moderate,
    /// A large part has to change.
    Major,
    /// The work is of no use as it is.
    Critical,
}

/// How far a request is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The writer has not begun.
    Pending,
    /// They have.
    InProgress,
    /// A new version is handed in.
    Submitted,
    /// The client accepted it.
    Accepted,
    /// The client asked again.
    Superseded,
    /// The client took it back.
    Cancelled,
}

impl Status {
    /// States in which the writer owes the changes; an order has at most one such request.
    pub const OPEN: [Self; 2] = [Self::Pending, Self::InProgress];

    /// States in which the request is what the order is about.
    pub(crate) const CURRENT: [Self; 3] = [Self::Pending, Self::InProgress, Self::Submitted];
}

/// A structured request to change a delivery.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revision_requests")]
pub struct Model {
    /// The request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RevisionId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// The order.
    pub order_id: OrderId,
    /// Counts the requests of the order.
    pub round: i32,
    /// How far it is.
    pub status: Status,
    /// What it is called.
    pub title: String,
    /// What is wrong on the whole.
    #[sea_orm(column_type = "Text")]
    pub description: String,
    /// How much it matters.
    pub severity: Severity,
    /// 1 to 10, ten being the most important.
    pub priority: i32,
    /// Whether the client is pressed.
    pub is_urgent: bool,
    /// A word of the client to those who work on it.
    #[sea_orm(column_type = "Text", nullable)]
    pub client_notes: Option<String>,
    /// Who asked: the client, or staff for them.
    pub requested_by: String,
    /// When the client would like it.
    pub requested_deadline: Option<Instant>,
    /// When it is due unless somebody says otherwise.
    pub default_deadline: Instant,
    /// When the writer said it would be done.
    pub agreed_deadline: Option<Instant>,
    /// When the writer began.
    pub started_at: Option<Instant>,
    /// When the writer handed the changes in.
    pub submitted_at: Option<Instant>,
    /// When the client accepted them.
    pub accepted_at: Option<Instant>,
    /// When it was asked for.
    pub created_at: Instant,
    /// When anything last happened to it.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Requests of orders this actor may see. Every read starts here.
    pub fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::revisions(actor))
    }
}

/// All requests, for conditions about what belongs to them: whoever uses it scopes it.
pub(crate) fn find() -> Select<Entity> {
    Entity::find()
}

/// The request that the writer of the order owes an answer.
pub(crate) async fn open_in(tx: &Tx, order: OrderId) -> Result<Option<Model>> {
    let open = Entity::visible_to(tx.actor())
        .filter(Column::OrderId.eq(order))
        .filter(Column::Status.is_in(Status::OPEN));
    Ok(open.one(&**tx).await?)
}

/// The latest request of the order that a version was handed in for.
pub(crate) async fn answered_in(tx: &Tx, order: OrderId) -> Result<Option<Model>> {
    let answered = Entity::visible_to(tx.actor())
        .filter(Column::OrderId.eq(order))
        .filter(Column::SubmittedAt.is_not_null())
        .order_by_desc(Column::Round);
    Ok(answered.one(&**tx).await?)
}

/// The work was accepted, and with it the changes.
pub(crate) async fn accept_in(tx: &Tx, order: OrderId) -> Result<()> {
    Entity::update_many()
        // Not `as_enum`: it casts to a PostgreSQL type, and the column is a text.
        .col_expr(Column::Status, Expr::value(Status::Accepted.to_value()))
        .col_expr(Column::AcceptedAt, Expr::value(tx.now()))
        .col_expr(Column::UpdatedAt, Expr::value(tx.now()))
        .filter(Column::WebsiteId.eq(tx.actor().website()))
        .filter(Column::OrderId.eq(order))
        .filter(Column::Status.eq(Status::Submitted))
        .exec(&**tx)
        .await?;
    Ok(())
}
