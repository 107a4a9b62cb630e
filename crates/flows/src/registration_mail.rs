//! Whoever asks for an account gets a link by mail, or word that they have one already.

use std::sync::Arc;

use async_trait::async_trait;
use identity::{IdentityEvent, RegistrationService};
use kernel::{AccountId, RegistrationId};
use notifications::{Letter, PostService, Recipient};

use crate::address_book::AddressBook;
use crate::{Flow, Occasion};

/// Mails the links of registrations. The link is made on the way into the mail and stands in no
/// event: a mail that is tried again carries another link, and each of them opens. A mail that was
/// sent is not sent again.
pub struct RegistrationMail {
    /// Makes the links.
    pub registrations: Arc<dyn RegistrationService>,
    /// Knows the owners of accounts.
    pub people: AddressBook,
    /// Sends the mails.
    pub post: Arc<dyn PostService>,
}

impl RegistrationMail {
    /// To an address that nobody has proved to own: the mail calls its reader nothing.
    async fn verify(&self, on: &Occasion, registration: RegistrationId) -> anyhow::Result<()> {
        let recipient = registration.to_string();
        if !self.post.awaits(&on.actor, on.event, &recipient).await? {
            return Ok(());
        }
        let link = self
            .registrations
            .issue_link(&on.actor, registration)
            .await?;
        // Opened or expired meanwhile: there is nothing to mail any more.
        let Some(link) = link else { return Ok(()) };
        let to = Recipient {
            id: recipient,
            account: None,
            member: None,
            address: link.email,
            name: None,
            locale: link.locale,
            zone: None,
        };
        let letter = Letter::VerifyRegistration {
            token: link.token.reveal().to_owned(),
            until: link.expires_at,
        };
        self.post.mail(&on.actor, on.event, &to, &letter).await?;
        Ok(())
    }

    async fn known(
        &self,
        on: &Occasion,
        account: AccountId,
        registration: Option<RegistrationId>,
    ) -> anyhow::Result<()> {
        let Some(to) = self.people.account(&on.actor, account).await? else {
            return Ok(());
        };
        if !self.post.awaits(&on.actor, on.event, &to.id).await? {
            return Ok(());
        }
        let link = match registration {
            Some(id) => self.registrations.issue_link(&on.actor, id).await?,
            None => None,
        };
        let token = link.map(|link| link.token.reveal().to_owned());
        let letter = Letter::AlreadyRegistered { token };
        self.post.mail(&on.actor, on.event, &to, &letter).await?;
        Ok(())
    }
}

#[async_trait]
impl Flow for RegistrationMail {
    type Event = IdentityEvent;

    const NAME: &'static str = "registration-mail";

    async fn on(&self, occasion: &Occasion, event: IdentityEvent) -> anyhow::Result<()> {
        match event {
            IdentityEvent::RegistrationRequested { registration } => {
                self.verify(occasion, registration).await
            }
            IdentityEvent::KnownAddressRegistered {
                registration,
                account,
                link,
            } => {
                self.known(occasion, account, link.then_some(registration))
                    .await
            }
            _ => Ok(()),
        }
    }
}
