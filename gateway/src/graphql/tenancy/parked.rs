//! What could not be delivered on a website, as those who run it see it.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::outbox::Trouble;

use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, UserError, nullable, settle};
use crate::graphql::node::{self, Node};
use crate::graphql::page;
use crate::graphql::scalar::{gid, typed};

/// What kind of failure kept an event from being delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "kernel::outbox::Trouble")]
pub enum ParkedEventTrouble {
    /// A server outside of the house, of mails or of push messages, did not take it.
    Outside,
    /// It took too long.
    Slow,
    /// This release cannot read the event.
    Unreadable,
    /// A part of the house broke over it.
    Broken,
    /// Anything else inside the house.
    Inside,
}

/// In words for whoever runs a website: what the failure itself said is for the operator, since it
/// may name servers and people.
fn words(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Outside => {
            "The mail server or the push service did not take the message. When it works again, \
             try again."
        }
        Trouble::Slow => {
            "It took too long and was given up. Try again; if it fails once more, tell the operator."
        }
        Trouble::Unreadable => {
            "The server that tried it was older than the one that wrote it. When all of them are up \
             to date, try again."
        }
        Trouble::Broken | Trouble::Inside => {
            "Something went wrong inside the server. Tell the operator the id: the log knows more."
        }
    }
}

/// Something that happened, of which not everybody could be told: it was tried again and again, and
/// then given up until somebody has seen to it.
#[derive(Clone, Debug)]
pub struct ParkedEvent(pub tenancy::ParkedEvent);

/// Something that happened, of which not everybody could be told: it was tried again and again, and
/// then given up until somebody has seen to it.
#[Object]
impl ParkedEvent {
    /// The event; the operator finds it in the log by this.
    pub async fn id(&self) -> ID {
        gid(self.0.event.id)
    }

    /// What happened: `order.completed`.
    async fn kind(&self) -> &str {
        &self.0.event.name
    }

    /// The id of what it happened to.
    async fn object_id(&self) -> ID {
        ID(self.0.event.aggregate.clone())
    }

    /// What it happened to; null where you may not see it.
    async fn object(&self, ctx: &Context<'_>) -> Nullable<Node> {
        nullable(node::find(ctx, &ID(self.0.event.aggregate.clone()))).await
    }

    /// The parts of the house that have not been told of it.
    async fn subscribers(&self, ctx: &Context<'_>) -> Vec<&'static str> {
        let mut listeners = ctx.services().listeners(&self.0.event.stream);
        listeners.retain(|name| self.0.is_awaited_by(name));
        listeners
    }

    /// How often it was tried.
    async fn attempts(&self) -> i32 {
        self.0.event.attempts
    }

    /// What kind of failure it was; null where an earlier release gave it up.
    async fn trouble(&self) -> Option<ParkedEventTrouble> {
        self.0.event.trouble.map(Into::into)
    }

    /// What went wrong at the last attempt and what to do next, to be shown as it is.
    async fn last_error(&self) -> &'static str {
        words(self.0.event.trouble.unwrap_or(Trouble::Inside))
    }

    /// When it happened.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.event.recorded_at
    }

    /// Since when it is given up; null as soon as it is tried again.
    async fn parked_at(&self) -> Option<DateTime<Utc>> {
        self.0.event.parked_at
    }
}

/// The questions about what could not be delivered.
#[derive(Default)]
pub struct ParkedQuery;

#[Object]
impl ParkedQuery {
    /// Requires: ADMIN. The events of this website that were given up, latest first.
    async fn parked_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
    ) -> Nullable<page::Connection<ParkedEvent>> {
        nullable(async {
            let actor = ctx.signed_in()?;
            let page = page::page(first, after, None, None)?;
            let slice = ctx.services().operations.parked(actor, &page).await?;
            Ok(Some(page::connection(slice, ParkedEvent)))
        })
        .await
    }
}

/// What to try again.
#[derive(InputObject)]
pub struct RetryParkedEventInput {
    /// The event.
    pub id: ID,
}

/// It is tried again.
#[derive(Default, SimpleObject)]
pub struct RetryParkedEventPayload {
    /// The event as it is from now on.
    pub event: Option<ParkedEvent>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The commands about what could not be delivered.
#[derive(Default)]
pub struct ParkedMutation;

#[Object]
impl ParkedMutation {
    /// Requires: ADMIN. Tries an event again that was given up, at once and only with those who
    /// have not been told of it. Doing it again changes nothing.
    async fn retry_parked_event(
        &self,
        ctx: &Context<'_>,
        input: RetryParkedEventInput,
    ) -> Nullable<RetryParkedEventPayload> {
        let operations = &ctx.services().operations;
        let done = operations.retry(ctx.actor(), typed(&input.id)).await;
        settle(
            done.map(|event| RetryParkedEventPayload {
                event: Some(ParkedEvent(event)),
                ..Default::default()
            }),
            |user_errors| RetryParkedEventPayload {
                user_errors,
                ..Default::default()
            },
        )
    }
}
