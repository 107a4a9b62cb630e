//! What people can do about their own way in.

use async_trait::async_trait;
use kernel::{Actor, RecoveryId, SessionId};
use tracing::instrument;

use super::{ChangePassword, Issued, MagicSignIn, Named, Opened, ResetPassword};
use crate::challenge::Entry;
use crate::{Identity, Result};

/// How people come back in, and change what they come in with.
#[async_trait]
pub trait RecoveryService: Send + Sync {
    /// Somebody asks for a link to sign in with. The answer is the same, and takes the same work,
    /// whether or not the address belongs to somebody who may come in here.
    async fn request_magic_link(&self, actor: &Actor, named: Named) -> Result<()>;

    /// Somebody opened such a link: they are in, once the second factor is answered where there is
    /// one. It works once.
    async fn sign_in_with_magic_link(&self, actor: &Actor, opened: MagicSignIn) -> Result<Entry>;

    /// Somebody asks for a link to set a new password with; the answer tells as little.
    async fn request_password_reset(&self, actor: &Actor, named: Named) -> Result<()>;

    /// Somebody opened such a link: the account has the new password, all its sessions are over,
    /// its devices and its guesses are forgiven. It does not sign in: the second factor is asked
    /// for where it always is.
    async fn reset_password(&self, actor: &Actor, reset: ResetPassword) -> Result<()>;

    /// The asker has another password from now on; all their other sessions are over.
    async fn change_password(
        &self,
        actor: &Actor,
        change: ChangePassword,
    ) -> Result<Vec<SessionId>>;

    /// The asker wants another address: a link goes there. The answer does not tell whether it
    /// belongs to somebody else. A later wish replaces an earlier one.
    async fn change_email(&self, actor: &Actor, named: Named) -> Result<()>;

    /// Somebody opened that link: the account has the new address, and the former one is told how
    /// to get it back.
    async fn confirm_email_change(&self, actor: &Actor, opened: Opened) -> Result<()>;

    /// The owner of the former address did not want that: the account has it back, all sessions are
    /// over, and only a mailed reset lets anybody in.
    async fn undo_email_change(&self, actor: &Actor, opened: Opened) -> Result<()>;

    /// What the mail about a recovery of the actor's website has to say; `None` when there is
    /// nothing to mail. Each call makes another link, and the first that is opened uses up all.
    async fn issue_recovery(&self, actor: &Actor, id: RecoveryId) -> Result<Option<Issued>>;
}

#[async_trait]
impl RecoveryService for Identity {
    #[instrument(name = "identity.request_magic_link", skip_all)]
    async fn request_magic_link(&self, actor: &Actor, named: Named) -> Result<()> {
        self.ask_for_magic_link(actor, named).await
    }

    #[instrument(name = "identity.sign_in_with_magic_link", skip_all)]
    async fn sign_in_with_magic_link(&self, actor: &Actor, opened: MagicSignIn) -> Result<Entry> {
        self.enter_by_link(actor, opened).await
    }

    #[instrument(name = "identity.request_password_reset", skip_all)]
    async fn request_password_reset(&self, actor: &Actor, named: Named) -> Result<()> {
        self.ask_for_reset(actor, named).await
    }

    #[instrument(name = "identity.reset_password", skip_all)]
    async fn reset_password(&self, actor: &Actor, reset: ResetPassword) -> Result<()> {
        self.reset(actor, reset).await
    }

    #[instrument(name = "identity.change_password", skip_all)]
    async fn change_password(
        &self,
        actor: &Actor,
        change: ChangePassword,
    ) -> Result<Vec<SessionId>> {
        self.exchange_password(actor, change).await
    }

    #[instrument(name = "identity.change_email", skip_all)]
    async fn change_email(&self, actor: &Actor, named: Named) -> Result<()> {
        self.ask_for_address(actor, named).await
    }

    #[instrument(name = "identity.confirm_email_change", skip_all)]
    async fn confirm_email_change(&self, actor: &Actor, opened: Opened) -> Result<()> {
        self.take_address(actor, opened).await
    }

    #[instrument(name = "identity.undo_email_change", skip_all)]
    async fn undo_email_change(&self, actor: &Actor, opened: Opened) -> Result<()> {
        self.give_address_back(actor, opened).await
    }

    #[instrument(name = "identity.issue_recovery", skip_all, fields(recovery.id = %id))]
    async fn issue_recovery(&self, actor: &Actor, id: RecoveryId) -> Result<Option<Issued>> {
        self.issue(actor, id).await
    }
}
