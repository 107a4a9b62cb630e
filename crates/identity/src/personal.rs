//! Where this crate keeps what it knows about people.

use kernel::personal::{Column, Whose};

/// See the module.
pub const PERSONAL_DATA: &[Column] = &[
    Column::redacted("accounts", "email", Whose::Owner),
    Column::redacted("accounts", "display_name", Whose::Owner),
    Column::redacted("accounts", "locale", Whose::Owner),
    Column::redacted("accounts", "time_zone", Whose::Owner),
    Column::redacted("accounts", "password_hash", Whose::Owner),
    Column::redacted("memberships", "suspension_reason", Whose::Owner),
    Column::deleted("registrations", "email", Whose::Visitor),
    Column::deleted("registrations", "display_name", Whose::Visitor),
    Column::deleted("registrations", "locale", Whose::Visitor),
    Column::deleted("registrations", "time_zone", Whose::Visitor),
    Column::deleted("sessions", "label", Whose::Owner),
    Column::deleted("sessions", "network", Whose::Owner),
    Column::deleted("sessions", "user_agent", Whose::Owner),
    Column::deleted("sessions", "place", Whose::Owner),
    Column::deleted("sessions", "answer", Whose::Owner),
    Column::deleted("devices", "label", Whose::Owner),
    Column::deleted("security_events", "network", Whose::Owner),
    Column::deleted("security_events", "place", Whose::Owner),
    Column::deleted("security_events", "label", Whose::Owner),
    Column::deleted("totp_factors", "secret", Whose::Owner),
    Column::deleted("sign_in_challenges", "device_name", Whose::Owner),
    Column::deleted("sign_in_challenges", "sealed_device_token", Whose::Owner),
    Column::deleted("sign_in_challenges", "secret", Whose::Owner),
    Column::deleted("recoveries", "email", Whose::Owner),
    Column::deleted("answer_links", "answer", Whose::Owner),
    Column::redacted("member_invitations", "email", Whose::Visitor),
    Column::redacted("member_invitations", "display_name", Whose::Visitor),
    Column::redacted("impersonations", "reason", Whose::Owner),
    Column::kept("guess_counters", "key", Whose::Visitor, HASHED),
    Column::kept("guess_counters", "subject", Whose::Visitor, HASHED),
];

const HASHED: &str = "a keyed hash, and gone after a week";
