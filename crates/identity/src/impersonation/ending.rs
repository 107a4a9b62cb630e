//! Ending looks because of what else has ended, in its transaction.

use kernel::{SessionId, Tx};
use sea_orm::{ColumnTrait, DbErr, QueryFilter, QuerySelect, Select};

use super::entity;
use crate::membership::entity as membership;
use crate::{Identity, Result};

impl Identity {
    /// Ends the looks of a member and those through their eyes: what either of them may do has
    /// changed.
    pub(crate) async fn end_impersonations_in(
        &self,
        tx: &Tx,
        place: &membership::Model,
    ) -> Result<()> {
        let looks = entity::find_active(tx.now())
            .filter(entity::Column::WebsiteId.eq(place.website_id))
            .filter(entity::concerns(place.id));
        Ok(end_in(tx, looks).await?)
    }
}

/// Ends the looks that were begun from these sessions.
pub(crate) async fn end_with_sessions_in(tx: &Tx, sessions: &[SessionId]) -> Result<(), DbErr> {
    let begun = entity::Column::ImpersonatorSessionId.is_in(sessions.iter().copied());
    end_in(tx, entity::find_active(tx.now()).filter(begun)).await
}

async fn end_in(tx: &Tx, looks: Select<entity::Entity>) -> Result<(), DbErr> {
    for look in looks.lock_exclusive().all(&**tx).await? {
        look.ended(tx.now()).record(tx).await?;
    }
    Ok(())
}
