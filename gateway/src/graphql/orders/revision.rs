//! Revision requests as they stand in the schema.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::Page;
use orders::order;
use orders::revision::{self, ItemAnswer, NewItem, RequestRevision, Timeline, item};

use super::inputs::{ChangeItemAnswerInput, RequestRevisionInput};
use super::order::Order;
use super::words::{ChangeItemAnswer, Party, RevisionSeverity, RevisionStatus};
use crate::graphql::context::Ask;
use crate::graphql::error::{ApiError, Result};
use crate::graphql::loaders::orders::{ItemsOf, OrderOf, RevisionsOf};
use crate::graphql::page::{Connection, connection_with};
use crate::graphql::scalar::{gid, typed};

/// A structured wish to change a delivery.
pub struct RevisionRequest(pub revision::Model);

impl RevisionRequest {
    /// Its order: whoever sees the request sees it.
    async fn order_row(&self, ctx: &Context<'_>) -> Result<orders::order::Model> {
        let order = ctx.load(OrderOf(self.0.order_id)).await?;
        order.ok_or_else(|| ApiError::new("NOT_FOUND", "There is no such order."))
    }
}

/// A structured wish to change a delivery.
#[Object]
impl RevisionRequest {
    /// The request.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// The order it is about.
    async fn order(&self, ctx: &Context<'_>) -> Result<Order> {
        self.order_row(ctx).await.map(Order)
    }

    /// Counts the requests of the order.
    async fn round(&self) -> i32 {
        self.0.round
    }

    /// The wish in a line.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The wish at length.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// How much it matters.
    async fn severity(&self) -> RevisionSeverity {
        self.0.severity.into()
    }

    /// 1 to 10; larger is more pressing.
    async fn priority(&self) -> i32 {
        self.0.priority
    }

    /// Where it stands.
    async fn status(&self) -> RevisionStatus {
        self.0.status.into()
    }

    /// Whether the client is pressed.
    async fn is_urgent(&self) -> bool {
        self.0.is_urgent
    }

    /// Notes of the client to the writer.
    async fn client_notes(&self) -> Option<&str> {
        self.0.client_notes.as_deref()
    }

    /// What is to be changed, in the client's order.
    async fn items(&self, ctx: &Context<'_>) -> Result<Vec<ChangeItem>> {
        let items = ctx.load(ItemsOf(self.0.id)).await?.unwrap_or_default();
        Ok(items.into_iter().map(ChangeItem).collect())
    }

    /// Where it stands in time.
    async fn timeline(&self, ctx: &Context<'_>) -> Result<RevisionTimeline> {
        let order = self.order_row(ctx).await?;
        Ok(self.0.timeline(order.status, ctx.now()).into())
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When anything last happened to it.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }
}

/// Where a revision request stands in time.
#[derive(SimpleObject)]
pub struct RevisionTimeline {
    /// When it was made.
    pub requested_at: DateTime<Utc>,
    /// When the client would like it.
    pub requested_deadline: Option<DateTime<Utc>>,
    /// When the writer said it would be done.
    pub agreed_deadline: Option<DateTime<Utc>>,
    /// When it is due: as agreed, else as wished, else by its severity.
    pub due_at: DateTime<Utc>,
    /// When the writer began.
    pub started_at: Option<DateTime<Utc>>,
    /// When the writer handed the changes in.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When the client accepted them.
    pub accepted_at: Option<DateTime<Utc>>,
    /// Seconds until it is due, as long as the writer owes the changes; negative when that is over.
    pub remaining_seconds: Option<i32>,
    /// Whether the writer owes the changes too long.
    pub is_overdue: bool,
    /// Who has to do something next.
    pub whose_turn: Party,
}

impl From<Timeline> for RevisionTimeline {
    fn from(times: Timeline) -> Self {
        let seconds = |left: i64| i32::try_from(left).unwrap_or(i32::MAX);
        Self {
            requested_at: times.requested_at,
            requested_deadline: times.requested_deadline,
            agreed_deadline: times.agreed_deadline,
            due_at: times.due_at,
            started_at: times.started_at,
            submitted_at: times.submitted_at,
            accepted_at: times.accepted_at,
            remaining_seconds: times.remaining_seconds.map(seconds),
            is_overdue: times.is_overdue,
            whose_turn: times.whose_turn.into(),
        }
    }
}

/// One specific thing to change.
pub struct ChangeItem(pub item::Model);

/// One specific thing to change.
#[Object]
impl ChangeItem {
    /// The item.
    async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// Where in the work.
    async fn section(&self) -> &str {
        &self.0.section
    }

    /// What is wrong there.
    async fn issue(&self) -> &str {
        &self.0.issue
    }

    /// What is to be done.
    async fn request(&self) -> &str {
        &self.0.request
    }

    /// How much it matters.
    async fn severity(&self) -> RevisionSeverity {
        self.0.severity.into()
    }

    /// The words it is about.
    async fn quoted_passage(&self) -> Option<&str> {
        self.0.quoted_passage.as_deref()
    }

    /// What the writer says.
    async fn answer(&self) -> Option<ChangeItemAnswer> {
        self.0.answer.map(Into::into)
    }

    /// What the writer adds: the reason, the question.
    async fn answer_note(&self) -> Option<&str> {
        self.0.answer_note.as_deref()
    }

    /// Whether the change was looked at and found right.
    async fn is_verified(&self) -> Option<bool> {
        self.0.is_verified
    }
}

/// The size of an order's list of revision requests.
#[derive(SimpleObject)]
pub struct RevisionTotals {
    /// How many requests there are.
    #[graphql(name = "totalCount")]
    pub count: i32,
}

/// A page of revision requests.
pub type RevisionConnection = Connection<RevisionRequest, RevisionTotals>;

/// The rounds of an order. It counts them, so an order without any costs no read.
///
/// # Errors
/// When they cannot be read.
pub async fn revisions_of(
    ctx: &Context<'_>,
    order: &order::Model,
    page: Page,
) -> Result<RevisionConnection> {
    let slice = match order.round_count {
        0 => None,
        _ => ctx.load(RevisionsOf(order.id, page)).await?,
    };
    let totals = RevisionTotals {
        count: order.round_count,
    };
    Ok(connection_with(
        slice.unwrap_or_default(),
        RevisionRequest,
        totals,
    ))
}

impl From<ChangeItemAnswerInput> for ItemAnswer {
    fn from(input: ChangeItemAnswerInput) -> Self {
        Self {
            item: typed(&input.item_id),
            answer: input.answer.into(),
            note: input.note,
        }
    }
}

impl From<RequestRevisionInput> for RequestRevision {
    fn from(input: RequestRevisionInput) -> Self {
        let items = input.items.into_iter().map(|item| NewItem {
            section: item.section,
            issue: item.issue,
            request: item.request,
            severity: item.severity.map(Into::into),
            quoted_passage: item.quoted_passage,
        });
        Self {
            order: typed(&input.order_id),
            title: input.title,
            description: input.description,
            severity: input.severity.map(Into::into),
            priority: input.priority,
            items: items.collect(),
            requested_deadline: input.requested_deadline,
            client_notes: input.client_notes,
            is_urgent: input.is_urgent.unwrap_or_default(),
            key: input.idempotency_key,
        }
    }
}
