//! What can be watched (design: API, subscriptions). A root field answers one [`Look`]: it says
//! what it listens to, checks today's rights, and shows what there is to see; `http::operation`
//! looks again whenever something was heard.
#![expect(
    clippy::unused_async,
    reason = "a field of a subscription has to be asynchronous"
)]

mod look;

use async_graphql::{Context, ID, Subscription};
use chrono::TimeDelta;
use kernel::live::{Signal, Topic};
use kernel::{NotificationId, OrderId, Page};
use notifications::inbox;

use look::show_all;
pub use look::{Ears, Look, Memory, Shown};

use super::context::Ask;
use super::error::{ApiError, Result};
use super::identity::Viewer;
use super::loaders::orders::OrderOf;
use super::notifications::Notification;
use super::orders::Order;
use super::scalar::typed;

/// Everything that can be watched.
#[derive(Default)]
pub struct Subscription;

/// Everything that can be watched.
#[Subscription]
impl Subscription {
    /// Requires: being signed in. Whatever comes into your inbox on this website, each once; it
    /// ends with your session.
    async fn notification_received(&self, ctx: &Context<'_>) -> Result<Shown<Notification>> {
        let account = signed_in(ctx)?;
        let look = ctx.data_unchecked::<Look>();
        look.listen(&*ctx.services().live, &[account], |signal| {
            matches!(signal, Signal::Notification { .. })
        });
        let inbox = &ctx.services().inbox;
        if look.is_first() {
            // Older ones were there to be read before; nobody can tell of the latest.
            let long_ago = ctx.now() - JUST_NOW;
            for row in newest(ctx).await? {
                if row.created_at < long_ago {
                    look.is_new(row.id);
                }
            }
            return Ok(show_all([]));
        }
        let rows = match look.signals() {
            Some(signals) => {
                let ids: Vec<_> = signals.iter().filter_map(notification).collect();
                let mut found = inbox.notifications(ctx.actor(), &ids).await?;
                ids.iter().filter_map(|id| found.remove(id)).collect()
            }
            None => newest(ctx).await?,
        };
        let new = rows.into_iter().filter(|row| look.is_new(row.id));
        Ok(show_all(new.map(Notification)))
    }

    /// Requires: being able to see the order. The order, each time that it changes; it ends when
    /// the order can no longer be seen.
    async fn order_updated(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The order.")] order_id: ID,
    ) -> Result<Shown<Order>> {
        let account = signed_in(ctx)?;
        let id: OrderId = typed(&order_id);
        let look = ctx.data_unchecked::<Look>();
        let topics = [Topic::Order(id), account];
        look.listen(&*ctx.services().live, &topics, |signal| {
            matches!(signal, Signal::Order { .. } | Signal::Viewer { .. })
        });
        let order = ctx.load(OrderOf(id)).await?;
        let order = order.ok_or_else(|| {
            let message = "There is no such order, or you may not see it.";
            ApiError::new("NOT_FOUND", message)
        })?;
        Ok(look.show(Order(order)))
    }

    /// Requires: being signed in. You, each time that your role, your sessions or your account
    /// change, or that you have read your notifications; it ends with your session.
    async fn viewer_updated(&self, ctx: &Context<'_>) -> Result<Shown<Viewer>> {
        let account = signed_in(ctx)?;
        let look = ctx.data_unchecked::<Look>();
        look.listen(&*ctx.services().live, &[account], |signal| {
            matches!(
                signal,
                Signal::InboxRead { .. } | Signal::Viewer { .. } | Signal::SessionsEnded { .. }
            )
        });
        let viewer = Viewer::of(ctx.actor());
        Ok(look.show(viewer.ok_or_else(ApiError::unauthenticated)?))
    }
}

/// Notifications this young may have come between reading an inbox and watching it.
const JUST_NOW: TimeDelta = TimeDelta::seconds(10);

fn notification(signal: &Signal) -> Option<NotificationId> {
    match signal {
        Signal::Notification { id, .. } => Some(*id),
        _ => None,
    }
}

/// The newest of the asker's inbox, oldest first.
async fn newest(ctx: &Context<'_>) -> Result<Vec<inbox::entity::Model>> {
    let page = Page::first(MISSED);
    let slice = ctx.services().inbox.list(ctx.actor(), false, &page).await?;
    Ok(slice.items.into_iter().rev().map(|(_, row)| row).collect())
}

/// How many are read again when some were missed.
const MISSED: u64 = 100;

/// What concerns the asker.
fn signed_in(ctx: &Context<'_>) -> Result<Topic> {
    let account = ctx.actor().account();
    account
        .map(Topic::Account)
        .ok_or_else(ApiError::unauthenticated)
}
