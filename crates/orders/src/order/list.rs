//! Which orders, in which order.

use kernel::{Actor, CatalogItemId, Cursor, CursorKey, Instant, Kind, MemberId, Role, Sort};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, QueryFilter, Select};

use super::Status;
use super::entity::{Column, Entity, Model};
use crate::policy;

/// Which orders are wanted; everything that is not said does not matter.
#[derive(Clone, Debug, Default)]
pub struct OrderFilter {
    /// Where they stand.
    pub status: Option<Vec<Status>>,
    /// In the number, the title or the topic.
    pub text: Option<String>,
    /// Whether they wait for the asker.
    pub needs_my_action: Option<bool>,
    /// Whether the asker's deadline has passed without the work being there.
    pub late: Option<bool>,
    /// Who writes them.
    pub writer: Option<MemberId>,
    /// Whose they are; nothing is found by those who do not see clients.
    pub client: Option<MemberId>,
    /// What they are about.
    pub subject: Option<CatalogItemId>,
    /// Due before this, by the deadline the asker sees.
    pub due_before: Option<Instant>,
    /// Due after this, by the deadline the asker sees.
    pub due_after: Option<Instant>,
    /// Placed after this.
    pub created_after: Option<Instant>,
}

/// How orders are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrderOrder {
    /// Lately placed first.
    #[default]
    CreatedDesc,
    /// First placed first.
    CreatedAsc,
    /// The next deadline first: the one the asker sees.
    DeadlineAsc,
    /// The last deadline first: the one the asker sees.
    DeadlineDesc,
    /// Lately changed first.
    UpdatedDesc,
}

/// Whether one of the columns contains the text, whatever the case.
pub(crate) fn contains<C: ColumnTrait>(columns: &[C], text: &str) -> Condition {
    let mut pattern = String::from("%");
    for c in text.trim().to_lowercase().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    columns.iter().fold(Condition::any(), |any, column| {
        let lower = SimpleExpr::from(Func::lower(Expr::col(column.as_column_ref())));
        any.add(lower.like(LikeExpr::new(pattern.clone()).escape('\\')))
    })
}

/// The deadline that the asker sees. A writer sees only orders they were given, and those have a
/// writer deadline.
fn due(actor: &Actor) -> SimpleExpr {
    if actor.has(&[Role::Writer]) {
        Expr::col(Column::WriterDeadline).if_null(Expr::col(Column::CreatedAt))
    } else {
        Expr::col(Column::Deadline)
    }
}

impl OrderFilter {
    /// The orders it finds among those the asker sees.
    pub(super) fn apply(&self, actor: &Actor, now: Instant) -> Select<Entity> {
        let mut all = Condition::all();
        if let Some(statuses) = &self.status {
            all = all.add(Column::Status.is_in(statuses.iter().copied()));
        }
        if let Some(text) = &self.text {
            all = all.add(contains(
                &[Column::Number, Column::Title, Column::Topic],
                text,
            ));
        }
        if let Some(wanted) = self.needs_my_action {
            let waiting = Column::Status.is_in(Status::waiting_for(actor));
            all = all.add(if wanted { waiting } else { waiting.not() });
        }
        if let Some(wanted) = self.late {
            let late = late(actor, now);
            all = all.add(if wanted { late } else { late.not() });
        }
        if let Some(writer) = self.writer {
            all = all.add(Column::WriterId.eq(writer));
        }
        if let Some(client) = self.client {
            let told = policy::sees_clients(actor) || actor.is(client);
            all = all
                .add(Column::ClientId.eq(client))
                .add(Expr::val(told).eq(true));
        }
        if let Some(subject) = self.subject {
            all = all.add(Column::SubjectId.eq(subject));
        }
        if let Some(before) = self.due_before {
            all = all.add(due(actor).lt(before));
        }
        if let Some(after) = self.due_after {
            all = all.add(due(actor).gt(after));
        }
        if let Some(after) = self.created_after {
            all = all.add(Column::CreatedAt.gt(after));
        }
        Entity::visible_to(actor).filter(all)
    }
}

/// The same as [`Model::is_late`], for the database.
fn late(actor: &Actor, now: Instant) -> Condition {
    let stopped = if actor.has(&[Role::Writer]) {
        Column::SubmittedAt
    } else {
        Column::ReleasedAt
    };
    Condition::all()
        .add(stopped.is_null())
        .add(Column::Status.is_in(Status::RUNNING))
        .add(due(actor).lt(now))
}

impl OrderOrder {
    pub(super) fn sort(self, actor: &Actor) -> Sort<Model> {
        let created = Expr::col(Column::CreatedAt);
        let by_created: fn(&Model) -> Cursor =
            |row| Cursor::new(CursorKey::Time(row.created_at), row.id);
        let by_due: fn(&Model) -> Cursor = if actor.has(&[Role::Writer]) {
            |row| {
                let due = row.writer_deadline.unwrap_or(row.created_at);
                Cursor::new(CursorKey::Time(due), row.id)
            }
        } else {
            |row| Cursor::new(CursorKey::Time(row.deadline), row.id)
        };
        match self {
            Self::CreatedDesc => Sort::descending(created, Column::Id, by_created),
            Self::CreatedAsc => Sort::ascending(created, Column::Id, by_created),
            Self::DeadlineAsc => Sort::ascending(due(actor), Column::Id, by_due).keyed(Kind::Time),
            Self::DeadlineDesc => {
                Sort::descending(due(actor), Column::Id, by_due).keyed(Kind::Time)
            }
            Self::UpdatedDesc => {
                Sort::descending(Expr::col(Column::UpdatedAt), Column::Id, |row: &Model| {
                    Cursor::new(CursorKey::Time(row.updated_at), row.id)
                })
            }
        }
    }
}
