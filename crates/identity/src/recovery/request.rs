//! Asking for a link, without learning who is known.

use chrono::TimeDelta;
use kernel::{AccountId, Actor, Email, Faults, RecoveryId, Toggle, Tx};

use super::Named;
use super::entity::{Model, Purpose};
use crate::account::entity as account;
use crate::membership::address;
use crate::membership::entity as membership;
use crate::{Identity, IdentityEvent, Result, policy};

impl Identity {
    pub(super) async fn ask_for_magic_link(&self, actor: &Actor, named: Named) -> Result<()> {
        let toggle = actor.site().require(Toggle::MagicLink);
        toggle.map_err(Faults::from)?;
        self.ask_for_link(actor, named, Purpose::MagicLink).await
    }

    pub(super) async fn ask_for_reset(&self, actor: &Actor, named: Named) -> Result<()> {
        let toggle = actor.site().require(Toggle::PasswordReset);
        toggle.map_err(Faults::from)?;
        self.ask_for_link(actor, named, Purpose::PasswordReset)
            .await
    }

    /// The same statements and the same rows for every address. Whether a mail goes out is found
    /// out again when it would, far from the one who asks.
    async fn ask_for_link(&self, actor: &Actor, named: Named, purpose: Purpose) -> Result<()> {
        // Asked of every address alike; nobody is welcomed, for nothing is right or wrong here.
        let _knock = self.doorstep.knock(&named.email, &named.origin)?;
        let mut faults = Faults::none();
        let email = address(&mut faults, &named.email);
        let (Some(email), true) = (email, faults.is_empty()) else {
            return Err(faults.into());
        };
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let person = account::find_by_email(&email).one(&*tx).await?;
        let place = membership::find_place_by_email(actor.website(), &email);
        let place = place.one(&*tx).await?;
        let person = person.filter(|person| may_ask(person, place.as_ref(), purpose));
        self.recover_in(&tx, person.map(|person| person.id), purpose)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Asks for a link in the transaction of whatever makes one needed.
    pub(crate) async fn recover_in(
        &self,
        tx: &Tx,
        account: Option<AccountId>,
        purpose: Purpose,
    ) -> Result<RecoveryId> {
        let row = self.recovery(tx, account, purpose, None);
        let recovery = row.id;
        let event = match purpose {
            Purpose::MagicLink => IdentityEvent::MagicLinkRequested { recovery },
            _ => IdentityEvent::PasswordResetRequested { recovery },
        };
        row.asked(&event).record(tx).await?;
        Ok(recovery)
    }

    /// A recovery that begins now.
    pub(super) fn recovery(
        &self,
        tx: &Tx,
        account_id: Option<AccountId>,
        purpose: Purpose,
        email: Option<Email>,
    ) -> Model {
        Model {
            id: tx.mint(),
            website_id: tx.actor().website(),
            account_id,
            purpose,
            email,
            created_at: tx.now(),
            expires_at: tx.now() + self.lifetime(purpose),
            used_at: None,
            withdrawn_at: None,
        }
    }

    fn lifetime(&self, purpose: Purpose) -> TimeDelta {
        match purpose {
            Purpose::MagicLink => self.config.magic_link(),
            Purpose::PasswordReset => self.config.password_reset(),
            Purpose::EmailChange => self.config.email_change(),
            Purpose::EmailUndo => self.config.email_undo(),
        }
    }
}

/// Whether such a link leads anywhere for this person on this website: they may come in here, and
/// whoever has to reset their password does that first.
pub(super) fn may_ask(
    person: &account::Model,
    place: Option<&membership::Model>,
    purpose: Purpose,
) -> bool {
    let who = match purpose {
        Purpose::PasswordReset => policy::placed(person, place),
        _ => policy::admitted(person, place),
    };
    who.is_some()
}
