//! The history of an order as it stands in the schema.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use orders::order;
use orders::order::timeline::{self, Signature};

use super::words::{OrderEventKind, OrderStatus, Party};
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, nullable};
use crate::graphql::loaders::identity::AccountOf;
use crate::graphql::scalar::gid;
use crate::graphql::writer_management::writer;

/// A step in the life of an order.
pub struct OrderEvent {
    /// The step.
    pub row: timeline::Model,
    /// Who signs it for the asker.
    pub signature: Signature,
}

impl OrderEvent {
    /// The step of `order` as the asker sees it.
    pub fn seen(ctx: &Context<'_>, order: &order::Model, row: timeline::Model) -> Self {
        let signature = row.signature(ctx.actor(), order);
        Self { row, signature }
    }
}

/// A step in the life of an order.
#[Object]
impl OrderEvent {
    /// The step.
    pub async fn id(&self) -> ID {
        gid(self.row.id)
    }

    /// When it happened.
    async fn occurred_at(&self) -> DateTime<Utc> {
        self.row.at
    }

    /// What happened.
    async fn kind(&self) -> OrderEventKind {
        self.row.kind.into()
    }

    /// Who did it, by the name under which the asker knows them; null for the house itself and for
    /// those of the website whom the asker knows by their party alone.
    async fn actor(&self, ctx: &Context<'_>) -> Nullable<String> {
        nullable(async {
            Ok(match &self.signature {
                Signature::Member(member) if self.row.party == order::Party::Writer => {
                    writer(ctx, Some(*member))
                        .await?
                        .map(|writer| writer.name(ctx.actor()))
                }
                Signature::Member(member) => {
                    let account = ctx.load(AccountOf(*member)).await?;
                    account.map(|account| account.0.display_name)
                }
                Signature::ClientAlias(alias) => Some(alias.clone()),
                Signature::Team(_) | Signature::House => None,
            })
        })
        .await
    }

    /// On which side the one who did it stands.
    async fn actor_party(&self) -> Party {
        self.row.party.into()
    }

    /// Where the order stood.
    async fn from_status(&self) -> Option<OrderStatus> {
        self.row.from_status.map(Into::into)
    }

    /// Where it stood from then on.
    async fn to_status(&self) -> Option<OrderStatus> {
        Some(self.row.to_status.into())
    }

    /// A word about it.
    async fn note(&self) -> Option<&str> {
        self.row.note.as_deref()
    }
}
