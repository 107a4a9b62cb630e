//! Signing in through one's mailbox.

use kernel::{Actor, Faults, Toggle, Tx};

use super::MagicSignIn;
use super::entity::{Model, Purpose, link_faults, moot};
use super::open::open_in;
use crate::challenge::{Entry, Proof};
use crate::door::Door;
use crate::security::{self, Kind};
use crate::{Error, Identity, Result, policy};

impl Identity {
    pub(super) async fn enter_by_link(&self, actor: &Actor, opened: MagicSignIn) -> Result<Entry> {
        let toggle = actor.site().require(Toggle::MagicLink);
        toggle.map_err(Faults::from)?;
        let knock = self.doorstep.knock_from(&opened.origin)?;
        let mut faults = opened.origin.check();
        let found = self
            .find_opened(actor, Purpose::MagicLink, &opened.token)
            .await?;
        faults.extend(link_faults(found.as_ref(), self.clock.now()));
        let (Some(found), true) = (found, faults.is_empty()) else {
            return Err(faults.into());
        };
        let entry = self.enter_once(actor, &found, &opened).await?;
        self.doorstep.welcome(&knock);
        Ok(entry)
    }

    /// Guesses that shut the account's counters shut this way as well: whoever guesses passwords
    /// may read the mail.
    async fn enter_once(
        &self,
        actor: &Actor,
        found: &Model,
        opened: &MagicSignIn,
    ) -> Result<Entry> {
        let (origin, remember) = (&opened.origin, opened.remember_me);
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let (recovery, person) = open_in(&tx, found).await?;
        let a_try = self.a_try(&*tx, &person.email, origin).await?;
        let door = Door::of_in(&tx, person.id, origin, Some(&a_try)).await?;
        let who = policy::admitted(&person, door.place.as_ref());
        let who = who.ok_or_else(|| Error::Invalid(moot()))?;
        door.refuse_shut(tx.now())?;
        recovery.used(tx.now()).record(&tx).await?;
        let used = security::Note::of(person.id, Kind::MagicLinkUsed).from(origin);
        security::note_in(&tx, used);
        let proof = Proof::MailedLink;
        let entry = self
            .admit_in(&tx, person, who, &door, remember, proof)
            .await?;
        tx.commit().await?;
        Ok(entry)
    }
}
