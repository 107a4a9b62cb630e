//! Where personal data lives: each crate says so for its own tables, in a constant `PERSONAL_DATA`.
//! A contract test compares what is said with the migrated schema, so that no column is forgotten.

/// A column that holds something about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// Whom it tells of.
    pub whose: Whose,
    /// What becomes of it when that person is erased.
    pub erasure: Erasure,
}

/// Whom a column tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    /// The owner of the account that the row leads to.
    Owner,
    /// The client of the order, draft or quote.
    Client,
    /// The writer.
    Writer,
    /// Whoever wrote the text; it may name others.
    Author,
    /// Whoever is written to.
    Recipient,
    /// Somebody who has no account yet.
    Visitor,
    /// Whoever did what the row notes, by an id that leads nowhere once their account is erased.
    Doer,
}

/// What becomes of a column when the person is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Erasure {
    /// The row goes.
    Delete,
    /// The row stays, this is taken out of it.
    Redact,
    /// It stays as it is, for this reason.
    Keep(&'static str),
}

impl Column {
    /// The row goes with the person.
    pub const fn deleted(table: &'static str, column: &'static str, whose: Whose) -> Self {
        Self::of(table, column, whose, Erasure::Delete)
    }

    /// The row stays without it.
    pub const fn redacted(table: &'static str, column: &'static str, whose: Whose) -> Self {
        Self::of(table, column, whose, Erasure::Redact)
    }

    /// It stays, for this reason.
    pub const fn kept(
        table: &'static str,
        column: &'static str,
        whose: Whose,
        reason: &'static str,
    ) -> Self {
        Self::of(table, column, whose, Erasure::Keep(reason))
    }

    const fn of(table: &'static str, column: &'static str, whose: Whose, erasure: Erasure) -> Self {
        Self {
            table,
            column,
            whose,
            erasure,
        }
    }
}

/// What the kernel's own tables hold.
pub const PERSONAL_DATA: &[Column] = &[
    Column::kept("audit_entries", "actor", Whose::Doer, ID_ALONE),
    Column::kept("audit_entries", "on_behalf_of", Whose::Doer, ID_ALONE),
    Column::kept("audit_entries", "object", Whose::Doer, ID_ALONE),
    Column::kept("audit_entries", "detail", Whose::Doer, NO_NAMES),
    Column::deleted("idempotency_keys", "actor", Whose::Doer),
    Column::kept("outbox_events", "aggregate", Whose::Doer, ID_ALONE),
    Column::kept("outbox_events", "payload", Whose::Doer, NO_NAMES),
    Column::redacted("outbox_events", "last_error", Whose::Recipient),
];

const ID_ALONE: &str = "an id, which leads nowhere once the account is erased";
const NO_NAMES: &str = "ids and facts alone: names, addresses and texts never go into it";
