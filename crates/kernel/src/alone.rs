//! A command that is one guarded update: the row and its line in the audit trail.

use std::sync::Arc;

use sea_orm::sea_query::{Asterisk, Query, WithQuery};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, FromQueryResult, QueryTrait,
    UpdateMany,
};

use crate::{Actor, Clock, Instant, Tx, audit, db, ledger, tx};

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
            audit::write(&tx, note);
            tx.commit().await?;
        }
        return Ok(row);
    }
    tx::may_write(actor)?;
    let now = clock.now();
    let mut change = update(now).into_query();
    change.returning_all();
    let line = note.line(actor, &**clock, now);
    let (columns, values) = ledger::filled(line);
    let mut line = Query::select();
    line.exprs(values).from(CHANGED);
    let mut noting = Query::insert();
    noting
        .into_table(audit::entity::Entity)
        .columns(columns)
        .select_from(line)
        .map_err(|error| DbErr::Custom(error.to_string()))?;
    let mut changed = Query::select();
    changed.column(Asterisk).from(CHANGED);
    let mut all = WithQuery::new();
    all.cte(db::subquery(CHANGED, change))
        .cte(db::subquery("noted", noting))
        .query(changed);
    let row = pool.query_one(&all).await?;
    row.map(|row| E::Model::from_query_result(&row, ""))
        .transpose()
}
