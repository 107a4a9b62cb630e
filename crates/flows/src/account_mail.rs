//! Whatever concerns how somebody comes in is mailed to them: links, and word of changes.

use std::sync::Arc;

use async_trait::async_trait;
use identity::{FactorChange, IdentityEvent, Issued, RecoveryLink, RecoveryService};
use kernel::{AccountId, Instant, RecoveryId};
use notifications::{AccountLetter, PostService, Recipient};

use crate::address_book::AddressBook;
use crate::{Flow, Occasion};

/// Mails the links of recoveries, and tells owners that their password, their address or their
/// second factor is another one.
/// A link is made on the way into the mail and stands in no event: a mail that is tried again
/// carries another link, and the first that is opened uses up all. A mail that was sent is not sent
/// again.
pub struct AccountMail {
    /// Makes the links.
    pub recoveries: Arc<dyn RecoveryService>,
    /// Knows the owners of accounts.
    pub people: AddressBook,
    /// Sends the mails.
    pub post: Arc<dyn PostService>,
}

impl AccountMail {
    /// The link of `recovery` in a letter, to where it belongs.
    async fn link(
        &self,
        on: &Occasion,
        recovery: RecoveryId,
        letter: impl FnOnce(String, Instant) -> AccountLetter + Send,
    ) -> anyhow::Result<()> {
        // One event makes one mail, so the recovery stands for whoever gets it.
        let id = recovery.to_string();
        if !self.post.awaits(&on.actor, on.event, &id).await? {
            return Ok(());
        }
        let (to, letter) = match self.recoveries.issue_recovery(&on.actor, recovery).await? {
            // Nobody is there, or it is used or too late by now: there is nothing to mail.
            None => return Ok(()),
            Some(Issued::Taken { email, locale }) => {
                let nobody = Recipient {
                    id,
                    account: None,
                    member: None,
                    address: email,
                    name: None,
                    locale,
                    zone: None,
                };
                (nobody, AccountLetter::EmailTaken)
            }
            Some(Issued::Link(link)) => {
                let token = link.token.reveal().to_owned();
                let until = link.expires_at;
                (reader(id, link), letter(token, until))
            }
        };
        let letter = letter.into();
        self.post.mail(&on.actor, on.event, &to, &letter).await?;
        Ok(())
    }

    async fn changed(
        &self,
        on: &Occasion,
        of: AccountId,
        letter: AccountLetter,
    ) -> anyhow::Result<()> {
        let Some(to) = self.people.account(&on.actor, of).await? else {
            return Ok(());
        };
        let letter = letter.into();
        self.post.mail(&on.actor, on.event, &to, &letter).await?;
        Ok(())
    }
}

/// The one who reads the mail with this link.
fn reader(id: String, link: RecoveryLink) -> Recipient {
    Recipient {
        id,
        account: Some(link.account),
        member: None,
        address: link.email,
        name: link.display_name,
        locale: link.locale,
        zone: link.time_zone.and_then(|zone| zone.parse().ok()),
    }
}

#[async_trait]
impl Flow for AccountMail {
    type Event = IdentityEvent;

    const NAME: &'static str = "account-mail";

    async fn on(&self, occasion: &Occasion, event: IdentityEvent) -> anyhow::Result<()> {
        match event {
            IdentityEvent::MagicLinkRequested { recovery } => {
                let letter = |token, until| AccountLetter::MagicLink { token, until };
                self.link(occasion, recovery, letter).await
            }
            IdentityEvent::PasswordResetRequested { recovery } => {
                let letter = |token, until| AccountLetter::PasswordReset { token, until };
                self.link(occasion, recovery, letter).await
            }
            IdentityEvent::EmailChangeRequested { recovery } => {
                let letter = |token, until| AccountLetter::ConfirmEmail { token, until };
                self.link(occasion, recovery, letter).await
            }
            IdentityEvent::EmailChanged { undo, .. } => {
                let at = occasion.at;
                let letter = |token, until| AccountLetter::EmailChanged { token, at, until };
                self.link(occasion, undo, letter).await
            }
            IdentityEvent::PasswordChanged {
                account,
                by_link,
                at,
            } => {
                let letter = AccountLetter::PasswordChanged { at, by_link };
                self.changed(occasion, account, letter).await
            }
            IdentityEvent::SecondFactorChanged {
                account,
                change,
                at,
            } => {
                let letter = about_factor(change, at);
                self.changed(occasion, account, letter).await
            }
            _ => Ok(()),
        }
    }
}

fn about_factor(change: FactorChange, at: Instant) -> AccountLetter {
    let off = |by_house| AccountLetter::SecondFactorOff { at, by_house };
    match change {
        FactorChange::Enabled => AccountLetter::SecondFactorOn { at },
        FactorChange::Disabled => off(false),
        FactorChange::Reset => off(true),
        FactorChange::CodesRenewed => AccountLetter::RecoveryCodesRenewed { at },
    }
}
