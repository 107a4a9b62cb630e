//! What mutations of drafts and orders answer: everything they changed, or everything that was
//! wrong.

use async_graphql::SimpleObject;

use super::delivery::Delivery;
use super::draft::OrderDraft;
use super::order::Order;
use super::quote::Quote;
use super::revision::RevisionRequest;
use crate::graphql::error::UserError;

/// A new draft.
#[derive(Default, SimpleObject)]
pub struct CreateOrderDraftPayload {
    /// The draft.
    pub order_draft: Option<OrderDraft>,
    /// Everything that was wrong; empty when it was done.
    pub user_errors: Vec<UserError>,
}

/// A saved draft.
#[derive(Default, SimpleObject)]
pub struct UpdateOrderDraftPayload {
    /// The draft; after a CONFLICT as it stands.
    pub order_draft: Option<OrderDraft>,
    /// Everything that was wrong; empty when it was done.
    pub user_errors: Vec<UserError>,
}

/// A priced draft.
#[derive(Default, SimpleObject)]
pub struct QuoteOrderDraftPayload {
    /// The new quote; the one before is superseded.
    pub quote: Option<Quote>,
    /// The draft; after a CONFLICT as it stands.
    pub order_draft: Option<OrderDraft>,
    /// Everything that was wrong; empty when it was done.
    pub user_errors: Vec<UserError>,
}

/// A placed order.
#[derive(Default, SimpleObject)]
pub struct ConvertOrderDraftPayload {
    /// The order; after a CONFLICT the one that the draft became.
    pub order: Option<Order>,
    /// The draft, which changes no more.
    pub order_draft: Option<OrderDraft>,
    /// The quote that holds now, where the accepted one no longer did.
    pub current_quote: Option<Quote>,
    /// Everything that was wrong; empty when it was done.
    pub user_errors: Vec<UserError>,
}

/// An assigned order.
#[derive(Default, SimpleObject)]
pub struct AssignWriterPayload {
    /// The order; after a CONFLICT as it stands.
    pub order: Option<Order>,
    /// Everything that was wrong; empty when it was done.
    pub user_errors: Vec<UserError>,
}

/// Work that was handed in.
#[derive(Default, SimpleObject)]
pub struct SubmitDeliveryPayload {
    /// The order.
    pub order: Option<Order>,
    /// The new version.
    pub delivery: Option<Delivery>,
    /// The revision request that it answers.
    pub revision_request: Option<RevisionRequest>,
    /// Everything that was wrong; empty when it was done.
    pub user_errors: Vec<UserError>,
}

/// Released work.
#[derive(Default, SimpleObject)]
pub struct ApproveReviewPayload {
    /// The order.
    pub order: Option<Order>,
    /// Everything that was wrong; empty when it was done.
    pub user_errors: Vec<UserError>,
}

/// Accepted work.
#[derive(Default, SimpleObject)]
pub struct ApproveDeliveryPayload {
    /// The order.
    pub order: Option<Order>,
    /// Everything that was wrong; empty when it was done.
    pub user_errors: Vec<UserError>,
}

/// A wish for changes that was made.
#[derive(Default, SimpleObject)]
pub struct RequestRevisionPayload {
    /// The request.
    pub revision_request: Option<RevisionRequest>,
    /// The order.
    pub order: Option<Order>,
    /// Everything that was wrong; empty when it was done.
    pub user_errors: Vec<UserError>,
}

/// A revision that began.
#[derive(Default, SimpleObject)]
pub struct StartRevisionPayload {
    /// The request.
    pub revision_request: Option<RevisionRequest>,
    /// The order.
    pub order: Option<Order>,
    /// Everything that was wrong; empty when it was done.
    pub user_errors: Vec<UserError>,
}
