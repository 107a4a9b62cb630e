//! What is a writer's own, on the viewer.

use async_graphql::{Context, Object};
use kernel::{Actor, MemberId, Role};

use super::capacity::WriterCapacity;
use super::feedback::{FeedbackInvitation, InvitationConnection, InvitationTotals};
use super::portfolio::Portfolio;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, nullable};
use crate::graphql::page::{connection_with, page};

/// The viewer's part of writer-management. It asks with the viewer's own eyes: in the answer to a
/// sign-in the request still has nobody's.
pub struct ViewerWriting {
    actor: Actor,
}

impl ViewerWriting {
    /// The part of this viewer.
    pub fn of(actor: Actor) -> Self {
        Self { actor }
    }

    fn writer(&self) -> Option<MemberId> {
        self.actor
            .member()
            .filter(|_| self.actor.role() == Some(Role::Writer))
    }
}

/// The viewer's part of writer-management. It asks with the viewer's own eyes: in the answer to a
/// sign-in the request still has nobody's.
#[Object]
impl ViewerWriting {
    /// Your ceilings and what you have in hand; null unless you are a writer.
    async fn capacity(&self, ctx: &Context<'_>) -> Nullable<WriterCapacity> {
        nullable(async {
            let Some(own) = self.writer() else {
                return Ok(None);
            };
            let mut found = ctx
                .services()
                .capacities
                .standings(&self.actor, &[own])
                .await?;
            Ok(found.remove(&own).map(WriterCapacity))
        })
        .await
    }

    /// Your public face; null unless you are a writer.
    async fn portfolio(&self, ctx: &Context<'_>) -> Nullable<Portfolio> {
        nullable(async {
            let Some(own) = self.writer() else {
                return Ok(None);
            };
            let mut found = ctx
                .services()
                .portfolios
                .portfolios(&self.actor, &[own])
                .await?;
            Ok(found.remove(&own).map(Portfolio))
        })
        .await
    }

    /// Where your feedback is asked for, latest first.
    async fn feedback_invitations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Nullable<InvitationConnection> {
        nullable(async {
            let page = page(first, after, None, None)?;
            let slice = ctx.services().invitations.list(&self.actor, &page).await?;
            Ok(Some(connection_with(
                slice,
                FeedbackInvitation,
                InvitationTotals,
            )))
        })
        .await
    }
}
