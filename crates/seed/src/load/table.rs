//! Writes many rows with few statements.

use anyhow::Result;
use sea_orm::sea_query::{Alias, Query, SimpleExpr};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};

/// Binds of one statement: SQLite takes 32,766, PostgreSQL 65,535.
const BINDS: usize = 30_000;

/// Rows of one table on their way into the database. Named by its columns, so that it needs
/// nothing but the table.
pub(super) struct Table<'t, const N: usize> {
    tx: &'t DatabaseTransaction,
    name: &'static str,
    columns: [&'static str; N],
    rows: Vec<[Value; N]>,
}

impl<'t, const N: usize> Table<'t, N> {
    /// The table `name`, of which these columns are filled.
    pub(super) fn new(
        tx: &'t DatabaseTransaction,
        name: &'static str,
        columns: [&'static str; N],
    ) -> Self {
        Self {
            tx,
            name,
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row; it is written with the others of its statement.
    pub(super) async fn push(&mut self, row: [Value; N]) -> Result<()> {
        self.rows.push(row);
        if (self.rows.len() + 1) * N > BINDS {
            self.flush().await?;
        }
        Ok(())
    }

    /// Writes what is left.
    pub(super) async fn finish(mut self) -> Result<()> {
        self.flush().await
    }

    async fn flush(&mut self) -> Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut insert = Query::insert().into_table(Alias::new(self.name)).to_owned();
        insert.columns(self.columns.map(Alias::new));
        for row in self.rows.drain(..) {
            insert.values(row.map(SimpleExpr::from))?;
        }
        self.tx.execute(&insert).await?;
        Ok(())
    }
}

/// Two lists as one.
pub(super) fn join<T, const A: usize, const B: usize, const ALL: usize>(
    one: [T; A],
    other: [T; B],
) -> [T; ALL] {
    const { assert!(A + B == ALL, "nothing is left out") };
    let mut all = one.into_iter().chain(other);
    #[expect(
        clippy::expect_used,
        reason = "the lengths were compared when this was compiled"
    )]
    std::array::from_fn(|_| all.next().expect("one for each place"))
}
