//! What happens to the safety of accounts, kept by identity.

use async_trait::async_trait;
use identity::security::{self, Kind, Note};
use kernel::{AccountId, Tx};

/// Writes into the security events of identity, in the caller's transaction.
pub struct Trail;

#[async_trait]
impl notifications::ports::SecurityTrail for Trail {
    async fn alert_preference_changed_in(&self, tx: &Tx, account: AccountId) -> anyhow::Result<()> {
        let mut note = Note::of(account, Kind::AlertPreferencesChanged);
        if let Some(session) = tx.actor().session() {
            note = note.session(session);
        }
        security::note_in(tx, note);
        Ok(())
    }
}
