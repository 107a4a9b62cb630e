//! What clients send about drafts and orders.

use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::words::{
    ChangeItemAnswer, OrderStatus, PortfolioConsent, QuoteStatus, RevisionSeverity, Spacing,
    UsePurpose,
};

/// What a price is asked for. What is left out counts as nothing.
#[derive(Clone, Debug, InputObject)]
pub struct QuoteInput {
    /// Pages.
    pub pages: Option<i32>,
    /// Slides.
    pub slides: Option<i32>,
    /// How lines are spaced; double unless said otherwise.
    pub spacing: Option<Spacing>,
    /// A subject of the catalog.
    pub subject_id: Option<ID>,
    /// A type of work of the catalog.
    pub type_of_work_id: Option<ID>,
    /// An academic level of the catalog.
    pub academic_level_id: Option<ID>,
    /// When the work is needed.
    pub deadline: DateTime<Utc>,
    /// Additional services of the catalog.
    pub additional_service_ids: Option<Vec<ID>>,
    /// The writer who should do it.
    pub preferred_writer_id: Option<ID>,
}

/// Wishes about the style. Absent: what is stored stays. Null: it is cleared.
#[derive(Clone, Debug, InputObject)]
pub struct StylePreferencesInput {
    /// The tone: dry, warm, …
    pub tone: MaybeUndefined<String>,
    /// The way of writing.
    pub writing_style: MaybeUndefined<String>,
    /// The look of the document.
    pub formatting: MaybeUndefined<String>,
    /// The style of references, as a CSL id: `apa`.
    pub referencing: MaybeUndefined<String>,
}

/// The fields of a draft, all optional. Absent: what is stored stays. Null: it is cleared.
#[derive(Clone, Debug, InputObject)]
pub struct OrderDraftFields {
    /// A title, at most 255 characters; the topic serves where there is none.
    pub title: MaybeUndefined<String>,
    /// The topic, at most 255 characters.
    pub topic: MaybeUndefined<String>,
    /// What is to be done, at most 20,000 characters.
    pub instructions: MaybeUndefined<String>,
    /// Pages.
    pub pages: MaybeUndefined<i32>,
    /// Slides.
    pub slides: MaybeUndefined<i32>,
    /// How many sources are to be cited.
    pub references: MaybeUndefined<i32>,
    /// How lines are spaced.
    pub spacing: MaybeUndefined<Spacing>,
    /// When the work is needed.
    pub deadline: MaybeUndefined<DateTime<Utc>>,
    /// A subject of the catalog.
    pub subject_id: MaybeUndefined<ID>,
    /// A type of work of the catalog.
    pub type_of_work_id: MaybeUndefined<ID>,
    /// An academic level of the catalog.
    pub academic_level_id: MaybeUndefined<ID>,
    /// An English type of the catalog.
    pub english_type_id: MaybeUndefined<ID>,
    /// A formatting style of the catalog.
    pub formatting_style_id: MaybeUndefined<ID>,
    /// Additional services of the catalog.
    pub additional_service_ids: MaybeUndefined<Vec<ID>>,
    /// The writer who should do it.
    pub preferred_writer_id: MaybeUndefined<ID>,
    /// Notes of the client for themselves and for support.
    pub client_notes: MaybeUndefined<String>,
    /// Wishes about the style.
    pub style: MaybeUndefined<StylePreferencesInput>,
}

/// A new draft.
#[derive(Clone, Debug, InputObject)]
pub struct CreateOrderDraftInput {
    /// The client it is made for, where SUPPORT or ADMIN make it; absent: the asker's own.
    pub client_id: Option<ID>,
    /// What is known already.
    pub fields: OrderDraftFields,
    /// The same key with the same input gives the same draft, for 24 hours.
    pub idempotency_key: Option<Uuid>,
}

/// A change of a draft. A stale `expectedVersion` answers CONFLICT with the present draft.
#[derive(Clone, Debug, InputObject)]
pub struct UpdateOrderDraftInput {
    /// The draft.
    pub id: ID,
    /// The version that the change was made from.
    pub expected_version: i32,
    /// What changes.
    pub fields: OrderDraftFields,
}

/// A wish for a quote.
#[derive(Clone, Debug, InputObject)]
pub struct QuoteOrderDraftInput {
    /// The draft.
    pub id: ID,
    /// The version that is to be priced; absent: whatever it is.
    pub expected_version: Option<i32>,
    /// The same key with the same input gives the same quote, for 24 hours.
    pub idempotency_key: Option<Uuid>,
}

/// The acceptance of a quote.
#[derive(Clone, Debug, InputObject)]
pub struct ConvertOrderDraftInput {
    /// The draft.
    pub id: ID,
    /// The quote that is accepted: the draft's current one.
    pub quote_id: ID,
    /// The version of the acceptable-use text that the client has read; needed where the website
    /// publishes one.
    pub acceptable_use_version: Option<i32>,
    /// What the work is for; needed where the website publishes an acceptable-use text.
    pub purpose: Option<UsePurpose>,
    /// What may be shown of the order in its writer's portfolio; nothing unless said otherwise.
    pub portfolio_consent: Option<PortfolioConsent>,
    /// The same key with the same input gives the same order, for 24 hours.
    pub idempotency_key: Option<Uuid>,
}

