//! What people say about themselves.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};
use identity::ProfileChange;

use super::viewer::Viewer;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, UserError, command, payloads};
use crate::graphql::scalar::field;

/// What you want to say otherwise about yourself; what is left out stays.
#[derive(InputObject)]
pub struct UpdateProfileInput {
    /// What you want to be called, at most 100 characters. It cannot be null.
    pub display_name: MaybeUndefined<String>,
    /// The language you read, as a BCP 47 tag: `en-GB`. Null: the website's.
    pub locale: MaybeUndefined<String>,
    /// The IANA name of the zone you live in: `Europe/Berlin`. Null: the website's.
    pub time_zone: MaybeUndefined<String>,
}

/// It is said.
#[derive(Default, SimpleObject)]
pub struct UpdateProfilePayload {
    /// You, as you are called now.
    pub viewer: Option<Viewer>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

payloads! {
    UpdateProfilePayload,
}

/// What people do about what they say of themselves.
#[derive(Default)]
pub struct ProfileMutation;

#[Object]
impl ProfileMutation {
    /// Requires: a session. Changes what you are called, the language you read and the zone you
    /// live in, on all your websites.
    async fn update_profile(
        &self,
        ctx: &Context<'_>,
        input: UpdateProfileInput,
    ) -> Nullable<UpdateProfilePayload> {
        command(async {
            let change = ProfileChange {
                display_name: field(input.display_name, |name| name),
                locale: field(input.locale, |tag| tag),
                time_zone: field(input.time_zone, |name| name),
            };
            let profiles = &ctx.services().profiles;
            profiles.change_profile(ctx.actor(), change).await?;
            Ok(UpdateProfilePayload {
                viewer: Viewer::of(ctx.actor()),
                ..Default::default()
            })
        })
        .await
    }
}
