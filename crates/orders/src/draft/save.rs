//! Saves a draft: one guarded update, or one for many.
//!
//! Somebody who types saves with every pause, and many people type. What such a save says concerns
//! no price and touches no other row, so on PostgreSQL those that are asked for in the same moment
//! share one statement with their lines of the audit trail (docs/decisions/0007).

use std::iter::{once, repeat_n};

use kernel::gather::{Answers, Gather};
use kernel::{Actor, Clock, DraftId, Field, Instant, audit, db};
use sea_orm::sea_query::{
    Asterisk, CaseStatement, CommonTableExpression, Expr, ExprTrait, InsertStatement, LockBehavior,
    LockType, Query, SelectStatement, UpdateStatement, Value, ValueTuple, WithQuery,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait,
    FromQueryResult, IdenStatic, Iterable, QueryFilter, Set, UpdateMany,
};

use super::entity::{ActiveModel, Column, Entity, Model};
use super::fields::{DraftFields, StyleFields};
use super::service::UpdateDraft;
use crate::policy::{self, Whose};
use crate::{Error, Result};

/// One save as one guarded statement: whoever may see a draft may edit it, and the version decides
/// between two tabs.
pub(super) fn guarded(actor: &Actor, command: &UpdateDraft, now: Instant) -> UpdateMany<Entity> {
    let mut row = ActiveModel {
        updated_at: Set(now),
        ..Default::default()
    };
    command.fields.clone().onto(&mut row);
    Entity::update_many()
        .set(row)
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(policy::drafts(actor))
        .filter(Column::Id.eq(command.draft))
        .filter(Column::Version.eq(command.expected_version))
        .filter(Column::ConvertedAt.is_null())
}

/// The line that a save leaves in the trail.
pub(super) fn note(draft: DraftId) -> audit::Note {
    audit::Note::new("draft.saved", &draft)
}

/// Why a draft could not be saved.
pub(super) fn refusal(draft: Model) -> Error {
    if draft.order_id.is_some() {
        Error::DraftConverted
    } else {
        Error::StaleDraft(Box::new(draft))
    }
}

/// Saves that are asked for in the same moment.
pub(crate) struct Saves(Option<Gather<Save, Model>>);

/// One of them, as two rows of values: what is asked, and its line of the trail.
struct Save {
    asked: Vec<Value>,
    line: Vec<Value>,
}

impl Saves {
    /// Of the drafts of this database. SQLite has one writer, and gains nothing by sharing.
    pub(crate) fn new(db: &DatabaseConnection) -> Self {
        let gather = |pool: DatabaseConnection| {
            Gather::new(move |saves| {
                let pool = pool.clone();
                async move { together(saves, &pool).await }
            })
        };
        Self(db::is_postgres(db).then(|| gather(db.clone())))
    }

    /// The draft as saved. None where it has to be tried in a transaction of its own, which says
    /// what is wrong: one save must not fail, or wait for, those of others.
    pub(super) async fn save(
        &self,
        actor: &Actor,
        command: &UpdateDraft,
        clock: &dyn Clock,
    ) -> Option<Model> {
        let gather = self.0.as_ref()?;
        if actor.is_impersonated() || command.fields.concern_the_price() {
            return None;
        }
        let save = Save::of(actor, command, clock)?;
        let saved = gather.get(save).await;
        if saved.is_err() {
            // What is wrong is said by those that fail by themselves.
            tracing::warn!("saves of drafts failed together; each is tried by itself");
        }
        saved.ok().flatten()
    }
}

const ASKED: &str = "asked";
const LINES: &str = "lines";
const FREE: &str = "free";
const CHANGED: &str = "changed";

/// Which save it is, among those that are asked for together.
const PLACE: &str = "place";
const DRAFT: &str = "draft";
const EXPECTED: &str = "expected";
const WEBSITE: &str = "website";
/// Whose the draft has to be; null where that does not matter.
const CLIENT: &str = "client";
const NOW: &str = "now";
/// A bit for each of [`PLAIN`].
const SAID: &str = "said";

/// The columns that concern no price.
const PLAIN: [Column; 11] = [
    Column::Title,
    Column::Topic,
    Column::Instructions,
    Column::ReferenceCount,
    Column::EnglishTypeId,
    Column::FormattingStyleId,
    Column::ClientNotes,
    Column::Tone,
    Column::WritingStyle,
    Column::Formatting,
    Column::Referencing,
];

impl Save {
    /// None of an actor who has no drafts.
    fn of(actor: &Actor, command: &UpdateDraft, clock: &dyn Clock) -> Option<Self> {
        let client = match policy::whose_drafts(actor) {
            Whose::Everybodys => None,
            Whose::Ones(client) => Some(client),
            Whose::Nobodys => return None,
        };
        let now = clock.now();
        let mut asked = vec![
            command.draft.into(),
            command.expected_version.into(),
            actor.website().into(),
            client.into(),
            now.into(),
        ];
        let fields = plain(&command.fields);
        let bits = (0..)
            .zip(&fields)
            .map(|(bit, (said, _))| i32::from(*said) << bit);
        asked.push(bits.sum::<i32>().into());
        asked.extend(fields.into_iter().map(|(_, value)| value));
        let mut line = note(command.draft).line(actor, clock, now);
        let cells = audit::entity::Column::iter().map(|column| line.take(column).into_value());
        Some(Self {
            asked,
            line: cells.collect::<Option<_>>()?,
        })
    }
}

