//! The words that every domain of the house shares. There is no business here, and no input or
//! output besides the house's own tables: the outbox, the audit trail and the idempotency keys.
//!
//! A command reads *begin, once, find, permit, decide, record, commit*:
//! [`Tx::begin`], [`once`](once::once), `Entity::visible_to` in the domain, its `policy`
//! ([`Permit`]), a pure method of the row ([`Change`]), [`Change::record`], [`Tx::commit`].

mod actor;
pub mod audit;
pub mod bundle;
mod change;
pub mod chore;
mod clock;
mod consent;
pub mod db;
mod fault;
mod field;
pub mod gather;
mod id;
mod ledger;
pub mod live;
mod money;
pub mod once;
pub mod outbox;
mod page;
mod permit;
pub mod personal;
pub mod site;
mod text;
mod tx;

pub use actor::{Actor, Impersonator, Role, Who};
pub use change::{Change, Event, Row};
pub use clock::{Clock, SystemClock};
pub use consent::Consent;
pub use fault::{Code, Failure, Fault, Faults};
pub use field::Field;
pub use id::*;
pub use money::{BasisPoints, Currency, Minor, Money, UnknownCurrency};
pub use page::{Cursor, CursorKey, ForeignCursor, Kind, Page, PageArguments, Slice, Sort};
pub use permit::{Denied, Permit};
pub use site::{Site, Toggle};
pub use text::{Email, InvalidEmail};
pub use tx::{Seen, Tx};

/// An instant in UTC, kept to the microsecond: what both databases can hold.
pub type Instant = chrono::DateTime<chrono::Utc>;
