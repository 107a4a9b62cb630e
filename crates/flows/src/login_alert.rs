//! A sign-in is told to the owner of the account; and one that was not theirs, everywhere.

use std::sync::Arc;

use async_trait::async_trait;
use identity::{IdentityEvent, SecurityService, SessionService, session_row};
use kernel::{AccountId, Actor, Instant, MemberId, SessionId};
use notifications::alert::{AlertService, Novelty, SignInFacts, entity as alert};
use notifications::push::PushService;
use notifications::{
    AlertLetter, Letter, NoticeService, Plan, PostService, Reason, Recipient, SignIn, Way,
    is_alert_forced,
};

use crate::address_book::AddressBook;
use crate::{Flow, Occasion};

/// Tells one alert about one sign-in, with all its reasons. Asking twice is harmless: what was
/// decided is kept with the event, and each channel is told once.
pub struct LoginAlert {
    /// Knows where a sign-in came from.
    pub sessions: Arc<dyn SessionService>,
    /// Makes the link that asks "was it you?".
    pub security: Arc<dyn SecurityService>,
    /// Knows the owners of accounts.
    pub people: AddressBook,
    /// Decides whether and where.
    pub alerts: Arc<dyn AlertService>,
    /// Knows whether a mail is still to be sent.
    pub post: Arc<dyn PostService>,
    /// Tells it.
    pub notices: Arc<dyn NoticeService>,
    /// Keeps the devices that take push messages.
    pub pushes: Arc<dyn PushService>,
}

/// Whoever locked their account themselves is told everywhere: a thief might say so, too.
const EVERYWHERE: Plan = Plan {
    email: Way::Send,
    in_app: Way::Send,
    push: Way::Send,
};

impl LoginAlert {
    async fn started(
        &self,
        on: &Occasion,
        (account, member, session): (AccountId, Option<MemberId>, SessionId),
        (first_ever, novelty, at): (bool, Novelty, Instant),
    ) -> anyhow::Result<()> {
        let actor = &on.actor;
        let Some(to) = self.people.account(actor, account).await? else {
            return Ok(());
        };
        let who = self.people.who(actor, account, member).await?;
        let facts = SignInFacts {
            account,
            member,
            session,
            at,
            first_ever,
            novelty,
            zone: to.zone.unwrap_or(actor.site().zone),
            forced: is_alert_forced(actor.site(), &who),
        };
        let Some(alert) = self.alerts.raise(actor, on.event, &facts).await? else {
            return Ok(());
        };
        let sessions = self.sessions.sessions(actor, &[session]).await?;
        let mut letter = sign_in(sessions.get(&session), at, alert.reasons.0.clone());
        if alert.plan().email == Way::Send {
            letter.answer = self.answer(on, &to, session).await?;
        }
        let letter = Letter::LoginAlert(letter);
        let told = self
            .notices
            .tell(actor, on.event, &to, &letter, alert.plan());
        Ok(told.await?)
    }

    /// The secret of the link in the mail, unless the mail is out. A mail that is tried again
    /// carries another, and each of them opens.
    async fn answer(
        &self,
        on: &Occasion,
        to: &Recipient,
        session: SessionId,
    ) -> anyhow::Result<Option<String>> {
        if !self.post.awaits(&on.actor, on.event, &to.id).await? {
            return Ok(None);
        }
        let link = self.security.issue_answer_link(&on.actor, session).await?;
        Ok(link.map(|link| link.token.reveal().to_owned()))
    }

    async fn disowned(
        &self,
        on: &Occasion,
        account: AccountId,
        session: SessionId,
        at: Instant,
    ) -> anyhow::Result<()> {
        let actor = &on.actor;
        // Not to the one who is told of.
        self.pushes.forget(actor, &[session]).await?;
        let Some(to) = self.people.account(actor, account).await? else {
            return Ok(());
        };
        let mut sessions = self.sessions.sessions(actor, &[session]).await?;
        let row = sessions.remove(&session);
        let sign_in = sign_in(row.as_ref(), at, Vec::new());
        let letter = AlertLetter::Disowned { sign_in, at }.into();
        let told = self.notices.tell(actor, on.event, &to, &letter, EVERYWHERE);
        Ok(told.await?)
    }

    /// The sign-ins of these alerts as letters tell them, in their order.
    pub(crate) async fn sign_ins(
        &self,
        actor: &Actor,
        alerts: &[alert::Model],
    ) -> anyhow::Result<Vec<SignIn>> {
        let ids: Vec<_> = alerts.iter().map(|alert| alert.session_id).collect();
        let sessions = self.sessions.sessions(actor, &ids).await?;
        let told = alerts.iter().map(|alert| {
            let row = sessions.get(&alert.session_id);
            sign_in(row, alert.signed_in_at, alert.reasons.0.clone())
        });
        Ok(told.collect())
    }
}

fn sign_in(row: Option<&session_row::Model>, at: Instant, reasons: Vec<Reason>) -> SignIn {
    SignIn {
        at: row.map_or(at, |row| row.created_at),
        device: row.map(|row| row.label.clone()),
        place: row.and_then(|row| row.place.clone()),
        network: row.map(|row| row.network.clone()),
        reasons,
        session: row.map(|row| row.id),
        answer: None,
    }
}

#[async_trait]
impl Flow for LoginAlert {
    type Event = IdentityEvent;

    const NAME: &'static str = "login-alert";

    async fn on(&self, occasion: &Occasion, event: IdentityEvent) -> anyhow::Result<()> {
        match event {
            IdentityEvent::SessionStarted {
                session,
                account,
                member,
                first_ever,
                new_device,
                new_location,
                at,
                ..
            } => {
                let novelty = Novelty {
                    new_device,
                    new_location,
                };
                let whose = (account, member, session);
                self.started(occasion, whose, (first_ever, novelty, at))
                    .await
            }
            IdentityEvent::SignInDisowned {
                account,
                session,
                at,
                ..
            } => self.disowned(occasion, account, session, at).await,
            _ => Ok(()),
        }
    }
}