/// Which drafts to list; every condition given has to hold.
#[derive(Clone, Debug, Default, InputObject)]
pub struct OrderDraftFilter {
    /// Words in title, topic or instructions.
    pub text: Option<String>,
    /// Whether they have become orders.
    pub converted: Option<bool>,
    /// How good their latest quote is.
    pub quote_status: Option<Vec<QuoteStatus>>,
    /// Whose they are; for SUPPORT and ADMIN.
    pub client_id: Option<ID>,
}

/// Which orders to list; every condition given has to hold.
#[derive(Clone, Debug, Default, InputObject)]
pub struct OrderFilter {
    /// Where they are in their life.
    pub status: Option<Vec<OrderStatus>>,
    /// Words in what the asker may see of them.
    pub text: Option<String>,
    /// Whether it is the asker's turn.
    pub needs_my_action: Option<bool>,
    /// Whether the deadline that the asker may see has passed.
    pub late: Option<bool>,
    /// Who writes them.
    pub writer_id: Option<ID>,
    /// Whose they are.
    pub client_id: Option<ID>,
    /// What they are about.
    pub subject_id: Option<ID>,
    /// Due before this instant.
    pub due_before: Option<DateTime<Utc>>,
    /// Due after this instant.
    pub due_after: Option<DateTime<Utc>>,
    /// Placed after this instant.
    pub created_after: Option<DateTime<Utc>>,
}

/// An assignment.
#[derive(Clone, Debug, InputObject)]
pub struct AssignWriterInput {
    /// The order.
    pub order_id: ID,
    /// The writer who gets it.
    pub writer_id: ID,
    /// Why the writer gets it although something speaks against it.
    pub override_reason: Option<String>,
}

/// What the writer says to one change item.
#[derive(Clone, Debug, InputObject)]
pub struct ChangeItemAnswerInput {
    /// The item.
    pub item_id: ID,
    /// The answer.
    pub answer: ChangeItemAnswer,
    /// Why, or what is asked back; needed unless the item is done.
    pub note: Option<String>,
}

/// A version of the work.
#[derive(Clone, Debug, InputObject)]
pub struct SubmitDeliveryInput {
    /// The order.
    pub order_id: ID,
    /// The work.
    pub text: Option<String>,
    /// A note to editor and client.
    pub note: Option<String>,
    /// The answers to the items of the revision request that is being worked on.
    pub item_answers: Option<Vec<ChangeItemAnswerInput>>,
    /// The same key with the same input gives the same delivery, for 24 hours.
    pub idempotency_key: Option<Uuid>,
}

/// The release of reviewed work.
#[derive(Clone, Debug, InputObject)]
pub struct ApproveReviewInput {
    /// The order.
    pub order_id: ID,
    /// How good the work is, 0 to 10.
    pub quality_score: Option<i32>,
    /// A note of the review, for staff.
    pub note: Option<String>,
}

/// The acceptance of the work.
#[derive(Clone, Debug, InputObject)]
pub struct ApproveDeliveryInput {
    /// The order.
    pub order_id: ID,
}

/// One specific thing to change.
#[derive(Clone, Debug, InputObject)]
pub struct ChangeItemInput {
    /// Where: a chapter, a page, a slide.
    pub section: String,
    /// What is wrong there.
    pub issue: String,
    /// What is to be done.
    pub request: String,
    /// How much it matters; like the whole request unless said otherwise.
    pub severity: Option<RevisionSeverity>,
    /// The words it is about.
    pub quoted_passage: Option<String>,
}

/// A structured wish for changes.
#[derive(Clone, Debug, InputObject)]
pub struct RequestRevisionInput {
    /// The order.
    pub order_id: ID,
    /// The wish in a line.
    pub title: String,
    /// The wish at length.
    pub description: String,
    /// How much it matters; moderate unless said otherwise.
    pub severity: Option<RevisionSeverity>,
    /// 1 to 10, 5 unless said otherwise; larger is more pressing.
    pub priority: Option<i32>,
    /// What is to be changed: at least one thing.
    pub items: Vec<ChangeItemInput>,
    /// By when; in the future.
    pub requested_deadline: Option<DateTime<Utc>>,
    /// Notes to the writer.
    pub client_notes: Option<String>,
    /// Whether it is urgent.
    pub is_urgent: Option<bool>,
    /// The same key with the same input gives the same request, for 24 hours.
    pub idempotency_key: Option<Uuid>,
}

/// The beginning of a revision.
#[derive(Clone, Debug, InputObject)]
pub struct StartRevisionInput {
    /// The revision request.
    pub revision_request_id: ID,
    /// By when the writer proposes to be done; absent: the due time stands.
    pub agreed_deadline: Option<DateTime<Utc>>,
}
