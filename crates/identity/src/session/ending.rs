//! Ending sessions before their time, in the transaction of whatever is the reason.

use std::collections::BTreeMap;

use kernel::{AccountId, DeviceId, SessionId, Tx, audit, outbox};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::entity;
use crate::security::{self, Kind, Note};
use crate::{IdentityEvent, impersonation};

/// Which sessions of one account end, on all websites.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ending {
    /// Every one.
    All,
    /// Every one but this.
    AllBut(SessionId),
    /// Those begun with this device.
    Of(DeviceId),
}

/// Ends sessions of one account on all websites. Returns those that were still open.
pub(crate) async fn end_in(
    tx: &Tx,
    account: AccountId,
    which: Ending,
) -> Result<Vec<SessionId>, DbErr> {
    let open = entity::find_history(account)
        .filter(entity::Column::RevokedAt.is_null())
        .filter(entity::Column::ExpiresAt.gt(tx.now()));
    let open = match which {
        Ending::All => open,
        Ending::AllBut(session) => open.filter(entity::Column::Id.ne(session)),
        Ending::Of(device) => open.filter(entity::Column::DeviceId.eq(device)),
    };
    let open = open.lock_exclusive().all(&**tx).await?;
    end_these_in(tx, open, Kind::SessionRevoked).await
}

/// Ends these sessions, which are locked: the rows, a line of the trail and a security event for
/// each, and word to whoever keeps connections open through them.
pub(crate) async fn end_these_in(
    tx: &Tx,
    sessions: Vec<entity::Model>,
    kind: Kind,
) -> Result<Vec<SessionId>, DbErr> {
    let ids: Vec<_> = sessions.iter().map(|session| session.id).collect();
    if ids.is_empty() {
        return Ok(ids);
    }
    entity::Entity::update_many()
        .col_expr(entity::Column::RevokedAt, Expr::value(tx.now()))
        .filter(entity::Column::Id.is_in(ids.iter().copied()))
        .exec(&**tx)
        .await?;
    let action = match kind {
        Kind::SignOut => "identity.signed_out",
        _ => "identity.session_revoked",
    };
    let mut ended: BTreeMap<AccountId, Vec<SessionId>> = BTreeMap::new();
    for session in &sessions {
        audit::write(tx, audit::Note::new(action, &session.id));
        security::note_in(tx, Note::of(session.account_id, kind).about(session));
        ended
            .entry(session.account_id)
            .or_default()
            .push(session.id);
    }
    impersonation::end_with_sessions_in(tx, &ids).await?;
    let event =
        |(account, sessions)| outbox::Note::of(&IdentityEvent::SessionsEnded { account, sessions });
    outbox::write(tx, ended.into_iter().map(event).collect())?;
    Ok(ids)
}
