//! A decision about one row, with what it means to others.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, DbErr, EntityTrait, IntoActiveModel, ModelTrait,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Instant, Tx, audit, outbox};

/// What happened, told to neighbours: the public promise of a domain crate. An enum with
/// `#[serde(tag = "type", rename_all = "snake_case")]`, versioned by adding variants.
pub trait Event: Serialize + DeserializeOwned + Send + Sync {
    /// The domain's word for its events: `order`.
    const STREAM: &'static str;

    /// The id of the thing it happened to; events of one thing are delivered in order.
    fn aggregate(&self) -> String;
}

/// A row that a [`Change`] can write.
pub trait Row:
    ActiveModelBehavior
    + ActiveModelTrait<Entity: EntityTrait<Model: IntoActiveModel<Self> + ModelTrait>>
    + Send
{
}

impl<A> Row for A where
    A: ActiveModelBehavior
        + ActiveModelTrait<Entity: EntityTrait<Model: IntoActiveModel<A> + ModelTrait>>
        + Send
{
}

/// The row that a change writes, as it is read.
pub type ModelOf<A> = <<A as ActiveModelTrait>::Entity as EntityTrait>::Model;

enum Write<A> {
    Insert(A),
    Update(A),
}

/// A row to be written and the events that say so; nothing happens before
/// [`record`](Self::record).
#[must_use = "a change that is not recorded did not happen"]
pub struct Change<A> {
    write: Write<A>,
    notes: Vec<outbox::Note>,
    audit: Option<audit::Note>,
}

impl<A: Row> Change<A> {
    /// A new row, announced.
    pub fn created<E: Event>(row: A, event: &E) -> Self {
        Self {
            write: Write::Insert(row),
            notes: vec![outbox::Note::of(event)],
            audit: None,
        }
    }

    /// A changed row, announced.
    pub fn of<E: Event>(row: A, event: &E) -> Self {
        Self {
            write: Write::Update(row),
            notes: vec![outbox::Note::of(event)],
            audit: None,
        }
    }

    /// A new row that announces nothing; the audit trail still names it.
    pub fn silently_created(row: A, action: &'static str, object: &impl ToString) -> Self {
        let audit = Some(audit::Note::new(action, object));
        Self {
            write: Write::Insert(row),
            notes: Vec::new(),
            audit,
        }
    }

    /// A changed row that announces nothing; the audit trail still names it.
    pub fn silent(row: A, action: &'static str, object: &impl ToString) -> Self {
        let audit = Some(audit::Note::new(action, object));
        Self {
            write: Write::Update(row),
            notes: Vec::new(),
            audit,
        }
    }

    /// Says a further thing about the same decision.
    pub fn and<E: Event>(mut self, event: &E) -> Self {
        self.notes.push(outbox::Note::of(event));
        self
    }

    /// Sets a timer: `event` reaches its subscribers at `due`, not before. It fires whatever
    /// happens meanwhile, so its handler looks at the state of things then.
    pub fn later<E: Event>(mut self, due: Instant, event: &E) -> Self {
        self.notes.push(outbox::Note::of(event).due(due));
        self
    }

    /// With this line in the audit trail, where the event's name alone does not tell enough.
    pub fn audited(mut self, note: audit::Note) -> Self {
        self.audit = Some(note);
        self
    }

    /// Writes the row, and with the commit its events and the line of the audit trail, or nothing
    /// at all.
    pub async fn record(self, tx: &Tx) -> Result<ModelOf<A>, DbErr> {
        let row = match self.write {
            Write::Insert(row) => row.insert(&**tx).await?,
            Write::Update(row) => row.update(&**tx).await?,
        };
        let audit = self
            .audit
            .or_else(|| self.notes.first().map(outbox::Note::audit));
        outbox::write(tx, self.notes)?;
        if let Some(audit) = audit {
            audit::write(tx, audit);
        }
        Ok(row)
    }
}
