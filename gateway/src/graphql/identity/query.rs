//! What can be asked about people.

use async_graphql::{Context, Object};

use super::viewer::Viewer;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, nullable};

/// The questions of identity.
#[derive(Default)]
pub struct IdentityQuery;

#[Object]
impl IdentityQuery {
    /// Public. Who is asking; null when signed out.
    async fn viewer(&self, ctx: &Context<'_>) -> Nullable<Viewer> {
        nullable(Viewer::of(ctx, ctx.actor())).await
    }
}
