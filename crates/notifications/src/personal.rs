//! Where this crate keeps what it knows about people.

use kernel::personal::{Column, Whose};

/// See the module.
pub const PERSONAL_DATA: &[Column] = &[
    Column::deleted("mails", "recipient", Whose::Recipient),
    Column::deleted("mails", "subject", Whose::Recipient),
    Column::deleted("mails", "text", Whose::Recipient),
    Column::deleted("mails", "html", Whose::Recipient),
    Column::deleted("mails", "unsubscribe_url", Whose::Recipient),
    Column::kept(
        "message_deliveries",
        "recipient",
        Whose::Recipient,
        ID_ALONE,
    ),
    Column::redacted("message_deliveries", "last_error", Whose::Recipient),
    Column::deleted("notifications", "title", Whose::Recipient),
    Column::deleted("notifications", "body", Whose::Recipient),
    Column::deleted("notifications", "subject", Whose::Recipient),
    Column::deleted("notifications", "path", Whose::Recipient),
    Column::deleted("notice_holds", "facts", Whose::Recipient),
    Column::deleted("push_endpoints", "endpoint", Whose::Owner),
    Column::deleted("push_endpoints", "p256dh", Whose::Owner),
    Column::deleted("push_endpoints", "auth", Whose::Owner),
];

const ID_ALONE: &str = "an id, which leads nowhere once the account is erased";
