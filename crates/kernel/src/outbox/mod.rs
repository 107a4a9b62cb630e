//! The transactional outbox: events written with the command, delivered after it, at least once
//! and in order per aggregate. Timers are events with a later due time.

mod bell;
mod claim;
pub mod entity;
mod keep;
mod parked;
pub mod progress;

use sea_orm::{DbErr, Set};

pub(crate) use bell::ring;
pub use bell::{bell, listen, ring_out};
pub use claim::{Envelope, Failed, claim, delivered, next_due, pending, untold};
pub use entity::Trouble;
pub use keep::{Backlog, backlog, newest, prune};
pub use parked::{Retried, done_of, parked, parked_among, parked_of, retry_in, unpark};

use crate::{Event, EventId, Instant, Tx, audit};

/// An event to be written.
#[derive(Clone, Debug)]
pub struct Note {
    stream: &'static str,
    aggregate: String,
    payload: serde_json::Value,
    due: Option<Instant>,
}

impl Note {
    /// The note of an event.
    pub fn of<E: Event>(event: &E) -> Self {
        // An event is a plain enum of ids and facts: it always serialises. Were one not to, `write`
        // refuses the `null`, and its cause with it.
        let payload = serde_json::to_value(event).unwrap_or_default();
        Self {
            stream: E::STREAM,
            aggregate: event.aggregate(),
            payload,
            due: None,
        }
    }

    /// To be delivered at `due`, not before.
    #[must_use]
    pub fn due(mut self, due: Instant) -> Self {
        self.due = Some(due);
        self
    }

    /// The line of the audit trail that says the same.
    pub fn audit(&self) -> audit::Note {
        audit::Note::new(self.name(), &self.aggregate)
    }

    fn name(&self) -> String {
        let kind = self.payload.get("type").and_then(serde_json::Value::as_str);
        format!("{}.{}", self.stream, kind.unwrap_or("unknown"))
    }
}

/// Writes events in the transaction of their cause, as it commits: they exist exactly when it does
/// (law 7).
///
/// # Errors
/// When one of them cannot be put into words.
pub fn write<C>(tx: &Tx<C>, notes: Vec<Note>) -> Result<(), DbErr> {
    if notes.is_empty() {
        return Ok(());
    }
    if let Some(note) = notes.iter().find(|note| note.payload.is_null()) {
        let error = format!("an event of `{}` cannot be written", note.stream);
        return Err(DbErr::Json(error));
    }
    let rows = notes.into_iter().map(|note| entity::ActiveModel {
        id: Set(tx.mint::<EventId>()),
        website_id: Set(tx.actor().website()),
        name: Set(note.name()),
        stream: Set(note.stream.to_owned()),
        aggregate: Set(note.aggregate),
        payload: Set(note.payload),
        recorded_at: Set(tx.now()),
        due_at: Set(note.due.unwrap_or(tx.now())),
        attempts: Set(0),
        leased_until: Set(None),
        settled_at: Set(None),
        parked_at: Set(None),
        last_error: Set(None),
        trouble: Set(None),
        ..Default::default()
    });
    tx.write_down(rows);
    tx.rings();
    Ok(())
}
