//! A decision about one row, with what it means to others.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, DbErr, EntityTrait, IntoActiveModel, ModelTrait,
    TryIntoModel,
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
    + TryIntoModel<ModelOf<Self>>
    + Send
{
}

impl<A> Row for A where
    A: ActiveModelBehavior
        + ActiveModelTrait<Entity: EntityTrait<Model: IntoActiveModel<A> + ModelTrait>>
        + TryIntoModel<ModelOf<A>>
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
        tell(tx, self.notes, self.audit)?;
        Ok(row)
    }

    /// The same with the row written as the transaction commits as well, which saves a round trip;
    /// what comes back is what it will hold. For a row that nothing else in the transaction reads
    /// or changes, added after those that it refers to; one that is changed has to be kept from being
    /// removed, since nobody notices that it is gone. What the database refuses fails the commit.
    pub fn record_at_commit<C>(self, tx: &Tx<C>) -> Result<ModelOf<A>, DbErr> {
        let row = match self.write {
            Write::Insert(row) => {
                tx.write_down([row.clone()]);
                row
            }
            Write::Update(row) => {
                tx.change_at_commit(row.clone())?;
                row
            }
        };
        tell(tx, self.notes, self.audit)?;
        row.try_into_model()
    }
}

/// Writes down the events and the line of the audit trail, which says what the first event says
/// unless it is given.
fn tell<C>(tx: &Tx<C>, notes: Vec<outbox::Note>, audit: Option<audit::Note>) -> Result<(), DbErr> {
    let audit = audit.or_else(|| notes.first().map(outbox::Note::audit));
    outbox::write(tx, notes)?;
    if let Some(audit) = audit {
        audit::write(tx, audit);
    }
    Ok(())
}
