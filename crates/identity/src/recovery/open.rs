//! Opening a link: finding what it opens, once more under lock.

use kernel::{Actor, Faults, RecoveryId, Tx};
use sea_orm::QuerySelect;

use super::entity::{self, Model, Purpose, link_faults, moot};
use crate::account::entity as account;
use crate::{Error, Identity, Result, TokenHash};

impl Identity {
    /// What the token opens on this website, if it is a token of that kind.
    pub(super) async fn find_opened(
        &self,
        actor: &Actor,
        purpose: Purpose,
        token: &str,
    ) -> Result<Option<Model>> {
        let find = |token: &TokenHash| entity::find_by_link(actor, purpose, token);
        self.opened_by(token, find).await
    }
}

/// A recovery whose link is open, locked, with the account it is about, held: of two who open it at
/// once, the second finds it used.
pub(super) async fn open_in(tx: &Tx, found: &Model) -> Result<(Model, account::Model)> {
    let Some(owner) = found.account_id else {
        return Err(moot().into());
    };
    let person = account::must_hold_in(tx, owner).await?;
    let recovery = locked_in(tx, found.id).await?;
    link_faults(recovery.as_ref(), tx.now()).or(())?;
    let recovery = recovery.ok_or_else(|| Error::Invalid(moot()))?;
    Ok((recovery, person))
}

async fn locked_in(tx: &Tx, id: RecoveryId) -> Result<Option<Model>> {
    let row = entity::find_here(tx.actor(), id).lock_exclusive();
    Ok(row.one(&**tx).await?)
}

/// The faults of a new password, at the field that holds it.
pub(super) fn at(field: &str, faults: Faults) -> Faults {
    let there = |mut fault: kernel::Fault| {
        fault.field = vec![field.to_owned()];
        fault
    };
    faults.into_iter().map(there).collect()
}
