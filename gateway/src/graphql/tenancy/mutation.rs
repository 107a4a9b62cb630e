//! What can be done with the website.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::website::{Feature, Website};
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, UserError, settle};

/// Which feature, on or off.
#[derive(InputObject)]
pub struct SetFeatureToggleInput {
    /// Which.
    pub feature: Feature,
    /// Whether it is to be on.
    pub value: bool,
}

/// The website as it is from now on.
#[derive(Default, SimpleObject)]
pub struct SetFeatureTogglePayload {
    /// The website.
    pub website: Option<Website>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The commands about features.
#[derive(Default)]
pub struct ToggleMutation;

#[Object]
impl ToggleMutation {
    /// Requires: ADMIN, or a superadmin where the feature decides how safe people are. Switches a
    /// feature of this website on or off; the change holds at once and is audited.
    async fn set_feature_toggle(
        &self,
        ctx: &Context<'_>,
        input: SetFeatureToggleInput,
    ) -> Nullable<SetFeatureTogglePayload> {
        let websites = &ctx.services().websites;
        let done = websites
            .set_toggle(ctx.actor(), input.feature.into(), input.value)
            .await;
        settle(
            done.map(|site| SetFeatureTogglePayload {
                website: Some(Website(site)),
                ..Default::default()
            }),
            |user_errors| SetFeatureTogglePayload {
                user_errors,
                ..Default::default()
            },
        )
    }
}
