//! What a transaction writes down beside its rows: the trail, events, and whatever else is only
//! ever added to and not read before the end. It is written as the transaction commits, the rows of
//! each table together; PostgreSQL takes all tables in one statement, for a round trip costs more
//! than most writes (docs/decisions/0007).

use sea_orm::sea_query::{Expr, InsertStatement, Query, SimpleExpr, WithQuery};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend,
    DbErr, EntityName, EntityTrait, IdenStatic, Iterable,
};

use crate::db;

/// The most values of one statement: SQLite takes 32,766, PostgreSQL twice as many.
const MOST: usize = 30_000;

/// Rows to be added, in the order in which they were written down.
#[derive(Default)]
pub(crate) struct Ledger(Vec<Page>);

/// The rows of one table that fill the same columns.
struct Page {
    table: &'static str,
    columns: Vec<&'static str>,
    rows: Vec<Vec<SimpleExpr>>,
}

impl Ledger {
    /// Writes a row down.
    pub(crate) fn add<A: ActiveModelTrait>(&mut self, row: A) {
        let table = A::Entity::default().table_name();
        let (columns, values) = filled(row);
        let page = self
            .0
            .iter_mut()
            .find(|page| page.table == table && page.columns == columns);
        match page {
            Some(page) => page.rows.push(values),
            None => self.0.push(Page {
                table,
                columns,
                rows: vec![values],
            }),
        }
    }

    /// Adds the rows to their tables.
    pub(crate) async fn write(self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        let values = self.0.iter().map(Page::values).sum::<usize>();
        let mut inserts = Vec::new();
        for page in self.0 {
            page.into_inserts(&mut inserts)?;
        }
        let few = inserts.len() > 1 && values <= MOST;
        if few && tx.get_database_backend() == DbBackend::Postgres {
            return together(inserts, tx).await;
        }
        for insert in inserts {
            tx.execute(&insert).await?;
        }
        Ok(())
    }
}

impl Page {
    fn values(&self) -> usize {
        self.columns.len() * self.rows.len()
    }

    fn into_inserts(self, inserts: &mut Vec<InsertStatement>) -> Result<(), DbErr> {
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
            inserts.push(insert);
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

async fn together(inserts: Vec<InsertStatement>, tx: &DatabaseTransaction) -> Result<(), DbErr> {
    let mut all = WithQuery::new();
    for (place, insert) in inserts.into_iter().enumerate() {
        all.cte(db::subquery(format!("p{place}"), insert));
    }
    let mut nothing = Query::select();
    nothing.expr(Expr::val(1));
    all.query(nothing);
    tx.execute(&all).await.map(|_| ())
}
