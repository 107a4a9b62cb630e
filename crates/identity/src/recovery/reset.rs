//! Setting a new password through one's mailbox.

use kernel::{Actor, Fault, Faults, Toggle, Tx};

use super::ResetPassword;
use super::entity::{self, Model, Purpose, link_faults, moot};
use super::issue::may_reset;
use super::open::open_in;
use super::request::may_ask;
use crate::account::entity as account;
use crate::membership::entity as membership;
use crate::security::{self, Kind, lift_blocks_in};
use crate::session::ending::{Ending, end_in};
use crate::{Identity, Origin, PasswordHash, Result};

impl Identity {
    pub(super) async fn reset(&self, actor: &Actor, reset: ResetPassword) -> Result<()> {
        let ResetPassword {
            token,
            password,
            origin,
        } = reset;
        let knock = self.doorstep.knock_from(&origin)?;
        let found = self
            .find_opened(actor, Purpose::PasswordReset, &token)
            .await?;
        let person = match found.as_ref().and_then(|found| found.account_id) {
            Some(owner) => account::find_own(owner).one(&self.db).await?,
            None => None,
        };
        allowed(actor, person.as_ref()).map_err(Faults::from)?;
        let mut faults = link_faults(found.as_ref(), self.clock.now());
        let about = person.map(|person| account::Model::about(&person.email, &person.display_name));
        let hash = match self
            .hasher
            .accept(password, about.unwrap_or_default())
            .await?
        {
            Ok(hash) => Some(hash),
            Err(weak) => {
                faults.extend(weak);
                None
            }
        };
        let (Some(found), Some(hash), true) = (found, hash, faults.is_empty()) else {
            return Err(faults.into());
        };
        self.set_anew(actor, &found, hash, &origin).await?;
        self.doorstep.welcome(&knock);
        Ok(())
    }

    async fn set_anew(
        &self,
        actor: &Actor,
        found: &Model,
        hash: PasswordHash,
        origin: &Origin,
    ) -> Result<()> {
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let (recovery, person) = open_in(&tx, found).await?;
        let place = membership::find_place(actor.website(), person.id);
        let place = place.one(&*tx).await?;
        if !may_ask(&person, place.as_ref(), Purpose::PasswordReset) {
            return Err(moot().into());
        }
        recovery.used(tx.now()).record(&tx).await?;
        let person = person.reset(hash, tx.now()).record(&tx).await?;
        entity::withdraw_in(&tx, person.id, Purpose::PASSING).await?;
        end_in(&tx, person.id, Ending::All).await?;
        lift_blocks_in(&tx, person.id).await?;
        self.open_all_in(&tx, &person).await?;
        let done = security::Note::of(person.id, Kind::PasswordReset).from(origin);
        security::note_in(&tx, done);
        tx.commit().await?;
        Ok(())
    }
}

/// Whether passwords are reset here.
fn allowed(actor: &Actor, person: Option<&account::Model>) -> Result<(), Fault> {
    if person.is_some_and(|person| may_reset(actor.site(), person)) {
        return Ok(());
    }
    actor.site().require(Toggle::PasswordReset)
}
