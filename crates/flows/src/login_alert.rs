//! A sign-in that its owner may not have made is told to them.

use std::sync::Arc;

use async_trait::async_trait;
use identity::{IdentityEvent, SessionService};
use kernel::{AccountId, Instant, SessionId};
use notifications::{Letter, PostService, Reason, SignIn};

use crate::address_book::AddressBook;
use crate::{Flow, Occasion};

/// Mails one alert about one sign-in, with all its reasons. Asking twice is harmless: the mail is
/// noted per event and person.
pub struct LoginAlert {
    /// Knows where a sign-in came from.
    pub sessions: Arc<dyn SessionService>,
    /// Knows the owners of accounts.
    pub people: AddressBook,
    /// Sends the mails.
    pub post: Arc<dyn PostService>,
}

/// What is known about a sign-in when it is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Facts {
    first_ever: bool,
    new_device: bool,
    new_location: bool,
}

/// Why the owner is told, if at all. An account's first sign-in is its owner's own.
fn reasons(facts: Facts) -> Vec<Reason> {
    if facts.first_ever {
        return Vec::new();
    }
    let told = [
        (facts.new_device, Reason::NewDevice),
        (facts.new_location, Reason::NewLocation),
    ];
    told.into_iter()
        .filter_map(|(holds, reason)| holds.then_some(reason))
        .collect()
}

impl LoginAlert {
    async fn tell(
        &self,
        on: &Occasion,
        (account, session, at): (AccountId, SessionId, Instant),
        reasons: Vec<Reason>,
    ) -> anyhow::Result<()> {
        let Some(to) = self.people.account(&on.actor, account).await? else {
            return Ok(());
        };
        let mut sessions = self.sessions.sessions(&on.actor, &[session]).await?;
        let row = sessions.remove(&session);
        let letter = Letter::LoginAlert(SignIn {
            at,
            device: row
                .as_ref()
                .map_or_else(|| "unknown".to_owned(), |row| row.label.clone()),
            place: None,
            network: row.map(|row| row.network),
            reasons,
        });
        self.post.mail(&on.actor, on.event, &to, &letter).await?;
        Ok(())
    }
}

#[async_trait]
impl Flow for LoginAlert {
    type Event = IdentityEvent;

    const NAME: &'static str = "login-alert";

    async fn on(&self, occasion: &Occasion, event: IdentityEvent) -> anyhow::Result<()> {
        let IdentityEvent::SessionStarted {
            session,
            account,
            first_ever,
            new_device,
            new_location,
            at,
            ..
        } = event
        else {
            return Ok(());
        };
        let reasons = reasons(Facts {
            first_ever,
            new_device,
            new_location,
        });
        if reasons.is_empty() {
            return Ok(());
        }
        self.tell(occasion, (account, session, at), reasons).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_told_and_the_first_sign_in_is_not() {
        use Reason::{NewDevice, NewLocation};
        for (first_ever, new_device, new_location, told) in [
            (true, true, true, vec![]),
            (true, false, false, vec![]),
            (false, false, false, vec![]),
            (false, true, false, vec![NewDevice]),
            (false, false, true, vec![NewLocation]),
            (false, true, true, vec![NewDevice, NewLocation]),
        ] {
            let facts = Facts {
                first_ever,
                new_device,
                new_location,
            };
            assert_eq!(reasons(facts), told, "{facts:?}");
        }
    }
}