/// What is said of [`PLAIN`], and whether anything is.
fn plain(fields: &DraftFields) -> [(bool, Value); PLAIN.len()] {
    fn cell<T: Clone>(field: &Field<T>) -> (bool, Value)
    where
        Option<T>: Into<Value>,
    {
        let said = !matches!(field, Field::Keep);
        (said, field.value().cloned().into())
    }
    // Named one by one, so that a new field is put on one side or the other.
    let DraftFields {
        title,
        topic,
        instructions,
        references,
        english_type,
        formatting_style,
        client_notes,
        style,
        pages: _,
        slides: _,
        spacing: _,
        deadline: _,
        subject: _,
        type_of_work: _,
        academic_level: _,
        services: _,
        preferred_writer: _,
    } = fields;
    let StyleFields {
        tone,
        writing_style,
        formatting,
        referencing,
    } = style;
    [
        cell(title),
        cell(topic),
        cell(instructions),
        cell(references),
        cell(english_type),
        cell(formatting_style),
        cell(client_notes),
        cell(tone),
        cell(writing_style),
        cell(formatting),
        cell(referencing),
    ]
}

async fn together(saves: Vec<Save>, db: &DatabaseConnection) -> Answers<Model> {
    let mut answers: Vec<_> = repeat_n(None, saves.len()).collect();
    for row in db.query_all(&statement(saves)?).await? {
        let place: i32 = row.try_get("", PLACE)?;
        let answer = usize::try_from(place)
            .ok()
            .and_then(|place| answers.get_mut(place));
        if let Some(answer) = answer {
            *answer = Some(Model::from_query_result(&row, "")?);
        }
    }
    Ok(answers)
}

fn statement(saves: Vec<Save>) -> Result<WithQuery, DbErr> {
    let (asked, lines) = saves
        .into_iter()
        .map(|save| (save.asked, save.line))
        .unzip();
    let own = [DRAFT, EXPECTED, WEBSITE, CLIENT, NOW, SAID];
    let own = own.into_iter().chain(PLAIN.iter().map(IdenStatic::as_str));
    let line = audit::entity::Column::iter().map(|column| column.as_str());
    let mut changed = Query::select();
    changed.column(Asterisk).from(CHANGED);
    let mut all = WithQuery::new();
    all.cte(rows(ASKED, own, asked))
        .cte(rows(LINES, line, lines))
        .cte(db::subquery(FREE, free()))
        .cte(db::subquery(CHANGED, change()))
        .cte(db::subquery("noted", noting()?))
        .query(changed);
    Ok(all)
}

/// The rows as a table, each with its place. Rows of nulls fill it up to a power of two: that
/// keeps the number of different statements small.
fn rows(
    name: &'static str,
    columns: impl Iterator<Item = &'static str>,
    rows: Vec<Vec<Value>>,
) -> CommonTableExpression {
    let size = rows.len().next_power_of_two();
    let mut places = 0..;
    let mut rows: Vec<Vec<Value>> = rows
        .into_iter()
        .map(|row| once(places.next().into()).chain(row).collect())
        .collect();
    if let Some(first) = rows.first() {
        let nobody = first.iter().map(Value::as_null).collect();
        rows.resize(size, nobody);
    }
    let mut table = Query::select();
    table
        .column(Asterisk)
        .from_values(rows.into_iter().map(ValueTuple::Many), "rows");
    let mut table = db::subquery(name, table);
    table.columns(once(PLACE).chain(columns));
    table
}

/// What may be saved. A draft that somebody holds is left to whoever waits for it alone, so a
/// group waits for nobody, and two groups never for each other.
fn free() -> SelectStatement {
    let mut free = Query::select();
    free.column((ASKED, Asterisk))
        .from(ASKED)
        .inner_join(Entity, of_row(Column::Id).equals((ASKED, DRAFT)))
        .cond_where(policy::drafts_of_each((ASKED, WEBSITE), (ASKED, CLIENT)))
        .and_where(of_row(Column::Version).equals((ASKED, EXPECTED)))
        .and_where(of_row(Column::ConvertedAt).is_null())
        .lock_with_tables_behavior(LockType::Update, [Entity], LockBehavior::SkipLocked);
    free
}

fn change() -> UpdateStatement {
    let mut change = Query::update();
    change.table(Entity).from(FREE);
    for (bit, column) in PLAIN.into_iter().enumerate() {
        let said = Expr::col((FREE, SAID)).bit_and(1 << bit).ne(0);
        let kept = of_row(column);
        let value = CaseStatement::new()
            .case(said, Expr::col((FREE, column)))
            .finally(kept);
        change.value(column, value);
    }
    let returning = [Expr::col((Entity, Asterisk)), Expr::col((FREE, PLACE))];
    change
        .value(Column::Version, of_row(Column::Version).add(1))
        .value(Column::UpdatedAt, Expr::col((FREE, NOW)))
        .and_where(of_row(Column::Id).equals((FREE, DRAFT)))
        .returning(Query::returning().exprs(returning));
    change
}

fn noting() -> Result<InsertStatement, DbErr> {
    let columns = audit::entity::Column::iter();
    let mut lines = Query::select();
    lines
        .columns(columns.clone().map(|column| (LINES, column)))
        .from(LINES)
        .inner_join(CHANGED, Expr::col((CHANGED, PLACE)).equals((LINES, PLACE)));
    let mut note = Query::insert();
    note.into_table(audit::entity::Entity).columns(columns);
    let noted = note.select_from(lines);
    noted.map_err(|error| DbErr::Custom(error.to_string()))?;
    Ok(note)
}

fn of_row(column: Column) -> Expr {
    Expr::col((Entity, column))
}
