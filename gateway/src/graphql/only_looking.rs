//! Whoever looks through somebody else's eyes changes nothing: every mutation but the one that
//! ends the look is refused before it is asked, those of tomorrow, too.

use std::borrow::Cow;

use async_graphql::parser::types::Field;
use async_graphql::registry::Registry;
use async_graphql::resolver_utils::{ContainerType, resolve_container_serial};
use async_graphql::{
    Context, ContextSelectionSet, ObjectType, OutputType, Positioned, ServerResult, Value,
};

use super::context::Ask;
use super::error::ApiError;

/// What may be done by somebody who only looks.
const ALLOWED: &str = "endImpersonation";

/// The mutations of the house, behind that door.
#[derive(Default)]
pub struct OnlyLooking<M>(M);

impl<M: ObjectType> ContainerType for OnlyLooking<M> {
    async fn resolve_field(&self, ctx: &Context<'_>) -> ServerResult<Option<Value>> {
        if ctx.actor().is_impersonated() && ctx.item.node.name.node != ALLOWED {
            let message = "You look through somebody else's eyes and can change nothing. End the \
                           impersonation first.";
            ApiError::new("FORBIDDEN", message).tell(ctx);
            return Ok(Some(Value::Null));
        }
        self.0.resolve_field(ctx).await
    }
}

impl<M: ObjectType> OutputType for OnlyLooking<M> {
    fn type_name() -> Cow<'static, str> {
        M::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        M::create_type_info(registry)
    }

    async fn resolve(
        &self,
        ctx: &ContextSelectionSet<'_>,
        _field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        resolve_container_serial(ctx, self).await
    }
}

impl<M: ObjectType> ObjectType for OnlyLooking<M> {}
