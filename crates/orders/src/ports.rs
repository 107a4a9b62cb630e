//! What orders need from their neighbours, in the words of orders.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{CatalogItemId, Consent, Instant, MemberId, OrderId, Role, Site, Tx};

use crate::Load;

/// The neighbours of this crate.
#[derive(Clone)]
pub struct Ports {
    /// Who is who on a website.
    pub people: Arc<dyn People>,
    /// Who can take what.
    pub desk: Arc<dyn WriterDesk>,
    /// What writers have done.
    pub record: Arc<dyn WriterRecord>,
    /// What may be shown of an order.
    pub consents: Arc<dyn SampleConsents>,
}

/// The members of a website.
#[async_trait]
pub trait People: Send + Sync {
    /// What the member does on this website; nothing when there is no such member here.
    async fn role(&self, site: &Site, member: MemberId) -> anyhow::Result<Option<Role>>;
}

/// A piece of work, as far as it decides who can take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// The order, once it is one.
    pub order: Option<OrderId>,
    /// Who wants it; nobody in the preview of somebody who is not signed in.
    pub client: Option<MemberId>,
    /// What it is about.
    pub subject: Option<CatalogItemId>,
    /// What is to be written.
    pub type_of_work: Option<CatalogItemId>,
    /// Pages as they were ordered.
    pub pages: i32,
    /// Slides.
    pub slides: i32,
    /// The pages in double-spaced ones, which is what ceilings count.
    pub effort: i32,
    /// The shortest time in which work of this size can be done.
    pub least_time: chrono::TimeDelta,
    /// When the client needs it.
    pub deadline: Instant,
    /// When the writer has to hand it in, if assigned now.
    pub writer_deadline: Instant,
}

/// A reason why a writer cannot take an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its name in the schema (`IneligibleReason`).
    pub reason: String,
    /// Whether staff may decide otherwise.
    pub overridable: bool,
    /// The reason, for people.
    pub message: String,
}

/// What the desk says about one writer and one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Every reason against it; none: the writer can take it.
    pub refusals: Vec<Refusal>,
    /// How the writer stood at this moment, kept with the assignment.
    pub snapshot: serde_json::Value,
}

/// What a client has to expect of the writer they prefer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreferredState {
    /// They take work.
    Known,
    /// They do not, at present.
    Away,
    /// No such writer works here.
    Unknown,
}

/// What a client has to expect of the writers, told with a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The preferred writer, if one is named.
    pub preferred: Option<PreferredState>,
    /// Whether anybody could take the work as things are.
    pub any_eligible: bool,
}

/// Who knows the writers. Methods ending in `_in` run in the caller's transaction.
#[async_trait]
pub trait WriterDesk: Send + Sync {
    /// Locks the writer's capacity, made with its defaults if there is none; `false` when no such
    /// writer works here. Two orders for one last place meet here.
    async fn lock_in(&self, tx: &Tx, writer: MemberId) -> anyhow::Result<bool>;

    /// Whether the locked writer can take the order on top of `load`.
    async fn judge_in(
        &self,
        tx: &Tx,
        writer: MemberId,
        brief: &Brief,
        load: Load,
    ) -> anyhow::Result<Verdict>;

    /// The writer's rating in hundredths (4.25 is 425), if they have one.
    async fn rating_in(&self, tx: &Tx, writer: MemberId) -> anyhow::Result<Option<u16>>;

    /// What to tell a client beside the price.
    async fn standing(
        &self,
        site: &Site,
        brief: &Brief,
        preferred: Option<MemberId>,
    ) -> anyhow::Result<Standing>;
}

/// A completed order, as it counts for its writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The order.
    pub order: OrderId,
    /// Who wrote it.
    pub writer: MemberId,
    /// Whether the first version came in by the writer deadline.
    pub on_time: bool,
    /// When it was completed.
    pub at: Instant,
    /// What it is about.
    pub subject: CatalogItemId,
}

/// Who counts what writers have done, in the transaction of the fact (law 6).
#[async_trait]
pub trait WriterRecord: Send + Sync {
    /// An order was completed.
    async fn completed_in(&self, tx: &Tx, completion: &Completion) -> anyhow::Result<()>;

    /// A completed order is open again: it counts no longer.
    async fn reopened_in(&self, tx: &Tx, order: OrderId, writer: MemberId) -> anyhow::Result<()>;
}

/// Who keeps what clients allow to be shown of their orders.
#[async_trait]
pub trait SampleConsents: Send + Sync {
    /// The client's word at placing.
    async fn grant_in(
        &self,
        tx: &Tx,
        order: OrderId,
        client: MemberId,
        consent: Consent,
    ) -> anyhow::Result<()>;
}
