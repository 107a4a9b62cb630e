//! What can be asked about the website.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::website::Website;
use crate::graphql::context::Ask;
use crate::graphql::error::Nullable;

/// The questions of tenancy.
#[derive(Default)]
pub struct TenancyQuery;

#[Object]
impl TenancyQuery {
    /// Public. The website of the request's host.
    async fn website(&self, ctx: &Context<'_>) -> Nullable<Website> {
        Some(Ok(Website(Arc::clone(ctx.actor().site()))))
    }
}
