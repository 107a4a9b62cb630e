//! What identity asks of others, in its own words.

use async_trait::async_trait;
use kernel::{MemberId, Role, Tx};

/// A member as others need to know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberFacts {
    /// Who.
    pub member: MemberId,
    /// What they do on the website.
    pub role: Role,
    /// What they are called.
    pub display_name: String,
    /// Whether they are kept out.
    pub suspended: bool,
}

/// Whoever keeps rows of their own about members.
#[async_trait]
pub trait Roster: Send + Sync {
    /// A member of the transaction's website is new, or one of these facts has changed. Runs in
    /// the transaction of the change, so that nobody sees one without the other.
    async fn member_changed_in(&self, tx: &Tx, facts: &MemberFacts) -> anyhow::Result<()>;
}
