//! What a website insists on, whatever its people prefer.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use tenancy::PolicyChange;

use super::website::Website;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, UserError, settle};

/// What people are told of, and may choose how, unless their website insists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "kernel::site::NoticeTopic")]
pub enum NoticeTopic {
    /// A writer has an order to work on.
    OrderAssigned,
    /// A client has a delivery to look at.
    OrderDelivered,
    /// A writer is asked to change a delivery.
    RevisionRequested,
    /// Feedback may be given.
    FeedbackInvited,
    /// The time for feedback ends soon.
    FeedbackReminder,
}

/// What a website insists on, whatever its people prefer.
#[derive(SimpleObject)]
pub struct WebsitePolicy {
    /// What everybody is told of by mail and in the inbox.
    pub forced_notices: Vec<NoticeTopic>,
    /// Whether writers and staff are told of every sign-in that is new.
    pub force_login_alerts: bool,
}

impl From<kernel::site::Policies> for WebsitePolicy {
    fn from(policies: kernel::site::Policies) -> Self {
        let forced = policies.forced_notices.into_iter();
        Self {
            forced_notices: forced.map(Into::into).collect(),
            force_login_alerts: policies.force_login_alerts,
        }
    }
}

/// Whether everybody is told of something.
#[derive(InputObject)]
pub struct ForcedNoticeInput {
    /// Of what.
    pub topic: NoticeTopic,
    /// Whether they are, whatever they prefer.
    pub forced: bool,
}

/// What is to be different. What is left out or null stays as it is; two who change different parts
/// at once both get what they want.
#[derive(InputObject)]
pub struct UpdateWebsitePolicyInput {
    /// What everybody is told of from now on, and of what no more. Of one topic the last word
    /// counts.
    pub forced_notices: Option<Vec<ForcedNoticeInput>>,
    /// Whether writers and staff are told of every sign-in that is new.
    pub force_login_alerts: Option<bool>,
}

impl From<UpdateWebsitePolicyInput> for PolicyChange {
    fn from(input: UpdateWebsitePolicyInput) -> Self {
        let notices = input.forced_notices.into_iter().flatten();
        Self {
            forced_notices: notices
                .map(|notice| (notice.topic.into(), notice.forced))
                .collect(),
            force_login_alerts: input.force_login_alerts,
        }
    }
}

/// The website as it is from now on.
#[derive(Default, SimpleObject)]
pub struct UpdateWebsitePolicyPayload {
    /// The website.
    pub website: Option<Website>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The commands about what a website insists on.
#[derive(Default)]
pub struct PolicyMutation;

#[Object]
impl PolicyMutation {
    /// Requires: ADMIN. Changes what this website insists on, whatever its people prefer; the
    /// change holds at once and is audited.
    async fn update_website_policy(
        &self,
        ctx: &Context<'_>,
        input: UpdateWebsitePolicyInput,
    ) -> Nullable<UpdateWebsitePolicyPayload> {
        let websites = &ctx.services().websites;
        let done = websites.insist(ctx.actor(), input.into()).await;
        settle(
            done.map(|site| UpdateWebsitePolicyPayload {
                website: Some(Website(site)),
                ..Default::default()
            }),
            |user_errors| UpdateWebsitePolicyPayload {
                user_errors,
                ..Default::default()
            },
        )
    }
}
