//! Executes documents that are valid, and finds out whether they are.
//!
//! Validation costs as much as executing a small document does, and its answer is the same each
//! time but for the values of variables. So a document is validated whole when it is first asked,
//! and then only as far as its variables decide (docs/decisions/0007).

use std::sync::Arc;

use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute};
use async_graphql::{Request, Response, ValidationMode};
use async_trait::async_trait;
use futures_util::Stream;
use futures_util::future::Either;
use futures_util::stream;

use super::Schema;
use super::guard::Document;

/// The one schema, ready to be asked.
pub struct Executor {
    /// Validates, and executes nothing.
    validator: Schema,
    /// Executes, and validates nothing.
    schema: Schema,
}

impl Default for Executor {
    fn default() -> Self {
        Self {
            validator: super::builder().extension(Nothing).finish(),
            schema: super::builder()
                .validation_mode(ValidationMode::Fast)
                .finish(),
        }
    }
}

impl Executor {
    /// Executes an operation of `document`, which `request` was made of.
    pub async fn execute(&self, document: &Document, request: Request) -> Response {
        match self.validate(document, &request).await {
            Ok(()) => self.schema.execute(request).await,
            Err(refused) => refused,
        }
    }

    /// All answers of an operation of `document`, which `request` was made of.
    pub async fn stream(
        &self,
        document: &Document,
        request: Request,
    ) -> impl Stream<Item = Response> {
        match self.validate(document, &request).await {
            Ok(()) => Either::Left(self.schema.execute_stream(request)),
            Err(refused) => Either::Right(stream::iter([refused])),
        }
    }

    async fn validate(&self, document: &Document, request: &Request) -> Result<(), Response> {
        let validated = match document.decided_by_variables() {
            Some(None) => return Ok(()),
            Some(Some(decided)) => decided.clone(),
            None => document.to_parsed(),
        };
        let mut trial = Request::new("").variables(request.variables.clone());
        trial.operation_name.clone_from(&request.operation_name);
        trial.set_parsed_query(validated);
        let tried = self.validator.execute(trial).await;
        if tried.is_err() {
            return Err(tried);
        }
        document.found_valid();
        Ok(())
    }
}

/// Stops before anything is executed.
struct Nothing;

impl ExtensionFactory for Nothing {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for Nothing {
    async fn execute(
        &self,
        _: &ExtensionContext<'_>,
        _: Option<&str>,
        _: NextExecute<'_>,
    ) -> Response {
        Response::default()
    }
}
