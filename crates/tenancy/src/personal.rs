//! Where this crate keeps what it knows about people: of websites, those who run them.

use kernel::personal::{Column, Whose};

/// See the module.
pub const PERSONAL_DATA: &[Column] = &[
    Column::kept("websites", "contact_email", Whose::Owner, BRAND),
    Column::kept("feature_toggles", "changed_by", Whose::Doer, ID_ALONE),
];

const BRAND: &str = "the address of the brand, which it publishes itself";
const ID_ALONE: &str = "an id, which leads nowhere once the account is erased";
