//! Signing in with a password.

use kernel::bundle::Bundle;
use kernel::{Actor, Code, Email, Faults, Tx};
use sea_orm::QuerySelect;

use super::{SignIn, device};
use crate::account::entity as account;
use crate::challenge::{Entry, Proof};
use crate::credential::Compared;
use crate::door::Door;
use crate::guess::{self, Try};
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

/// Somebody before their password is compared: whose address they give, and what the try counts
/// under.
struct Visitor {
    person: Option<account::Model>,
    place: Option<membership::Model>,
    a_try: Try,
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
        let Visitor {
            person,
            place,
            a_try,
        } = self.visitor(actor, &given).await?;
        let known = self.known(person, place, &mut given).await?;
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

    /// Read in one statement, whether or not there is such an account.
    ///
    /// # Errors
    /// [`Locked`](Error::Locked) while a counter is shut that the try falls under.
    async fn visitor(&self, actor: &Actor, given: &Given) -> Result<Visitor> {
        let (email, origin) = (&given.email, &given.origin);
        let mut bundle = Bundle::default();
        let person = bundle.add(account::find_by_email(email));
        let place = bundle.add(membership::find_place_by_email(actor.website(), email));
        let device = origin
            .token()
            .map(|token| bundle.add(device::find_by_address(email, &token.hash())));
        let counters = self.find_possible(&self.db, email, origin).await?;
        let counters = bundle.add(counters);
        let mut found = bundle.read(&self.db).await?;
        let device = found.take_any(device.as_ref())?.pop();
        let a_try = self.a_try_with(&self.db, email, origin, device).await?;
        guess::refuse(&a_try.of(found.take(&counters)?), self.clock.now())?;
        Ok(Visitor {
            person: found.take(&person)?.pop(),
            place: found.take(&place)?.pop(),
            a_try,
        })
    }

    /// Whose password it is, if they may come in here.
    async fn known(
        &self,
        person: Option<account::Model>,
        place: Option<membership::Model>,
        given: &mut Given,
    ) -> Result<Option<Known>> {
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
        let (origin, remember) = (&given.origin, given.remember_me);
        let door = Door::of_in(&tx, person.id, origin, Some(a_try)).await?;
        let Some(who) = policy::admitted(&person, door.place.as_ref()) else {
            return Ok(None);
        };
        door.refuse_shut(tx.now())?;
        let person = match known.renewed {
            Some(hash) => person.rehashed(hash, tx.now()).record(&tx).await?,
            None => person,
        };
        let entry = self
            .admit_in(&tx, person, who, &door, remember, Proof::Password)
            .await;
        let entry = match entry {
            // From a blocked device, which counts like any wrong guess.
            Err(Error::BadCredentials) => return Ok(None),
            entry => entry?,
        };
        if let Entry::In(_) = entry {
            door.forgive_in(&tx, a_try).await?;
        }
        tx.commit().await?;
        Ok(Some(entry))
    }
}
