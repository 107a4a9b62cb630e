//! Signing in with a password.

use kernel::{Actor, Code, Email, Faults, Tx};
use sea_orm::QuerySelect;

use super::SignIn;
use crate::account::entity as account;
use crate::challenge::{Entry, Proof};
use crate::credential::Compared;
use crate::guess::Try;
use crate::membership::address;
use crate::membership::entity as membership;
use crate::{Error, Identity, Origin, Password, PasswordHash, Result, policy};

/// What somebody signs in with, once it has the form of it.
struct Given {
    email: Email,
    password: Password,
    origin: Origin,
    remember_me: bool,
}

/// Somebody whose password was right when it was compared.
struct Known {
    account: kernel::AccountId,
    stored: Option<PasswordHash>,
    renewed: Option<PasswordHash>,
}

impl SignIn {
    fn check(self) -> Result<Given, Faults> {
        let mut faults = Faults::none();
        let email = address(&mut faults, &self.email);
        if self.password.is_empty() {
            faults.add(Code::Required, "password", "Fill in the password.");
        }
        faults.extend(self.origin.check());
        match email {
            Some(email) if faults.is_empty() => Ok(Given {
                email,
                password: self.password,
                origin: self.origin,
                remember_me: self.remember_me,
            }),
            Some(_) | None => Err(faults),
        }
    }
}

impl Identity {
    /// The answer is [`BadCredentials`](Error::BadCredentials) whatever is wrong, after the same
    /// statements and one hash, so that neither text nor time tells which addresses are known.
    /// While there have been too many wrong guesses it is [`Locked`](Error::Locked), before
    /// anything is compared.
    pub(super) async fn enter(&self, actor: &Actor, sign_in: SignIn) -> Result<Entry> {
        let knock = self.doorstep.knock(&sign_in.email, &sign_in.origin)?;
        let mut given = sign_in.check()?;
        let a_try = self.a_try(&self.db, &given.email, &given.origin).await?;
        self.refuse_shut(&self.db, &a_try).await?;
        let known = self.known(actor, &mut given).await?;
        let entry = match known {
            // A device that its owner has blocked is refused like a wrong password, and counts
            // like one: or else it could be told that the password is right.
            Some(known) => match self.let_in(actor, known, &given, &a_try).await {
                Err(Error::BadCredentials) => None,
                done => done?,
            },
            None => None,
        };
        let Some(entry) = entry else {
            let wrong = Error::BadCredentials;
            return Err(self.was_wrong(actor, &a_try, wrong).await?);
        };
        if let Entry::In(_) = entry {
            self.doorstep.welcome(&knock);
        }
        Ok(entry)
    }

    /// Whose password it is, if they may come in here.
    async fn known(&self, actor: &Actor, given: &mut Given) -> Result<Option<Known>> {
        let person = account::find_by_email(&given.email).one(&self.db).await?;
        let place = membership::find_place_by_email(actor.website(), &given.email);
        let place = place.one(&self.db).await?;
        let stored = person
            .as_ref()
            .and_then(|person| person.password_hash.clone());
        let password = std::mem::take(&mut given.password);
        let Compared { right, renewed } = self.hasher.compare(password, stored.clone()).await?;
        let person =
            person.filter(|person| right && policy::admitted(person, place.as_ref()).is_some());
        Ok(person.map(|person| Known {
            account: person.id,
            stored,
            renewed,
        }))
    }

    async fn let_in(
        &self,
        actor: &Actor,
        known: Known,
        given: &Given,
        a_try: &Try,
    ) -> Result<Option<Entry>> {
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        // Hashing takes long: the password may have been changed, or the person suspended.
        let person = account::find_own(known.account).lock_exclusive();
        let person = person.one(&*tx).await?;
        let Some(person) = person.filter(|person| person.password_hash == known.stored) else {
            return Ok(None);
        };
        let place = membership::find_place(actor.website(), person.id);
        let place = place.one(&*tx).await?;
        let Some(who) = policy::admitted(&person, place.as_ref()) else {
            return Ok(None);
        };
        self.still_open_in(&tx, a_try).await?;
        let person = match known.renewed {
            Some(hash) => person.rehashed(hash, tx.now()).record(&tx).await?,
            None => person,
        };
        let (origin, remember) = (&given.origin, given.remember_me);
        let entry = self
            .admit_in(&tx, person, who, origin, remember, Proof::Password)
            .await;
        let entry = match entry {
            // From a blocked device, which counts like any wrong guess.
            Err(Error::BadCredentials) => return Ok(None),
            entry => entry?,
        };
        if let Entry::In(_) = entry {
            self.was_right_in(&tx, a_try).await?;
        }
        tx.commit().await?;
        Ok(Some(entry))
    }
}
