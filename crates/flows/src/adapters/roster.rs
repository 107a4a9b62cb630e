//! Writers are known to writer-management from the moment they are members.

use async_trait::async_trait;
use identity::ports::{MemberFacts, Roster};
use kernel::{Role, Tx};
use writer_management::writer::Writers;

/// Keeps the rows of writers in identity's transaction.
#[derive(Clone, Copy, Debug, Default)]
pub struct WriterRoster;

#[async_trait]
impl Roster for WriterRoster {
    async fn member_changed_in(&self, tx: &Tx, facts: &MemberFacts) -> anyhow::Result<()> {
        if facts.role == Role::Writer {
            let MemberFacts {
                member,
                display_name,
                suspended,
                ..
            } = facts;
            Writers::keep_in(tx, *member, display_name, *suspended).await?;
        }
        Ok(())
    }
}
