//! What a flow is, and how the dispatcher sees it.

use async_trait::async_trait;
use kernel::{Actor, Event, EventId, Instant};

/// The occasion on which a flow acts.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// The house itself, on the website of the event.
    pub actor: Actor,
    /// The event: what is made of it carries ids derived from this one.
    pub event: EventId,
    /// When it happened.
    pub at: Instant,
}

/// A rule of the form "when this has happened, that is done". It may be asked twice about one event
/// and says in its doc why that is harmless.
#[async_trait]
pub trait Flow: Send + Sync {
    /// What it listens to.
    type Event: Event;

    /// Under this name the outbox notes its progress, and it acts: never changed.
    const NAME: &'static str;

    /// Whether the order of events means nothing to it. Such a flow is quick, and hears of events
    /// that wait behind others as well: a mail server that is down holds it up no longer than
    /// a second.
    const OVERTAKES: bool = false;

    /// Does it. An error is a delivery that failed: it is repeated later.
    async fn on(&self, occasion: &Occasion, event: Self::Event) -> anyhow::Result<()>;
}

/// A flow of any kind of event.
#[async_trait]
pub trait Subscriber: Send + Sync {
    /// See [`Flow::NAME`].
    fn name(&self) -> &'static str;

    /// The stream it listens to, see [`Event::STREAM`].
    fn stream(&self) -> &'static str;

    /// See [`Flow::OVERTAKES`].
    fn overtakes(&self) -> bool;

    /// Reads the event and acts on it.
    async fn deliver(&self, occasion: &Occasion, payload: &serde_json::Value)
    -> anyhow::Result<()>;
}

#[async_trait]
impl<F: Flow> Subscriber for F {
    fn name(&self) -> &'static str {
        F::NAME
    }

    fn stream(&self) -> &'static str {
        F::Event::STREAM
    }

    fn overtakes(&self) -> bool {
        F::OVERTAKES
    }

    async fn deliver(
        &self,
        occasion: &Occasion,
        payload: &serde_json::Value,
    ) -> anyhow::Result<()> {
        // A variant that a newer release writes is unreadable until this one is replaced: the event
        // waits for that like for any other mending.
        let event = serde::Deserialize::deserialize(payload)?;
        self.on(occasion, event).await
    }
}
