//! Changing one's own password.

use kernel::{Actor, Code, Denied, Faults, SessionId, Tx};
use sea_orm::{ColumnTrait, QueryFilter};

use super::ChangePassword;
use super::entity::{self, Purpose};
use super::open::at;
use crate::account::entity as account;
use crate::guess::Try;
use crate::security::{self, Kind};
use crate::session::ending::{Ending, end_in};
use crate::session::entity as session;
use crate::{Error, Identity, Password, PasswordHash, Result, policy};

impl Identity {
    pub(super) async fn exchange_password(
        &self,
        actor: &Actor,
        change: ChangePassword,
    ) -> Result<Vec<SessionId>> {
        let _permit = policy::change_credentials(actor)?;
        let own = actor.account().ok_or(Denied::SignedOut)?;
        let id = actor.session().ok_or(Denied::SignedOut)?;
        let person = account::find_own(own).one(&self.db).await?;
        let person = person.ok_or(Error::NoSuchAccount)?;
        let session = session::Entity::visible_to(actor).filter(session::Column::Id.eq(id));
        let session = session.one(&self.db).await?.ok_or(Denied::SignedOut)?;
        let ChangePassword {
            current,
            new,
            origin,
        } = change;
        let knock = self.doorstep.knock(person.email.as_str(), &origin)?;
        let a_try = self
            .a_try_on(&self.db, &person, session.device_id, &origin)
            .await?;
        self.refuse_shut(&self.db, &a_try).await?;
        let mut faults = self.judge_current(&person, &current).await?;
        let wrong = faults
            .iter()
            .any(|fault| fault.code == Code::BadCredentials);
        if faults.is_empty() && new.is(&current) {
            let message = "Choose another password than the one you have.";
            faults.add(Code::Invalid, "newPassword", message);
        }
        let hash = self.judge_new(&mut faults, &person, new).await?;
        if wrong {
            return Err(self.was_wrong(actor, &a_try, faults.into()).await?);
        }
        let (Some(hash), true) = (hash, faults.is_empty()) else {
            return Err(faults.into());
        };
        let ended = self.exchange(actor, &a_try, person, hash, &session).await?;
        self.doorstep.welcome(&knock);
        Ok(ended)
    }

    async fn judge_new(
        &self,
        faults: &mut Faults,
        person: &account::Model,
        new: Password,
    ) -> Result<Option<PasswordHash>> {
        let about = account::Model::about(&person.email, &person.display_name);
        match self.hasher.accept(new, about).await? {
            Ok(hash) => Ok(Some(hash)),
            Err(weak) => {
                faults.extend(at("newPassword", weak));
                Ok(None)
            }
        }
    }

    /// What is wrong with the password that ought to be the present one.
    async fn judge_current(&self, person: &account::Model, current: &Password) -> Result<Faults> {
        let fault = |code, message| Ok(Faults::one(code, "currentPassword", message));
        let Some(stored) = person.password_hash.clone() else {
            let message = "You have no password yet. Sign out and ask for a password reset to set \
                           one.";
            return fault(Code::WrongState, message);
        };
        if current.is_empty() {
            return fault(Code::Required, "Fill in the password you have.");
        }
        let compared = self.hasher.compare(current.clone(), Some(stored)).await?;
        if compared.right {
            return Ok(Faults::none());
        }
        let message = "This is not the password you have. Check it and try again.";
        fault(Code::BadCredentials, message)
    }

    async fn exchange(
        &self,
        actor: &Actor,
        a_try: &Try,
        seen: account::Model,
        hash: PasswordHash,
        session: &session::Model,
    ) -> Result<Vec<SessionId>> {
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        // Hashing takes long: the password may be another one by now.
        let person = account::must_hold_in(&tx, seen.id).await?;
        if person.password_hash != seen.password_hash {
            return Err(Error::Overtaken);
        }
        self.was_right_in(&tx, a_try).await?;
        let person = person.exchanged(hash, tx.now()).record(&tx).await?;
        entity::withdraw_in(&tx, person.id, Purpose::PASSING).await?;
        let ended = end_in(&tx, person.id, Ending::AllBut(session.id)).await?;
        let done = security::Note::of(person.id, Kind::PasswordChanged).about(session);
        security::note_in(&tx, done);
        tx.commit().await?;
        Ok(ended)
    }
}
