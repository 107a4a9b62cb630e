//! What can be asked about people.

use async_graphql::{Context, Object};

use super::viewer::Viewer;
use crate::graphql::context::Ask;

/// The questions of identity.
#[derive(Default)]
pub struct IdentityQuery;

#[Object]
impl IdentityQuery {
    /// Public. Who is asking; null when signed out.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Viewer> {
        Viewer::of(ctx.actor())
    }
}
