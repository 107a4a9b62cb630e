//! What can be asked about the website.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::website::Website;
use crate::graphql::context::Ask;
use crate::graphql::error::Nullable;

/// The questions about the website.
#[derive(Default)]
pub struct WebsiteQuery;

#[Object]
impl WebsiteQuery {
    /// Public. The website of the request's host.
    async fn website(&self, ctx: &Context<'_>) -> Nullable<Website> {
        Some(Ok(Website(Arc::clone(ctx.actor().site()))))
    }
}
