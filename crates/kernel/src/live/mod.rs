//! Tells whoever watches now that something has changed: ids only, never content, so that each
//! listener reads again with today's rights. What is missed is said, not lost: a listener that was
//! too slow, or whose process was cut off, hears [`Heard::Missed`] and reads anew.

mod exchange;
mod postgres;

use std::sync::Arc;

use async_trait::async_trait;
use sea_orm::{DatabaseConnection, DbBackend, DbErr};
use serde::{Deserialize, Serialize};

pub use exchange::{Listener, Local};
use postgres::Shared;
pub(crate) use postgres::hearing;

use crate::{AccountId, NotificationId, OrderId, WebsiteId};

/// Something has changed that people may be looking at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Signal {
    /// Something came into an inbox.
    Notification {
        /// The tenant.
        website: WebsiteId,
        /// Whose inbox.
        account: AccountId,
        /// What came.
        id: NotificationId,
    },
    /// An order changed, or something that is shown with it.
    Order {
        /// The tenant.
        website: WebsiteId,
        /// The order.
        id: OrderId,
    },
    /// A person has read something of their inbox.
    InboxRead {
        /// The tenant.
        website: WebsiteId,
        /// Whose inbox.
        account: AccountId,
    },
    /// What a person is or may do changed.
    Viewer {
        /// On this website; on all of them when there is none.
        website: Option<WebsiteId>,
        /// The person.
        account: AccountId,
    },
    /// Some of a person's sessions have ended.
    SessionsEnded {
        /// The person.
        account: AccountId,
    },
}

/// What one can listen to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Everything about a person.
    Account(AccountId),
    /// Everything about an order.
    Order(OrderId),
}

impl Signal {
    /// Where it is heard.
    pub fn topic(&self) -> Topic {
        match self {
            Self::Notification { account, .. }
            | Self::InboxRead { account, .. }
            | Self::Viewer { account, .. }
            | Self::SessionsEnded { account } => Topic::Account(*account),
            Self::Order { id, .. } => Topic::Order(*id),
        }
    }
}

/// What a listener hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// This.
    Signal(Signal),
    /// Something, nobody knows what: read everything again.
    Missed,
}

/// The house's live bus.
#[async_trait]
pub trait Live: Send + Sync {
    /// Tells all listeners, in whatever process, soon; a failure is only logged.
    fn send(&self, signal: Signal);

    /// Tells all listeners, in whatever process.
    ///
    /// # Errors
    /// When the other processes could not be told: to be repeated, which does no harm.
    async fn tell(&self, signal: Signal) -> Result<(), DbErr>;

    /// Listens from now on.
    fn listen(&self, topic: Topic) -> Listener;
}

/// The bus that reaches every process on this database: on SQLite there is only this one, on
/// PostgreSQL the database carries the signals.
pub fn over(db: &DatabaseConnection) -> Arc<dyn Live> {
    match db.get_database_backend() {
        DbBackend::Postgres => Arc::new(Shared::new(db.clone())),
        _ => Arc::new(Local::default()),
    }
}
