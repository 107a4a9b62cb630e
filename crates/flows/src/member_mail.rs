//! Whatever concerns somebody's place on a website is told to them: that they are invited, that
//! what they do there is something else, and that somebody looks through their eyes.

use std::sync::Arc;

use async_trait::async_trait;
use identity::{IdentityEvent, ImpersonationService, MemberChange, MemberInvitationService};
use kernel::{AccountId, ImpersonationId, MemberInvitationId};
use notifications::{Letter, MembershipLetter, NoticeService, Plan, PostService, Recipient};

use crate::address_book::AddressBook;
use crate::{Flow, Occasion};

/// Mails the links of invitations, and tells members of changes. A link is made on the way into the
/// mail and stands in no event: a mail that is tried again carries another link, and each of them
/// opens. What was told is not told again: it is noted per event and person.
pub struct MemberMail {
    /// Makes the links of invitations.
    pub invitations: Arc<dyn MemberInvitationService>,
    /// Knows who looks.
    pub impersonations: Arc<dyn ImpersonationService>,
    /// Knows where people are reached.
    pub people: AddressBook,
    /// Sends the mails.
    pub post: Arc<dyn PostService>,
    /// Tells people on other ways, too.
    pub notices: Arc<dyn NoticeService>,
}

impl MemberMail {
    /// To an address that nobody has proved to own: the mail calls its reader nothing.
    async fn invited(&self, on: &Occasion, invitation: MemberInvitationId) -> anyhow::Result<()> {
        let recipient = invitation.to_string();
        if !self.post.awaits(&on.actor, on.event, &recipient).await? {
            return Ok(());
        }
        let link = self.invitations.invitation_link(&on.actor, invitation);
        // Accepted, taken back or expired meanwhile: there is nothing to mail any more.
        let Some(link) = link.await? else {
            return Ok(());
        };
        let to = Recipient {
            id: recipient,
            account: None,
            member: None,
            address: link.email,
            name: None,
            locale: link.locale,
            zone: None,
        };
        let letter = MembershipLetter::Invited {
            token: link.token.reveal().to_owned(),
            role: link.role,
            until: link.expires_at,
        };
        let letter = letter.into();
        self.post.mail(&on.actor, on.event, &to, &letter).await?;
        Ok(())
    }

    async fn changed(
        &self,
        on: &Occasion,
        account: AccountId,
        change: MemberChange,
    ) -> anyhow::Result<()> {
        let letter = match change {
            MemberChange::Role { before, after } => MembershipLetter::RoleChanged { before, after },
            MemberChange::Suspended => MembershipLetter::Suspended,
            MemberChange::Reinstated => MembershipLetter::Reinstated,
        };
        self.tell(on, account, letter).await
    }

    async fn impersonated(
        &self,
        on: &Occasion,
        account: AccountId,
        id: ImpersonationId,
    ) -> anyhow::Result<()> {
        let mut looks = self.impersonations.impersonations(&on.actor, &[id]).await?;
        let Some(look) = looks.remove(&id) else {
            return Ok(());
        };
        let by = match look.impersonator_id {
            Some(member) => self.people.member(&on.actor, member).await?,
            None => None,
        };
        let letter = MembershipLetter::Impersonated {
            by: by.and_then(|looker| looker.name),
            reason: look.reason,
            at: look.started_at,
            until: look.expires_at,
        };
        self.tell(on, account, letter).await
    }

    async fn tell(
        &self,
        on: &Occasion,
        account: AccountId,
        letter: MembershipLetter,
    ) -> anyhow::Result<()> {
        let Some(to) = self.people.account(&on.actor, account).await? else {
            return Ok(());
        };
        let letter: Letter = letter.into();
        let told = self
            .notices
            .tell(&on.actor, on.event, &to, &letter, Plan::MANDATORY);
        told.await?;
        Ok(())
    }
}

#[async_trait]
impl Flow for MemberMail {
    type Event = IdentityEvent;

    const NAME: &'static str = "member-mail";

    async fn on(&self, occasion: &Occasion, event: IdentityEvent) -> anyhow::Result<()> {
        match event {
            IdentityEvent::MemberInvited { invitation } => self.invited(occasion, invitation).await,
            IdentityEvent::MemberChanged {
                account, change, ..
            } => self.changed(occasion, account, change).await,
            IdentityEvent::ImpersonationStarted {
                impersonation,
                account,
                ..
            } => self.impersonated(occasion, account, impersonation).await,
            _ => Ok(()),
        }
    }
}
