//! What can be done with drafts and orders.

use async_graphql::{Context, Object};
use orders::draft::{CreateDraft, QuoteDraft, UpdateDraft};
use orders::order::{ApproveReview, AssignWriter, ConvertDraft, SubmitDelivery};
use orders::revision::{RequestRevision, StartRevision};
use orders::{Error, order};

use super::delivery::Delivery;
use super::draft::OrderDraft;
use super::inputs::{
    ApproveDeliveryInput, ApproveReviewInput, AssignWriterInput, ConvertOrderDraftInput,
    CreateOrderDraftInput, QuoteOrderDraftInput, RequestRevisionInput, StartRevisionInput,
    SubmitDeliveryInput, UpdateOrderDraftInput,
};
use super::order::Order;
use super::payloads::{
    ApproveDeliveryPayload, ApproveReviewPayload, AssignWriterPayload, ConvertOrderDraftPayload,
    CreateOrderDraftPayload, QuoteOrderDraftPayload, RequestRevisionPayload, StartRevisionPayload,
    SubmitDeliveryPayload, UpdateOrderDraftPayload,
};
use super::quote::Quote;
use super::revision::RevisionRequest;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, settle};
use crate::graphql::scalar::typed;

/// Root fields of orders.
#[derive(Default)]
pub struct OrdersMutation;

/// The draft as it stands, when somebody else saved it meanwhile.
fn present(error: Option<&Error>) -> Option<OrderDraft> {
    match error {
        Some(Error::StaleDraft(draft)) => Some(OrderDraft((**draft).clone())),
        _ => None,
    }
}

