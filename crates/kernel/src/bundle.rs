//! Several reads in one statement: what a page needs of many tables costs one round trip.
//!
//! Each read stays what it is, with its own conditions, order and limit; they share a statement
//! and nothing else. On PostgreSQL a round trip costs more than most reads (docs/decisions/0007).

use std::marker::PhantomData;

use sea_orm::sea_query::{
    ColumnType, CommonTableExpression, Expr, Iden, PostgresQueryBuilder, Query, SelectStatement,
    SimpleExpr, TableBuilder, UnionType, WithClause,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult, Iterable,
    QueryResult, QueryTrait, Select, Value,
};

/// The column that tells to which read a row belongs.
const PART: &str = "part";

/// Reads to be made together.
#[derive(Default)]
pub struct Bundle {
    with: WithClause,
    /// The columns of each read.
    parts: Vec<Vec<(String, ColumnType)>>,
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
}

impl<I: Clone + Into<Value>> Among<I> {
    /// That the column is about them.
    pub fn holds(&self, column: impl ColumnTrait) -> SimpleExpr {
        match self {
            Self::These(ids) => column.is_in(ids.iter().cloned()),
            Self::Named(ids) => column.in_subquery(SelectStatement::clone(ids)),
        }
    }
}

/// What was read.
pub struct Bundled(Vec<Vec<QueryResult>>);

impl Bundle {
    /// Adds a read of whole rows.
    pub fn add<E: EntityTrait>(&mut self, select: Select<E>) -> Part<E::Model> {
        self.add_wider(select, &[])
    }

    /// Adds a read of whole rows, each with further columns of these names and types.
    pub fn add_wider<E: EntityTrait, M>(
        &mut self,
        select: Select<E>,
        further: &[(&str, ColumnType)],
    ) -> Part<M> {
        let own = E::Column::iter().map(|column| {
            let kind = column.def().get_column_type().clone();
            (Iden::to_string(&column), kind)
        });
        let further = further.iter().cloned();
        let columns = own.chain(further.map(|(name, kind)| (name.to_owned(), kind)));
        let place = self.parts.len();
        self.parts.push(columns.collect());
        let read = CommonTableExpression::new()
            .query(select.into_query())
            .table_name(name(place))
            .to_owned();
        self.with.cte(read);
        Part {
            place,
            rows: PhantomData,
        }
    }

    /// The values of a column of an earlier read.
    pub fn named<M, I>(&self, part: &Part<M>, column: impl ColumnTrait) -> Among<I> {
        let mut values = Query::select();
        values.column(column).from(name(part.place));
        Among::Named(Box::new(values))
    }

    /// Makes the reads.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn read(self, db: &impl ConnectionTrait) -> Result<Bundled, DbErr> {
        let mut found: Vec<_> = self.parts.iter().map(|_| Vec::new()).collect();
        if self.parts.is_empty() {
            return Ok(Bundled(found));
        }
        let mut query = self.rows_of(0, db.get_database_backend());
        for place in 1..self.parts.len() {
            let rows = self.rows_of(place, db.get_database_backend());
            query.union(UnionType::All, rows);
        }
        for row in db.query_all(&query.with(self.with)).await? {
            let place = usize::try_from(row.try_get::<i32>("", PART)?).unwrap_or_default();
            if let Some(rows) = found.get_mut(place) {
                rows.push(row);
            }
        }
        Ok(Bundled(found))
    }

    /// The rows of one read in the columns of all. The first names and types them for the others.
    /// It is written as text: as many expressions as there are columns, times as there are reads,
    /// cost more than the reads.
    fn rows_of(&self, chosen: usize, backend: DbBackend) -> SelectStatement {
        let mut columns = chosen.to_string();
        if chosen == 0 {
            columns.push_str(" AS ");
            columns.push_str(PART);
        }
        for (place, own) in self.parts.iter().enumerate() {
            let part = name(place);
            for (column, kind) in own {
                columns.push_str(", ");
                if place == chosen {
                    quote(&mut columns, &[&part, column]);
                } else if chosen == 0 {
                    null(&mut columns, kind, backend);
                } else {
                    columns.push_str("NULL");
                }
                if chosen == 0 {
                    columns.push_str(" AS ");
                    quote(&mut columns, &[&format!("{part}_{column}")]);
                }
            }
        }
        Query::select()
            .expr(Expr::cust(columns))
            .from(name(chosen))
            .to_owned()
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

/// A null of a column's type: PostgreSQL takes one without a type for a text.
fn null(sql: &mut String, kind: &ColumnType, backend: DbBackend) {
    if backend != DbBackend::Postgres {
        sql.push_str("NULL");
        return;
    }
    // Documents are kept as `jsonb`, whatever their field says.
    let kind = match kind {
        ColumnType::Json => &ColumnType::JsonBinary,
        kind => kind,
    };
    sql.push_str("CAST(NULL AS ");
    PostgresQueryBuilder.prepare_column_type(kind, sql);
    sql.push(')');
}

impl Bundled {
    /// The rows of a read, in its order.
    ///
    /// # Errors
    /// When a row is not what it should be.
    pub fn take<M: FromQueryResult>(&mut self, part: &Part<M>) -> Result<Vec<M>, DbErr> {
        let rows = self.0.get_mut(part.place).map(std::mem::take);
        let prefix = format!("{}_", name(part.place));
        let model = |row: QueryResult| M::from_query_result(&row, &prefix);
        rows.unwrap_or_default().into_iter().map(model).collect()
    }
}

fn name(place: usize) -> String {
    format!("p{place}")
}
