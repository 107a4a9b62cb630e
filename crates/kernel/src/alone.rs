//! A command that is one guarded update: the row and its line in the audit trail.

use std::sync::Arc;

use sea_orm::sea_query::{CommonTableExpression, Expr, Query, WithClause};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, FromQueryResult,
    Iterable, QueryTrait, UpdateMany,
};

use crate::{Actor, Clock, Instant, Tx, audit, db, tx};

/// The rows that were changed.
const CHANGED: &str = "changed";

/// Runs `update`, of the row that `note` names, as of now; none where its conditions find no row,
/// and then nothing is noted. PostgreSQL does it in one statement, which is a transaction of its
/// own: a save of a draft is asked for with every pause in typing, and a transaction of two
/// statements is five round trips (docs/decisions/0007).
///
/// # Errors
/// Those of [`Tx::begin`] and of the database.
pub async fn update<E: EntityTrait>(
    pool: &DatabaseConnection,
    actor: &Actor,
    clock: &Arc<dyn Clock>,
    update: impl FnOnce(Instant) -> UpdateMany<E>,
    note: audit::Note,
) -> Result<Option<E::Model>, DbErr> {
    if !db::is_postgres(pool) {
        let tx = Tx::begin(pool, actor, clock).await?;
        let rows = update(tx.now()).exec_with_returning(&*tx).await?;
        let row = rows.into_iter().next();
        if row.is_some() {
            audit::write(&tx, note).await?;
            tx.commit().await?;
        }
        return Ok(row);
    }
    tx::may_write(actor)?;
    let now = clock.now();
    let mut change = update(now).into_query();
    change.returning(Query::returning().columns(E::Column::iter()));
    let line = note.line(actor, &**clock, now);
    let (mut columns, mut values) = (Vec::new(), Vec::new());
    for column in audit::entity::Column::iter() {
        if let Some(value) = line.get(column).into_value() {
            columns.push(column);
            values.push(Expr::val(value));
        }
    }
    let values = Query::select().exprs(values).from(CHANGED).to_owned();
    let mut noting = Query::insert();
    noting
        .into_table(audit::entity::Entity)
        .columns(columns)
        .select_from(values)
        .map_err(|error| DbErr::Custom(error.to_string()))?;
    let mut with = WithClause::new();
    for (name, statement) in [(CHANGED, change.into()), ("noted", noting.into())] {
        with.cte(subquery(name, statement));
    }
    let changed = Query::select()
        .columns(E::Column::iter())
        .from(CHANGED)
        .to_owned();
    let row = pool.query_one(&changed.with(with)).await?;
    row.map(|row| E::Model::from_query_result(&row, ""))
        .transpose()
}

fn subquery(
    name: &'static str,
    statement: sea_orm::sea_query::SubQueryStatement,
) -> CommonTableExpression {
    CommonTableExpression::new()
        .query(statement)
        .table_name(name)
        .to_owned()
}
