//! Where people are reached.

use std::sync::Arc;

use identity::{MemberService, Person};
use kernel::{AccountId, Actor, MemberId, Who};
use notifications::Recipient;

/// Finds the recipient of a message.
#[derive(Clone)]
pub struct AddressBook {
    members: Arc<dyn MemberService>,
}

impl AddressBook {
    /// Asks identity.
    pub fn new(members: Arc<dyn MemberService>) -> Self {
        Self { members }
    }

    /// The owner of the account; `None` when it is gone.
    pub async fn account(&self, actor: &Actor, id: AccountId) -> anyhow::Result<Option<Recipient>> {
        let mut found = self.members.accounts(actor, &[id]).await?;
        Ok(found
            .remove(&id)
            .and_then(|person| recipient(&id, None, person)))
    }

    /// As whom the owner of the account signs in on the actor's website.
    pub async fn who(
        &self,
        actor: &Actor,
        account: AccountId,
        member: Option<MemberId>,
    ) -> anyhow::Result<Who> {
        let Some(member) = member else {
            return Ok(Who::Superadmin { account });
        };
        let found = self.members.members(actor, &[member]).await?;
        Ok(found
            .get(&member)
            .map_or(Who::Anonymous, |known| Who::Member {
                account,
                member,
                role: known.role,
            }))
    }

    /// The member of the actor's website; `None` when they are gone or kept out.
    pub async fn member(&self, actor: &Actor, id: MemberId) -> anyhow::Result<Option<Recipient>> {
        let mut found = self.members.members(actor, &[id]).await?;
        let found = found.remove(&id).filter(|member| !member.suspended);
        Ok(found.and_then(|member| recipient(&id, Some(id), member.person)))
    }
}

/// Somebody who has proved to own their address: they are called by their name.
fn recipient(id: &impl ToString, member: Option<MemberId>, person: Person) -> Option<Recipient> {
    Some(Recipient {
        id: id.to_string(),
        account: Some(person.id),
        member,
        address: person.email?,
        name: Some(person.display_name),
        locale: person.locale,
        zone: person.time_zone.and_then(|zone| zone.parse().ok()),
    })
}
