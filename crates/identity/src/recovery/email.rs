//! Another address for an account: asked for, confirmed, and undone.

use kernel::{Actor, Code, Denied, Email, Faults, Tx};
use sea_orm::{DbErr, SqlErr};

use super::entity::{self, Model, Purpose, link_faults, moot};
use super::issue::other_owner_in;
use super::open::{at, open_in};
use super::{Named, Opened};
use crate::account::entity as account;
use crate::membership::address;
use crate::security::{self, Kind};
use crate::session::ending::{Ending, end_in};
use crate::{Error, Identity, IdentityEvent, Result, policy};

impl Identity {
    pub(super) async fn ask_for_address(&self, actor: &Actor, named: Named) -> Result<()> {
        let _permit = policy::change_credentials(actor)?;
        let own = actor.account().ok_or(Denied::SignedOut)?;
        let _knock = self.doorstep.knock(&named.email, &named.origin)?;
        let mut faults = Faults::none();
        let email = address(&mut faults, &named.email);
        let (Some(email), true) = (email, faults.is_empty()) else {
            return Err(at("newEmail", faults).into());
        };
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        self.require_fresh_in(&tx).await?;
        let person = account::must_hold_in(&tx, own).await?;
        if person.email == email {
            let message = "You have this address already. Name another one.";
            return Err(Faults::one(Code::Invalid, "newEmail", message).into());
        }
        entity::withdraw_in(&tx, own, [Purpose::EmailChange]).await?;
        let row = self.recovery(&tx, Some(own), Purpose::EmailChange, Some(email));
        let recovery = row.id;
        row.asked(&IdentityEvent::EmailChangeRequested { recovery })
            .record(&tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn take_address(&self, actor: &Actor, opened: Opened) -> Result<()> {
        let found = self.look_at(actor, Purpose::EmailChange, &opened).await?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let (recovery, person) = open_in(&tx, &found).await?;
        // Whoever has to reset their password proves first that the account is theirs.
        if person.reset_required_at.is_some() {
            return Err(moot().into());
        }
        let email = free_in(&tx, &recovery, &person).await?;
        let account = person.id;
        recovery.used(tx.now()).record(&tx).await?;
        // What was mailed to the former address opens nothing any more, but one link.
        entity::withdraw_in(&tx, account, Purpose::PASSING).await?;
        let former = Some(person.email.clone());
        let undo = self.recovery(&tx, Some(account), Purpose::EmailUndo, former);
        let id = undo.id;
        undo.kept().record(&tx).await?;
        let moved = person.moved(email, id, tx.now()).record(&tx).await;
        moved.map_err(taken)?;
        let done = security::Note::of(account, Kind::EmailChanged).from(&opened.origin);
        security::note_in(&tx, done);
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn give_address_back(&self, actor: &Actor, opened: Opened) -> Result<()> {
        let found = self.look_at(actor, Purpose::EmailUndo, &opened).await?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let (recovery, person) = open_in(&tx, &found).await?;
        let email = free_in(&tx, &recovery, &person).await?;
        let (account, since) = (person.id, recovery.created_at);
        recovery.used(tx.now()).record(&tx).await?;
        entity::withdraw_in(&tx, account, Purpose::PASSING).await?;
        entity::withdraw_undos_in(&tx, account, since).await?;
        let moved = person.moved_back(email, tx.now()).record(&tx).await;
        moved.map_err(taken)?;
        end_in(&tx, account, Ending::All).await?;
        // The way back in, for the owner of the mailbox that has just proved itself.
        self.recover_in(&tx, Some(account), Purpose::PasswordReset)
            .await?;
        let done = security::Note::of(account, Kind::EmailChanged).from(&opened.origin);
        security::note_in(&tx, done);
        tx.commit().await?;
        Ok(())
    }

    async fn look_at(&self, actor: &Actor, purpose: Purpose, opened: &Opened) -> Result<Model> {
        let knock = self.doorstep.knock_from(&opened.origin)?;
        let found = self.find_opened(actor, purpose, &opened.token).await?;
        link_faults(found.as_ref(), self.clock.now()).or(())?;
        self.doorstep.welcome(&knock);
        found.ok_or_else(|| Error::Invalid(moot()))
    }
}

/// The address that the account is to have, unless somebody else has it by now.
async fn free_in(tx: &Tx, recovery: &Model, person: &account::Model) -> Result<Email> {
    let email = recovery.email.clone();
    let email = email.ok_or_else(|| Error::Invalid(moot()))?;
    if other_owner_in(tx, &email, person).await?.is_some() {
        return Err(gone().into());
    }
    Ok(email)
}

/// Whoever opens such a link has proved that the mailbox is theirs, so they may know.
fn gone() -> Faults {
    let message = "This address belongs to another account by now. Sign in to that account, or \
                   write to us.";
    Faults::one(Code::Taken, "token", message)
}

/// Somebody else was given the address in the same moment.
fn taken(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => gone().into(),
        _ => error.into(),
    }
}
