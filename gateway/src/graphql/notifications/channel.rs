//! The ways messages take, and what becomes of them.

use async_graphql::{Enum, Object};
use chrono::{DateTime, Utc};
use notifications::delivery::entity;

/// A way that messages take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "notifications::delivery::entity::Channel")]
pub enum NotificationChannel {
    /// A mail.
    Email,
    /// A line in your inbox on the website.
    InApp,
    /// A note on your devices.
    Push,
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "notifications::delivery::entity::State")]
pub enum DeliveryState {
    /// It was handed over.
    Sent,
    /// It was not taken; the cause tells whether it is tried again.
    Failed,
    /// It is deliberately not sent; the cause tells why.
    Suppressed,
    /// It waits for the end of quiet hours, or for the day's digest.
    Held,
}

/// Why a message failed or is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "notifications::delivery::entity::Cause")]
pub enum DeliveryCause {
    /// The server could not take it; it is tried again.
    Unreachable,
    /// The server refuses it for good.
    Refused,
    /// You do not want it there.
    Preference,
    /// You had enough of them on that day: the day's digest tells it.
    Cap,
    /// The channel is not set up.
    NotSetUp,
    /// You have no place here any more, or are kept out of it.
    Gone,
}

/// What became of a message on one channel.
#[derive(Clone, Debug)]
pub struct MessageDelivery(pub entity::Model);

/// What became of a message on one channel.
#[Object]
impl MessageDelivery {
    /// The way it took.
    async fn channel(&self) -> NotificationChannel {
        self.0.channel.into()
    }

    /// How far it has come.
    async fn state(&self) -> DeliveryState {
        self.0.state.into()
    }

    /// Why it has come no further; null when it was sent.
    async fn cause(&self) -> Option<DeliveryCause> {
        self.0.cause.map(Into::into)
    }

    /// When that was so.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}
