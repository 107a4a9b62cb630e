//! What a transaction writes down until it commits: the trail, events, and whatever else nothing
//! in it reads before the end. The rows that are added to one table are written together;
//! PostgreSQL takes all of it in one statement, for a round trip costs more than most writes
//! (docs/decisions/0007).

use std::iter;

use sea_orm::sea_query::{
    Expr, InsertStatement, Query, SelectStatement, SimpleExpr, UnionType, UpdateStatement,
    WithQuery,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DatabaseConnection,
    DatabaseTransaction, DbBackend, DbErr, EntityName, EntityTrait, IdenStatic, Iterable,
    QueryTrait, Update,
};

use crate::db;

/// The most values of one statement: SQLite takes 32,766, PostgreSQL twice as many.
const MOST: usize = 30_000;

/// The row that everything depends on, in the statement that writes it.
const MARK: &str = "mark";

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
        if self.0.len() > 1 && self.is_one_statement(tx) {
            return tx.execute(&self.together(None)?).await.map(|_| ());
        }
        for entry in self.0 {
            match entry {
                Entry::Rows(page) => {
                    for page in page.in_parts() {
                        tx.execute(&page.insert()?).await?;
                    }
                }
                Entry::Change(update) => {
                    tx.execute(&*update).await?;
                }
            }
        }
        Ok(())
    }

    /// Writes all of it if `mark` changes a row, and nothing if it changes none. Returns whether
    /// it did.
    pub(crate) async fn write_upon(
        self,
        mark: UpdateStatement,
        db: &DatabaseConnection,
    ) -> Result<bool, DbErr> {
        if self.is_one_statement(db) {
            // Read to the end, where it is said whether the commit succeeded.
            let written = db.query_all(&self.together(Some(mark))?).await?;
            return Ok(!written.is_empty());
        }
        let tx = db::begin(db).await?;
        if tx.execute(&mark).await?.rows_affected() == 0 {
            return Ok(false);
        }
        self.write(&tx).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Whether the database takes all of it in one statement.
    fn is_one_statement(&self, db: &impl ConnectionTrait) -> bool {
        let values = self.0.iter().map(Entry::values).sum::<usize>();
        values <= MOST && db.get_database_backend() == DbBackend::Postgres
    }

    /// One statement; with a mark it does nothing and finds no row unless that changes one.
    fn together(self, mark: Option<UpdateStatement>) -> Result<WithQuery, DbErr> {
        let mut all = WithQuery::new();
        let mut done = Query::select();
        done.expr(Expr::val(1));
        let depends = mark.is_some();
        if let Some(mut mark) = mark {
            mark.returning(Query::returning().expr(Expr::val(1)));
            all.cte(db::subquery(MARK, mark));
            done.from(MARK);
        }
        for (place, entry) in self.0.into_iter().enumerate() {
            let name = format!("p{place}");
            all.cte(match entry {
                Entry::Rows(page) if depends => db::subquery(name, page.insert_if_marked()?),
                Entry::Rows(page) => db::subquery(name, page.insert()?),
                Entry::Change(mut update) => {
                    if depends {
                        update.and_where(Expr::exists(if_marked([Expr::val(1)])));
                    }
                    db::subquery(name, *update)
                }
            });
        }
        all.query(done);
        Ok(all)
    }
}

impl Entry {
    fn values(&self) -> usize {
        match self {
            Self::Rows(page) => page.values(),
            Self::Change(update) => update.get_values().len(),
        }
    }
}

impl Page {
    fn values(&self) -> usize {
        self.columns.len() * self.rows.len()
    }

    /// The same in parts that fit into a statement.
    fn in_parts(self) -> impl Iterator<Item = Self> {
        let most = (MOST / self.columns.len().max(1)).max(1);
        let mut rows = self.rows.into_iter().peekable();
        iter::from_fn(move || {
            rows.peek()?;
            Some(Self {
                table: self.table,
                columns: self.columns.clone(),
                rows: rows.by_ref().take(most).collect(),
            })
        })
    }

    fn insert(self) -> Result<InsertStatement, DbErr> {
        let mut insert = into(self.table, self.columns);
        for row in self.rows {
            insert.values(row).map_err(|error| malformed(&error))?;
        }
        Ok(insert)
    }

    fn insert_if_marked(self) -> Result<InsertStatement, DbErr> {
        let mut insert = into(self.table, self.columns);
        let mut rows = self.rows.into_iter().map(if_marked);
        if let Some(mut first) = rows.next() {
            for row in rows {
                first.union(UnionType::All, row);
            }
            insert
                .select_from(first)
                .map_err(|error| malformed(&error))?;
        }
        Ok(insert)
    }
}

fn into(table: &'static str, columns: Vec<&'static str>) -> InsertStatement {
    let mut insert = Query::insert();
    insert.into_table(table).columns(columns);
    insert
}

/// These values, where the mark changed its row.
fn if_marked(values: impl IntoIterator<Item = SimpleExpr>) -> SelectStatement {
    let mut row = Query::select();
    row.exprs(values).from(MARK);
    row
}

fn malformed(error: &impl ToString) -> DbErr {
    DbErr::Custom(error.to_string())
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
