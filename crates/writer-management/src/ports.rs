//! What this crate needs to know from others, in its own words.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{CatalogItemId, Instant, MemberId, OrderId, Tx, WebsiteId};

/// Where an order stands, as far as its parties' feedback and samples are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Not finished, or reopened.
    Running,
    /// Completed; `since` is the first time.
    Completed {
        /// The first completion.
        since: Instant,
    },
    /// Cancelled after something was delivered.
    CancelledAfterDelivery {
        /// The cancellation.
        since: Instant,
    },
    /// Cancelled before anything was delivered.
    Cancelled,
}

impl Stage {
    /// Since when the work has been over and can be rated.
    pub fn over_since(self) -> Option<Instant> {
        match self {
            Self::Completed { since } | Self::CancelledAfterDelivery { since } => Some(since),
            Self::Running | Self::Cancelled => None,
        }
    }
}

/// Who worked with whom on what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engagement {
    /// The order.
    pub order: OrderId,
    /// Its number as people write it.
    pub number: Option<String>,
    /// Who ordered.
    pub client: MemberId,
    /// Who wrote, as it stands now.
    pub writer: Option<MemberId>,
    /// Who edited.
    pub editor: Option<MemberId>,
    /// How far it has come.
    pub stage: Stage,
    /// The subject.
    pub subject: Option<CatalogItemId>,
    /// The type of work.
    pub type_of_work: Option<CatalogItemId>,
    /// The size.
    pub pages: i32,
}

impl Engagement {
    /// Whether this member has a part in it.
    pub fn involves(&self, member: MemberId) -> bool {
        self.client == member || self.writer == Some(member) || self.editor == Some(member)
    }
}

/// The orders, for feedback and samples.
#[async_trait]
pub trait Engagements: Send + Sync {
    /// The order as it stands until this transaction ends; `None` when the website has no such
    /// order. It is asked before any writer is locked.
    async fn of_in(&self, tx: &Tx, order: OrderId) -> anyhow::Result<Option<Engagement>>;

    /// The orders among these that the website has.
    async fn of(
        &self,
        website: WebsiteId,
        orders: &[OrderId],
    ) -> anyhow::Result<HashMap<OrderId, Engagement>>;
}

/// An order that a writer was lately given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// When.
    pub at: Instant,
    /// Its size in double-spaced pages.
    pub pages: u32,
}

/// The work a writer has in hand, counted, never stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Orders that cost capacity now.
    pub active: u32,
    /// What they were given in the last eight days: when a day or a week begins depends on the
    /// writer's zone.
    pub recent: Vec<Taken>,
}

/// The work of many writers at once.
#[async_trait]
pub trait WriterLoads: Send + Sync {
    /// The loads of these writers; who is absent has none.
    async fn of(
        &self,
        website: WebsiteId,
        writers: &[MemberId],
        now: Instant,
    ) -> anyhow::Result<HashMap<MemberId, Load>>;
}

/// Which entries of the catalog are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// Subjects.
    Subject,
    /// Types of work.
    TypeOfWork,
}

/// The website's catalog.
#[async_trait]
pub trait Catalog: Send + Sync {
    /// Those of `items` that are no active entries of this kind here.
    async fn unknown_items(
        &self,
        website: WebsiteId,
        kind: ItemKind,
        items: &[CatalogItemId],
    ) -> anyhow::Result<Vec<CatalogItemId>>;
}

/// The people behind memberships, for the check that a sample names nobody.
#[async_trait]
pub trait People: Send + Sync {
    /// The names of these members.
    async fn names(
        &self,
        website: WebsiteId,
        members: &[MemberId],
    ) -> anyhow::Result<HashMap<MemberId, String>>;
}
