//! Whether somebody has proved lately who they are: what sensitive changes ask for.

use kernel::{Denied, Instant, SessionId, Tx};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use crate::session::entity as session;
use crate::{Config, Error, Identity, Result};

/// Until when a proof of that time is fresh.
pub(super) fn proven_until(config: &Config, proved_at: Option<Instant>) -> Option<Instant> {
    proved_at.map(|at| at + config.step_up())
}

impl Identity {
    /// Nothing, when whoever asks has proved within the last minutes who they are, by signing in
    /// or by `reauthenticate`.
    ///
    /// # Errors
    /// [`StepUpRequired`](Error::StepUpRequired), or that nobody is signed in.
    pub(crate) async fn require_fresh_in(&self, tx: &Tx) -> Result<()> {
        let own = tx.actor().session().ok_or(Denied::SignedOut)?;
        let session = session::Entity::visible_to(tx.actor())
            .filter(session::Column::Id.eq(own))
            .one(&**tx)
            .await?;
        let proved_at = session.and_then(|session| session.proved_at);
        match proven_until(&self.config, proved_at) {
            Some(until) if tx.now() < until => Ok(()),
            Some(_) | None => Err(Error::StepUpRequired),
        }
    }
}

/// Whoever holds the session has just proved who they are.
pub(super) async fn prove_in(tx: &Tx, session: SessionId) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::ProvedAt, Expr::value(tx.now()))
        .filter(session::Column::Id.eq(session))
        .exec(&**tx)
        .await
        .map(|_| ())
}