/// Root fields of orders.
#[Object]
impl OrdersMutation {
    /// Requires: CLIENT, or SUPPORT and ADMIN for a client. Makes a draft.
    async fn create_order_draft(
        &self,
        ctx: &Context<'_>,
        input: CreateOrderDraftInput,
    ) -> Nullable<CreateOrderDraftPayload> {
        let command = CreateDraft {
            client: input.client_id.as_ref().map(typed),
            fields: input.fields.into(),
            key: input.idempotency_key,
        };
        let done = ctx.services().drafts.create(ctx.actor(), command).await;
        settle(
            done.map(|draft| CreateOrderDraftPayload {
                order_draft: Some(OrderDraft(draft)),
                ..Default::default()
            }),
            |user_errors| CreateOrderDraftPayload {
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Requires: the draft's client, SUPPORT or ADMIN. Saves some fields of a draft.
    async fn update_order_draft(
        &self,
        ctx: &Context<'_>,
        input: UpdateOrderDraftInput,
    ) -> Nullable<UpdateOrderDraftPayload> {
        let command = UpdateDraft {
            draft: typed(&input.id),
            expected_version: input.expected_version,
            fields: input.fields.into(),
        };
        let done = ctx.services().drafts.update(ctx.actor(), command).await;
        let order_draft = present(done.as_ref().err());
        settle(
            done.map(|draft| UpdateOrderDraftPayload {
                order_draft: Some(OrderDraft(draft)),
                ..Default::default()
            }),
            |user_errors| UpdateOrderDraftPayload {
                order_draft,
                user_errors,
            },
        )
    }

    /// Requires: the draft's client, SUPPORT or ADMIN. Prices a draft and keeps the quote.
    async fn quote_order_draft(
        &self,
        ctx: &Context<'_>,
        input: QuoteOrderDraftInput,
    ) -> Nullable<QuoteOrderDraftPayload> {
        let command = QuoteDraft {
            draft: typed(&input.id),
            expected_version: input.expected_version,
            key: input.idempotency_key,
        };
        let done = ctx.services().drafts.quote(ctx.actor(), command).await;
        let order_draft = present(done.as_ref().err());
        settle(
            done.map(|quoted| QuoteOrderDraftPayload {
                quote: Some(Quote(quoted.quote)),
                order_draft: Some(OrderDraft(quoted.draft)),
                ..Default::default()
            }),
            |user_errors| QuoteOrderDraftPayload {
                order_draft,
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Requires: the draft's client. Places the order by a quote that holds, exactly once: a
    /// repetition with the same key gives the first result, with another key CONFLICT and the order.
    async fn convert_order_draft(
        &self,
        ctx: &Context<'_>,
        input: ConvertOrderDraftInput,
    ) -> Nullable<ConvertOrderDraftPayload> {
        let command = ConvertDraft {
            draft: typed(&input.id),
            quote: typed(&input.quote_id),
            acceptable_use_version: input.acceptable_use_version,
            purpose: input.purpose.map(Into::into),
            consent: input.portfolio_consent.map(Into::into),
            key: input.idempotency_key,
        };
        let done = ctx.services().placement.convert(ctx.actor(), command).await;
        let (order, current_quote) = match done.as_ref().err() {
            Some(Error::AlreadyConverted(order)) => (Some(Order((**order).clone())), None),
            Some(Error::QuoteLapsed {
                quote: Some(quote), ..
            }) => (None, Some(Quote((**quote).clone()))),
            _ => (None, None),
        };
        settle(
            done.map(|placed| ConvertOrderDraftPayload {
                order: Some(Order(placed.order)),
                order_draft: Some(OrderDraft(placed.draft)),
                ..Default::default()
            }),
            |user_errors| ConvertOrderDraftPayload {
                order,
                current_quote,
                user_errors,
                order_draft: None,
            },
        )
    }

    /// Requires: EDITOR or ADMIN. Gives a waiting order to a writer, under their capacity.
    async fn assign_writer(
        &self,
        ctx: &Context<'_>,
        input: AssignWriterInput,
    ) -> Nullable<AssignWriterPayload> {
        let command = AssignWriter {
            order: typed(&input.order_id),
            writer: typed(&input.writer_id),
            override_reason: input.override_reason,
        };
        let done = ctx
            .services()
            .assignments
            .assign(ctx.actor(), command)
            .await;
        let order = match done.as_ref().err() {
            Some(Error::AlreadyAssigned(order)) => Some(Order((**order).clone())),
            _ => None,
        };
        settle(
            done.map(|order| AssignWriterPayload {
                order: Some(Order(order)),
                ..Default::default()
            }),
            |user_errors| AssignWriterPayload { order, user_errors },
        )
    }

    /// Requires: the order's writer. Hands a version of the work in.
    async fn submit_delivery(
        &self,
        ctx: &Context<'_>,
        input: SubmitDeliveryInput,
    ) -> Nullable<SubmitDeliveryPayload> {
        let answers = input.item_answers.unwrap_or_default();
        let command = SubmitDelivery {
            order: typed(&input.order_id),
            text: input.text,
            note: input.note,
            item_answers: answers.into_iter().map(Into::into).collect(),
            key: input.idempotency_key,
        };
        let done = ctx.services().deliveries.submit(ctx.actor(), command).await;
        settle(
            done.map(|done| SubmitDeliveryPayload {
                order: Some(Order(done.order)),
                delivery: Some(Delivery(done.delivery)),
                revision_request: done.revision.map(RevisionRequest),
                user_errors: Vec::new(),
            }),
            |user_errors| SubmitDeliveryPayload {
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Requires: EDITOR or ADMIN. Releases the version in review to the client.
    async fn approve_review(
        &self,
        ctx: &Context<'_>,
        input: ApproveReviewInput,
    ) -> Nullable<ApproveReviewPayload> {
        let command = ApproveReview {
            order: typed(&input.order_id),
            quality_score: input.quality_score,
            note: input.note,
        };
        let done = ctx
            .services()
            .deliveries
            .approve_review(ctx.actor(), command)
            .await;
        settle(
            done.map(|order: order::Model| ApproveReviewPayload {
                order: Some(Order(order)),
                ..Default::default()
            }),
            |user_errors| ApproveReviewPayload {
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Requires: the order's client. Accepts the work; both sides are then asked for feedback.
    async fn approve_delivery(
        &self,
        ctx: &Context<'_>,
        input: ApproveDeliveryInput,
    ) -> Nullable<ApproveDeliveryPayload> {
        let done = ctx
            .services()
            .deliveries
            .approve(ctx.actor(), typed(&input.order_id))
            .await;
        settle(
            done.map(|order| ApproveDeliveryPayload {
                order: Some(Order(order)),
                ..Default::default()
            }),
            |user_errors| ApproveDeliveryPayload {
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Requires: the order's client, SUPPORT or ADMIN. Asks for changes to delivered work.
    async fn request_revision(
        &self,
        ctx: &Context<'_>,
        input: RequestRevisionInput,
    ) -> Nullable<RequestRevisionPayload> {
        let command = RequestRevision::from(input);
        let done = ctx.services().revisions.request(ctx.actor(), command).await;
        settle(
            done.map(|requested| RequestRevisionPayload {
                revision_request: Some(RevisionRequest(requested.revision)),
                order: Some(Order(requested.order)),
                user_errors: Vec::new(),
            }),
            |user_errors| RequestRevisionPayload {
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Requires: the order's writer. Begins with the changes that were asked for.
    async fn start_revision(
        &self,
        ctx: &Context<'_>,
        input: StartRevisionInput,
    ) -> Nullable<StartRevisionPayload> {
        let command = StartRevision {
            revision: typed(&input.revision_request_id),
            agreed_deadline: input.agreed_deadline,
        };
        let done = ctx.services().revisions.start(ctx.actor(), command).await;
        settle(
            done.map(|started| StartRevisionPayload {
                revision_request: Some(RevisionRequest(started.revision)),
                order: Some(Order(started.order)),
                user_errors: Vec::new(),
            }),
            |user_errors| StartRevisionPayload {
                user_errors,
                ..Default::default()
            },
        )
    }
}
