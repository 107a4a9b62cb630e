//! Where this crate keeps what it knows about people: orders keep their amounts and lose who they were for.

use kernel::personal::{Column, Whose};

/// See the module.
pub const PERSONAL_DATA: &[Column] = &[
    Column::deleted("order_drafts", "title", Whose::Client),
    Column::deleted("order_drafts", "topic", Whose::Client),
    Column::deleted("order_drafts", "instructions", Whose::Client),
    Column::deleted("order_drafts", "client_notes", Whose::Client),
    Column::deleted("order_drafts", "tone", Whose::Client),
    Column::deleted("order_drafts", "writing_style", Whose::Client),
    Column::deleted("order_drafts", "formatting", Whose::Client),
    Column::deleted("order_drafts", "referencing", Whose::Client),
    Column::kept("order_drafts", "created_by", Whose::Doer, ID_ALONE),
    Column::redacted("orders", "title", Whose::Client),
    Column::redacted("orders", "topic", Whose::Client),
    Column::redacted("orders", "instructions", Whose::Client),
    Column::redacted("orders", "client_notes", Whose::Client),
    Column::redacted("orders", "tone", Whose::Client),
    Column::redacted("orders", "writing_style", Whose::Client),
    Column::redacted("orders", "formatting", Whose::Client),
    Column::redacted("orders", "referencing", Whose::Client),
    Column::redacted("deliveries", "text", Whose::Writer),
    Column::redacted("deliveries", "note", Whose::Writer),
    Column::redacted("reviews", "note", Whose::Author),
    Column::redacted("revision_requests", "title", Whose::Author),
    Column::redacted("revision_requests", "description", Whose::Author),
    Column::redacted("revision_requests", "client_notes", Whose::Author),
    Column::kept("revision_requests", "requested_by", Whose::Doer, ID_ALONE),
    Column::redacted("change_items", "section", Whose::Author),
    Column::redacted("change_items", "issue", Whose::Author),
    Column::redacted("change_items", "request", Whose::Author),
    Column::redacted("change_items", "quoted_passage", Whose::Author),
    Column::redacted("change_items", "answer_note", Whose::Author),
    Column::redacted("order_events", "note", Whose::Author),
    Column::kept("order_events", "actor", Whose::Doer, ID_ALONE),
    Column::kept("order_assignments", "assigned_by", Whose::Doer, ID_ALONE),
    Column::redacted("order_assignments", "override_reason", Whose::Author),
    Column::kept("order_assignments", "snapshot", Whose::Writer, FIGURES),
    Column::kept("quotes", "created_by", Whose::Doer, ID_ALONE),
    Column::kept("acceptable_uses", "published_by", Whose::Doer, ID_ALONE),
    Column::kept("price_books", "published_by", Whose::Doer, ID_ALONE),
];

const ID_ALONE: &str = "an id, which leads nowhere once the account is erased";
const FIGURES: &str = "what the writer had to do at that moment, in figures";
