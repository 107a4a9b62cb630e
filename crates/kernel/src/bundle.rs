//! Several reads in one statement: what a page needs of many tables costs one round trip.
//!
//! Each read stays what it is, with its own conditions, order and limit; they share a statement
//! and nothing else. On PostgreSQL a round trip costs more than most reads (docs/decisions/0007).

use std::marker::PhantomData;

use sea_orm::sea_query::{
    CommonTableExpression, Expr, Iden, Query, SelectStatement, SimpleExpr, UnionType, WithClause,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, Iterable, QueryResult,
    QueryTrait, Select, Value,
};

/// The column that tells to which read a row belongs.
const PART: &str = "part";

/// Reads to be made together.
#[derive(Default)]
pub struct Bundle {
    with: WithClause,
    /// The columns of each read.
    parts: Vec<Vec<String>>,
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
    Named(SelectStatement),
}

impl<I: Clone + Into<Value>> Among<I> {
    /// That the column is about them.
    pub fn holds(&self, column: impl ColumnTrait) -> SimpleExpr {
        match self {
            Self::These(ids) => column.is_in(ids.iter().cloned()),
            Self::Named(ids) => column.in_subquery(ids.clone()),
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

    /// Adds a read of whole rows, each with further columns of these names.
    pub fn add_wider<E, M>(&mut self, select: Select<E>, further: &[&str]) -> Part<M>
    where
        E: EntityTrait,
    {
        let own = E::Column::iter().map(|column| Iden::to_string(&column));
        let columns = own.chain(further.iter().map(|name| (*name).to_owned()));
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
        Among::Named(
            Query::select()
                .column(column)
                .from(name(part.place))
                .to_owned(),
        )
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
        // All columns at first, of no row: that gives the nulls of the others their types.
        let mut query = self.rows_of(None);
        for place in 0..self.parts.len() {
            query.union(UnionType::All, self.rows_of(Some(place)));
        }
        for row in db.query_all(&query.with(self.with)).await? {
            let place = usize::try_from(row.try_get::<i32>("", PART)?).unwrap_or_default();
            if let Some(rows) = found.get_mut(place) {
                rows.push(row);
            }
        }
        Ok(Bundled(found))
    }

    /// The rows of one read in the columns of all, or no row of any.
    fn rows_of(&self, chosen: Option<usize>) -> SelectStatement {
        let mut query = Query::select();
        let number = chosen.unwrap_or_default().to_string();
        query.expr_as(Expr::cust(number), PART);
        for (place, columns) in self.parts.iter().enumerate() {
            let has_them = chosen.is_none_or(|chosen| chosen == place);
            for column in columns {
                let value = if has_them {
                    Expr::col((name(place), column.clone()))
                } else {
                    Expr::cust("NULL")
                };
                query.expr_as(value, format!("{}_{column}", name(place)));
            }
            if has_them {
                query.from(name(place));
            }
        }
        if chosen.is_none() {
            query.and_where(Expr::cust("1 = 0"));
        }
        query
    }
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
