//! Several reads in one statement: what a page needs of many tables costs one round trip.
//!
//! Each read stays what it is, with its own conditions, order and limit; they share a statement
//! and nothing else. On PostgreSQL a round trip costs more than most reads (docs/decisions/0007).

use std::borrow::Cow;
use std::collections::HashMap;
use std::marker::PhantomData;

use sea_orm::sea_query::{
    Asterisk, ColumnType, Expr, ExprTrait, PostgresQueryBuilder, Query, SelectStatement,
    SimpleExpr, SubQueryStatement, TableBuilder, UnionType, WithClause, WithQuery,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult, IdenStatic,
    IntoSimpleExpr, Iterable, QueryResult, QueryTrait, Select, Value,
};

use crate::db;

/// The column that tells to which read a row belongs.
const PART: &str = "part";

/// Reads to be made together.
///
/// Columns that have their name and type in common share a column of the statement, and keep their
/// names in it: putting another name together costs more than reading the cell.
pub struct Bundle {
    with: WithClause,
    reads: Vec<Read>,
    columns: Vec<Column>,
    /// The places of `columns`, by name.
    places: HashMap<Cow<'static, str>, usize>,
}

/// A column of the statement.
struct Column {
    name: Cow<'static, str>,
    /// Its type in PostgreSQL.
    kind: Cow<'static, str>,
}

/// One of the reads.
struct Read {
    /// What the names of its columns begin with in the statement: nothing, unless another read has
    /// a column of the same name and another type.
    prefix: String,
    /// The names of its columns, at their places in the statement.
    columns: Vec<(usize, &'static str)>,
}

/// One of the reads, by its place.
pub struct Part<M> {
    place: usize,
    rows: PhantomData<fn() -> M>,
}

/// Which rows a read is about.
#[derive(Clone, Debug)]
pub enum Among<I> {
    /// Those of these ids.
    These(Vec<I>),
    /// Those that another read of the same bundle names.
    Named(Box<SelectStatement>),
    /// The one that another read of the same bundle names, which finds one row at most: much less
    /// to plan and to begin than a list.
    Only(Box<SelectStatement>),
}

impl<I> From<I> for Among<I> {
    fn from(id: I) -> Self {
        Self::These(vec![id])
    }
}

impl<I: Clone + Into<Value>> Among<I> {
    /// That the column is about them.
    pub fn holds(&self, column: impl ColumnTrait) -> SimpleExpr {
        match self {
            Self::These(ids) => column.is_in(ids.iter().cloned()),
            Self::Named(ids) => column.in_subquery(SelectStatement::clone(ids)),
            Self::Only(id) => {
                let id = SubQueryStatement::SelectStatement(SelectStatement::clone(id));
                column
                    .into_simple_expr()
                    .eq(SimpleExpr::SubQuery(None, Box::new(id)))
            }
        }
    }
}

/// What was read: the rows of each read, with what the names of their columns begin with.
pub struct Bundled(Vec<(String, Vec<QueryResult>)>);

impl Default for Bundle {
    fn default() -> Self {
        // No other column shares this one, whatever its name: a type is never empty.
        let part = Column {
            name: PART.into(),
            kind: "".into(),
        };
        Self {
            with: WithClause::default(),
            reads: Vec::new(),
            columns: vec![part],
            places: HashMap::from([(PART.into(), 0)]),
        }
    }
}

impl Bundle {
    /// Adds a read of whole rows.
    pub fn add<E: EntityTrait>(&mut self, select: Select<E>) -> Part<E::Model> {
        let mut rows = select.into_query();
        // What they are called is said below, once.
        rows.clear_selects().column((E::default(), Asterisk));
        self.add_part(rows, own::<E>().collect())
    }

