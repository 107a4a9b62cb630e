//! What a transaction writes down until it commits: the trail, events, and whatever else nothing
//! in it reads before the end. The rows that are added to one table are written together;
//! PostgreSQL takes all of it in one statement, for a round trip costs more than most writes
//! (docs/decisions/0007).

use sea_orm::sea_query::{Expr, InsertStatement, Query, SimpleExpr, UpdateStatement, WithQuery};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend,
    DbErr, EntityName, EntityTrait, IdenStatic, Iterable, QueryTrait, Update,
};

use crate::db;

/// The most values of one statement: SQLite takes 32,766, PostgreSQL twice as many.
const MOST: usize = 30_000;

/// What is to be written, in the order in which it was written down.
#[derive(Default)]
pub(crate) struct Ledger(Vec<Entry>);

/// One of the things to be written.
enum Entry {
    /// Rows to be added.
    Rows(Page),
    /// A row to be changed.
    Change(Box<UpdateStatement>),
}

/// One statement.
enum Write {
    Insert(InsertStatement),
    Update(UpdateStatement),
}

/// The rows of one table that fill the same columns.
struct Page {
    table: &'static str,
    columns: Vec<&'static str>,
    rows: Vec<Vec<SimpleExpr>>,
}

impl Ledger {
    /// Writes down that a row is to be added. It stands with the first of its table: before
    /// whatever was written down since.
    pub(crate) fn add<A: ActiveModelTrait>(&mut self, row: A) {
        let table = A::Entity::default().table_name();
        let (columns, values) = filled(row);
        let mut pages = self.0.iter_mut().filter_map(|entry| match entry {
            Entry::Rows(page) => Some(page),
            Entry::Change(_) => None,
        });
        match pages.find(|page| page.table == table && page.columns == columns) {
            Some(page) => page.rows.push(values),
            None => self.0.push(Entry::Rows(Page {
                table,
                columns,
                rows: vec![values],
            })),
        }
    }

    /// Writes down that a row is to be changed, once at most and not if it is added here as well:
    /// PostgreSQL does all of it at the same moment.
    pub(crate) fn change<A: ActiveModelTrait>(&mut self, row: A) -> Result<(), DbErr> {
        let update = Update::one(row).validate()?;
        self.0.push(Entry::Change(Box::new(update.into_query())));
        Ok(())
    }

    /// Writes all of it.
    pub(crate) async fn write(self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        let values = self.0.iter().map(Entry::values).sum::<usize>();
        let mut writes = Vec::new();
        for entry in self.0 {
            entry.into_writes(&mut writes)?;
        }
        let few = writes.len() > 1 && values <= MOST;
        if few && tx.get_database_backend() == DbBackend::Postgres {
            return together(writes, tx).await;
        }
        for write in writes {
            match write {
                Write::Insert(insert) => tx.execute(&insert).await?,
                Write::Update(update) => tx.execute(&update).await?,
            };
        }
        Ok(())
    }
}

impl Entry {
    fn values(&self) -> usize {
        match self {
            Self::Rows(page) => page.values(),
            Self::Change(update) => update.get_values().len(),
        }
    }

    fn into_writes(self, writes: &mut Vec<Write>) -> Result<(), DbErr> {
        match self {
            Self::Rows(page) => page.into_inserts(writes),
            Self::Change(update) => {
                writes.push(Write::Update(*update));
                Ok(())
            }
        }
    }
}

impl Page {
    fn values(&self) -> usize {
        self.columns.len() * self.rows.len()
    }

    fn into_inserts(self, writes: &mut Vec<Write>) -> Result<(), DbErr> {
        let most = (MOST / self.columns.len().max(1)).max(1);
        let mut rows = self.rows.into_iter().peekable();
        while rows.peek().is_some() {
            let mut insert = Query::insert();
            insert
                .into_table(self.table)
                .columns(self.columns.iter().copied());
            for row in rows.by_ref().take(most) {
                let added = insert.values(row);
                added.map_err(|error| DbErr::Custom(error.to_string()))?;
            }
            writes.push(Write::Insert(insert));
        }
        Ok(())
    }
}

/// The columns that the row fills, and with what.
fn filled<A: ActiveModelTrait>(mut row: A) -> (Vec<&'static str>, Vec<SimpleExpr>) {
    let columns = <A::Entity as EntityTrait>::Column::iter();
    let filled = columns.filter_map(|column| match row.take(column) {
        ActiveValue::Set(value) | ActiveValue::Unchanged(value) => {
            Some((column.as_str(), column.save_as(Expr::val(value))))
        }
        ActiveValue::NotSet => None,
    });
    filled.unzip()
}

async fn together(writes: Vec<Write>, tx: &DatabaseTransaction) -> Result<(), DbErr> {
    let mut all = WithQuery::new();
    for (place, write) in writes.into_iter().enumerate() {
        let name = format!("p{place}");
        all.cte(match write {
            Write::Insert(insert) => db::subquery(name, insert),
            Write::Update(update) => db::subquery(name, update),
        });
    }
    let mut nothing = Query::select();
    nothing.expr(Expr::val(1));
    all.query(nothing);
    tx.execute(&all).await.map(|_| ())
}
