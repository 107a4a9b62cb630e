//! Proving once more who one is, in a session that is open already.

use kernel::{Actor, Code, Denied, Faults, Instant, Tx, audit};
use sea_orm::{ColumnTrait, QueryFilter};

use super::{Given, Reauthenticate, fresh};
use crate::account::entity as account;
use crate::credential::is_totp;
use crate::session::entity as session;
use crate::{Error, Identity, Password, PasswordHash, Result, policy};

/// What was given, once it is known whether the password was right.
enum Judged {
    Code(String),
    Password {
        right: bool,
        stored: Option<PasswordHash>,
    },
}

impl Identity {
    pub(super) async fn proved(&self, actor: &Actor, proof: Reauthenticate) -> Result<Instant> {
        let _permit = policy::change_credentials(actor)?;
        let own = actor.account().ok_or(Denied::SignedOut)?;
        let id = actor.session().ok_or(Denied::SignedOut)?;
        check(&proof.given)?;
        let session = session::Entity::visible_to(actor).filter(session::Column::Id.eq(id));
        let session = session.one(&self.db).await?.ok_or(Denied::SignedOut)?;
        let person = account::find_own(own).one(&self.db).await?;
        let person = person.ok_or(Error::NoSuchAccount)?;
        let knock = self.doorstep.knock(person.email.as_str(), &proof.origin)?;
        let a_try = self
            .a_try_on(&self.db, &person, session.device_id, &proof.origin)
            .await?;
        self.refuse_shut(&self.db, &a_try).await?;
        let judged = self.compared(proof.given, person.password_hash).await?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let person = account::must_hold_in(&tx, own).await?;
        if let Some(wrong) = self.wrong_in(&tx, &person, &judged).await? {
            drop(tx);
            return Err(self.was_wrong(actor, &a_try, wrong).await?);
        }
        self.was_right_in(&tx, &a_try).await?;
        fresh::prove_in(&tx, id).await?;
        audit::write(&tx, audit::Note::new("identity.reauthenticated", &id));
        let until = tx.now() + self.config.step_up();
        tx.commit().await?;
        self.doorstep.welcome(&knock);
        Ok(until)
    }

    async fn compared(&self, given: Given, stored: Option<PasswordHash>) -> Result<Judged> {
        match given {
            Given::Code(code) => Ok(Judged::Code(code)),
            Given::Password(password) => {
                let right = self.right(password, stored.clone()).await?;
                Ok(Judged::Password { right, stored })
            }
        }
    }

    async fn right(&self, password: Password, stored: Option<PasswordHash>) -> Result<bool> {
        Ok(self.hasher.compare(password, stored).await?.right)
    }

    /// What is wrong with it, if anything is.
    async fn wrong_in(
        &self,
        tx: &Tx,
        person: &account::Model,
        judged: &Judged,
    ) -> Result<Option<Error>> {
        match judged {
            // Hashing takes long: the password may have been changed.
            Judged::Password { right, stored } if *right && *stored == person.password_hash => {
                Ok(None)
            }
            Judged::Password { .. } => {
                let message = "This is not your password. Check it and try again.";
                let faults = Faults::one(Code::BadCredentials, "password", message);
                Ok(Some(faults.into()))
            }
            Judged::Code(code) => {
                let right = if is_totp(code) {
                    self.take_totp_in(tx, person.id, code).await?
                } else {
                    self.take_recovery_code_in(tx, person.id, code).await?
                };
                Ok((!right).then_some(Error::WrongCode))
            }
        }
    }
}

fn check(given: &Given) -> Result<()> {
    let blank = match given {
        Given::Password(password) => password.is_empty().then_some("password"),
        Given::Code(code) => code.trim().is_empty().then_some("code"),
    };
    match blank {
        Some(field) => Err(Faults::one(Code::Required, field, "Fill this in.").into()),
        None => Ok(()),
    }
}