    /// Adds a read of whole rows, each with further columns of these names and types.
    pub fn add_wider<E: EntityTrait, M>(
        &mut self,
        select: Select<E>,
        further: &[(&'static str, ColumnType)],
    ) -> Part<M> {
        let columns = own::<E>().chain(typed(further));
        self.add_part(select.into_query(), columns.collect())
    }

    /// Adds a read of these columns, of these names and types: what is asked about rows, not rows.
    pub fn add_facts<M>(
        &mut self,
        facts: SelectStatement,
        columns: &[(&'static str, ColumnType)],
    ) -> Part<M> {
        self.add_part(facts, typed(columns).collect())
    }

    fn add_part<M>(&mut self, rows: SelectStatement, columns: Vec<Typed>) -> Part<M> {
        let place = self.reads.len();
        let read = self.place(columns);
        self.reads.push(read);
        self.with.cte(db::subquery(name(place), rows));
        Part {
            place,
            rows: PhantomData,
        }
    }

    /// Finds the columns of a read their places in the statement.
    fn place(&mut self, own: Vec<Typed>) -> Read {
        let mut prefix = String::new();
        while !own
            .iter()
            .all(|(own, kind)| self.fits(&called(&prefix, own), kind))
        {
            prefix.push('_');
        }
        let columns = own.into_iter().map(|(own, kind)| {
            let name = called(&prefix, own);
            let next = self.columns.len();
            let place = *self.places.entry(name.clone()).or_insert(next);
            if place == next {
                self.columns.push(Column { name, kind });
            }
            (place, own)
        });
        let columns = columns.collect();
        Read { prefix, columns }
    }

    fn fits(&self, name: &str, kind: &str) -> bool {
        let place = self.places.get(name);
        let column = place.and_then(|place| self.columns.get(*place));
        column.is_none_or(|column| column.kind == kind)
    }

    /// The values of a column of an earlier read.
    pub fn named<M, I>(&self, part: &Part<M>, column: impl ColumnTrait) -> Among<I> {
        Among::Named(values_of(part, column))
    }

    /// The value of a column of an earlier read that finds one row at most. Of a read that finds
    /// more, the database refuses the statement.
    pub fn only<M, I>(&self, part: &Part<M>, column: impl ColumnTrait) -> Among<I> {
        Among::Only(values_of(part, column))
    }

    /// Makes the reads.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn read(self, db: &impl ConnectionTrait) -> Result<Bundled, DbErr> {
        let backend = db.get_database_backend();
        let reads = self.reads.iter().enumerate();
        let mut rows = reads.map(|(place, read)| self.rows_of(place, read, backend));
        let Some(mut query) = rows.next() else {
            return Ok(Bundled(Vec::new()));
        };
        for rows in rows {
            query.union(UnionType::All, rows);
        }
        let mut found: Vec<_> = self
            .reads
            .into_iter()
            .map(|read| (read.prefix, Vec::new()))
            .collect();
        let mut whole = WithQuery::new();
        whole.with_clause(self.with).query(query);
        for row in db.query_all(&whole).await? {
            let place = usize::try_from(row.try_get_by_index::<i32>(0)?).unwrap_or_default();
            if let Some((_, rows)) = found.get_mut(place) {
                rows.push(row);
            }
        }
        Ok(Bundled(found))
    }

    /// The rows of one read in the columns of all. The first names and types them for the others.
    /// It is written as text: as many expressions as there are columns, times as there are reads,
    /// cost more than the reads.
    fn rows_of(&self, chosen: usize, read: &Read, backend: DbBackend) -> SelectStatement {
        let mut own: Vec<Option<&str>> = vec![None; self.columns.len()];
        for (place, name) in &read.columns {
            if let Some(own) = own.get_mut(*place) {
                *own = Some(name);
            }
        }
        let part = name(chosen);
        let mut columns = chosen.to_string();
        if chosen == 0 {
            columns.push_str(" AS ");
            columns.push_str(PART);
        }
        for (column, own) in self.columns.iter().zip(own).skip(1) {
            columns.push_str(", ");
            match own {
                Some(own) => quote(&mut columns, &[&part, own]),
                None if chosen == 0 && backend == DbBackend::Postgres => {
                    // It takes a null without a type for a text.
                    columns.push_str("NULL::");
                    columns.push_str(&column.kind);
                }
                None => columns.push_str("NULL"),
            }
            if chosen == 0 {
                columns.push_str(" AS ");
                quote(&mut columns, &[&column.name]);
            }
        }
        let mut rows = Query::select();
        rows.expr(Expr::cust(columns)).from(part);
        rows
    }
}

/// A name of ours, in its parts.
fn quote(sql: &mut String, parts: &[&str]) {
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            sql.push('.');
        }
        sql.push('"');
        sql.push_str(part);
        sql.push('"');
    }
}

/// A column's name and type.
type Typed = (&'static str, Cow<'static, str>);

/// The columns of a table.
fn own<E: EntityTrait>() -> impl Iterator<Item = Typed> {
    E::Column::iter().map(|column| (column.as_str(), kind(column.def().get_column_type())))
}

fn typed(columns: &[(&'static str, ColumnType)]) -> impl Iterator<Item = Typed> {
    columns.iter().map(|(name, column)| (*name, kind(column)))
}

/// What a column is called in the statement.
fn called(prefix: &str, own: &'static str) -> Cow<'static, str> {
    if prefix.is_empty() {
        own.into()
    } else {
        format!("{prefix}{own}").into()
    }
}

/// The name that PostgreSQL has for a type.
fn kind(kind: &ColumnType) -> Cow<'static, str> {
    match kind {
        // Documents are kept as `jsonb`, whatever their field says.
        ColumnType::Json | ColumnType::JsonBinary => "jsonb".into(),
        // Of whatever length: one holds what another does.
        ColumnType::String(_) | ColumnType::Char(_) | ColumnType::Text => "text".into(),
        ColumnType::Uuid => "uuid".into(),
        ColumnType::Integer => "integer".into(),
        ColumnType::BigInteger => "bigint".into(),
        ColumnType::Boolean => "boolean".into(),
        ColumnType::TimestampWithTimeZone => "timestamptz".into(),
        kind => {
            let mut name = String::new();
            PostgresQueryBuilder.prepare_column_type(kind, &mut name);
            name.into()
        }
    }
}

impl Bundled {
    /// The rows of a read, in its order.
    ///
    /// # Errors
    /// When a row is not what it should be.
    pub fn take<M: FromQueryResult>(&mut self, part: &Part<M>) -> Result<Vec<M>, DbErr> {
        let Some((prefix, rows)) = self.0.get_mut(part.place) else {
            return Ok(Vec::new());
        };
        let rows = std::mem::take(rows).into_iter();
        rows.map(|row| M::from_query_result(&row, prefix)).collect()
    }

    /// The rows of a read that was made only where it was wanted; else none.
    ///
    /// # Errors
    /// When a row is not what it should be.
    pub fn take_any<M: FromQueryResult>(
        &mut self,
        part: Option<&Part<M>>,
    ) -> Result<Vec<M>, DbErr> {
        part.map_or_else(|| Ok(Vec::new()), |part| self.take(part))
    }
}

fn values_of<M>(part: &Part<M>, column: impl ColumnTrait) -> Box<SelectStatement> {
    let mut values = Query::select();
    values.column(column).from(name(part.place));
    Box::new(values)
}

fn name(place: usize) -> String {
    format!("p{place}")
}
