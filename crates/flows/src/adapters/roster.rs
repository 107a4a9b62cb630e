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
        let MemberFacts {
            member,
            role,
            display_name,
            suspended,
        } = facts;
        if *role == Role::Writer {
            Writers::keep_in(tx, *member, display_name, *suspended).await?;
        } else {
            // Somebody who wrote here once keeps their orders and their name under them.
            Writers::retire_in(tx, *member, display_name).await?;
        }
        Ok(())
    }
}
