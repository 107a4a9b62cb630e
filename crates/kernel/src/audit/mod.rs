//! The audit trail: who did what to which object, append-only, written with the command.

pub mod entity;
pub mod seal;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, QueryFilter, Set};
use serde::Serialize;

use crate::{
    Actor, AuditId, Clock, Cursor, CursorKey, Id, Instant, Page, Slice, Sort, Tx, WebsiteId,
};

/// A line to be written. Personal data never goes into it: it names objects by id.
#[derive(Clone, Debug)]
pub struct Note {
    action: String,
    object: String,
    detail: Option<serde_json::Value>,
    on_behalf_of: Option<String>,
}

impl Note {
    /// `action` was done to `object` (its id).
    pub fn new(action: impl Into<String>, object: &impl ToString) -> Self {
        Self {
            action: action.into(),
            object: object.to_string(),
            detail: None,
            on_behalf_of: None,
        }
    }

    /// Done in the name of this person.
    #[must_use]
    pub fn on_behalf_of(mut self, person: &impl ToString) -> Self {
        self.on_behalf_of = Some(person.to_string());
        self
    }

    /// With the values before and after.
    #[must_use]
    pub fn changed<T: Serialize>(mut self, before: &T, after: &T) -> Self {
        self.detail = Some(serde_json::json!({ "before": before, "after": after }));
        self
    }

    /// The line, done by `actor` at `now`, for a statement that writes it itself. Every other
    /// command [`write`]s its note.
    pub fn line(self, actor: &Actor, clock: &dyn Clock, now: Instant) -> entity::ActiveModel {
        let on_behalf_of = self
            .on_behalf_of
            .or_else(|| actor.is_impersonated().then(|| actor.who().to_string()));
        entity::ActiveModel {
            id: Set(AuditId::mint(clock)),
            website_id: Set(actor.website()),
            at: Set(now),
            actor: Set(actor.in_truth().who().to_string()),
            on_behalf_of: Set(on_behalf_of),
            action: Set(self.action),
            object: Set(self.object),
            detail: Set(self.detail),
            request_id: Set(actor.request()),
        }
    }
}

/// Writes one line on behalf of the transaction's actor, as it commits.
pub fn write<C>(tx: &Tx<C>, note: Note) {
    tx.write_down([note.line(tx.actor(), tx.clock(), tx.now())]);
}

/// The lines of a website about one object, latest first. Whoever asks has asked a policy first.
pub async fn trail(
    db: &impl ConnectionTrait,
    website: WebsiteId,
    object: &str,
    page: &Page,
) -> Result<Slice<entity::Model>, DbErr> {
    let latest = Sort::descending(
        Expr::col((entity::Entity, entity::Column::At)),
        (entity::Entity, entity::Column::Id),
        |row: &entity::Model| Cursor::new(CursorKey::Time(row.at), row.id),
    );
    let select = entity::find_of(website).filter(entity::Column::Object.eq(object));
    page.fetch(select, latest, db).await
}
