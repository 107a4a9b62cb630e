//! What helps at the console when nothing else does.

use async_trait::async_trait;
use kernel::{AccountId, Actor, Tx};
use tracing::instrument;

use super::entity::Purpose;
use super::{Issued, RecoveryLink};
use crate::account::entity as account;
use crate::{Identity, Result, policy};

/// How the people at the console help somebody who cannot get in.
#[async_trait]
pub trait ConsoleService: Send + Sync {
    /// A link through which the account gets another password, for the console instead of a mail;
    /// none where passwords are not reset on the actor's website.
    async fn password_link(
        &self,
        actor: &Actor,
        account: AccountId,
    ) -> Result<Option<RecoveryLink>>;
}

#[async_trait]
impl ConsoleService for Identity {
    #[instrument(name = "identity.password_link", skip_all, fields(account.id = %account))]
    async fn password_link(
        &self,
        actor: &Actor,
        account: AccountId,
    ) -> Result<Option<RecoveryLink>> {
        let _permit = policy::issue_link(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let person = account::must_hold_in(&tx, account).await?;
        let row = self.recovery(&tx, Some(person.id), Purpose::PasswordReset, None);
        let row = row.kept().record(&tx).await?;
        let issued = self.issue_in(&tx, row).await?;
        let Some(Issued::Link(link)) = issued else {
            return Ok(None);
        };
        tx.commit().await?;
        Ok(Some(link))
    }
}
