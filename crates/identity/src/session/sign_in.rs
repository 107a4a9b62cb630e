//! Signing in with a password.

use kernel::bundle::Bundle;
use kernel::{Actor, Code, Email, Faults, Tx, Who};

use super::{SignIn, SignedIn};
use crate::account::entity as account;
use crate::challenge::{Entry, Proof};
use crate::credential::Compared;
use crate::door::{Door, Look};
use crate::guess::{self, Try};
use crate::membership::address;
use crate::{Error, Identity, Origin, Password, PasswordHash, Result, policy};

/// What somebody signs in with, once it has the form of it.
struct Given {
    email: Email,
    origin: Origin,
    remember_me: bool,
}

/// Somebody as they were seen before their password is compared.
struct Visitor<'o> {
    /// Whose address they give.
    person: Option<account::Model>,
    door: Door<'o>,
    /// What the try counts under.
    a_try: Try,
}

/// Somebody whose password was right when it was compared.
struct Known {
    person: account::Model,
    who: Who,
    /// The same password at today's cost, where it was hashed at another.
    renewed: Option<PasswordHash>,
}

impl SignIn {
    fn check(self) -> Result<(Given, Password), Faults> {
        let mut faults = Faults::none();
        let email = address(&mut faults, &self.email);
        if self.password.is_empty() {
            faults.add(Code::Required, "password", "Fill in the password.");
        }
        faults.extend(self.origin.check());
        match email {
            Some(email) if faults.is_empty() => {
                let given = Given {
                    email,
                    origin: self.origin,
                    remember_me: self.remember_me,
                };
                Ok((given, self.password))
            }
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
        let (given, password) = sign_in.check()?;
        let visitor = self.visitor(actor, &given).await?;
        let known = self.known(&visitor, password).await?;
        let remember = given.remember_me;
        let entry = match known {
            // A device that its owner has blocked is refused like a wrong password, and counts
            // like one: or else it could be told that the password is right.
            Some(known) => match self.let_in(actor, known, &visitor, remember).await {
                Err(Error::BadCredentials) => None,
                done => done?,
            },
            None => None,
        };
        let Some(entry) = entry else {
            let wrong = Error::BadCredentials;
            return Err(self.was_wrong(actor, &visitor.a_try, wrong).await?);
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
    async fn visitor<'o>(&self, actor: &Actor, given: &'o Given) -> Result<Visitor<'o>> {
        let (email, origin) = (&given.email, &given.origin);
        let mut bundle = Bundle::default();
        let person = bundle.add(account::find_by_email(email));
        let theirs = bundle.only(&person, account::Column::Id);
        let look = Look::at(&mut bundle, actor.website(), &theirs, origin);
        let counters = self.find_possible(&self.db, email, origin).await?;
        let counters = bundle.add(counters);
        let mut found = bundle.read(&self.db).await?;
        let door = look.found(&mut found)?;
        let device = door.known_device();
        let a_try = self.a_try_with(&self.db, email, origin, device).await?;
        let counters = a_try.of(found.take(&counters)?);
        guess::refuse(&counters, self.clock.now())?;
        Ok(Visitor {
            person: found.take(&person)?.pop(),
            door: door.with(counters),
            a_try,
        })
    }

    /// Whose password it is, if they may come in here.
    async fn known(&self, visitor: &Visitor<'_>, password: Password) -> Result<Option<Known>> {
        let person = visitor.person.as_ref();
        let stored = person.and_then(|person| person.password_hash.clone());
        let Compared { right, renewed } = self.hasher.compare(password, stored).await?;
        let known = person.filter(|_| right).and_then(|person| {
            Some(Known {
                who: policy::admitted(person, visitor.door.place.as_ref())?,
                person: person.clone(),
                renewed,
            })
        });
        Ok(known)
    }

    async fn let_in(
        &self,
        actor: &Actor,
        known: Known,
        visitor: &Visitor<'_>,
        remember: bool,
    ) -> Result<Option<Entry>> {
        let as_seen = self.let_in_as_seen(actor, &known, visitor, remember);
        match as_seen.await? {
            Some(signed_in) => Ok(Some(Entry::In(Box::new(signed_in)))),
            None => self.let_in_after_all(actor, known, visitor, remember).await,
        }
    }

    /// Lets them in by what was seen before the hash, in one statement: unless there is more to be
    /// done, or somebody has held the account since.
    async fn let_in_as_seen(
        &self,
        actor: &Actor,
        known: &Known,
        visitor: &Visitor<'_>,
        remember: bool,
    ) -> Result<Option<SignedIn>> {
        let Visitor { door, a_try, .. } = visitor;
        if known.renewed.is_some() || door.has_to_forgive(a_try) {
            return Ok(None);
        }
        let Known { person, who, .. } = known;
        let tx = Tx::upon(&self.db, actor, &self.clock, person.hold())?;
        let proof = Proof::Password;
        let signed_in = self.admit_at_once_in(&tx, person, who.clone(), door, remember, proof)?;
        let Some(signed_in) = signed_in else {
            return Ok(None);
        };
        Ok(tx.commit().await?.then_some(signed_in))
    }

    /// Looks again while the account is held.
    async fn let_in_after_all(
        &self,
        actor: &Actor,
        known: Known,
        visitor: &Visitor<'_>,
        remember: bool,
    ) -> Result<Option<Entry>> {
        let (seen, a_try) = (known.person, &visitor.a_try);
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        // Hashing takes long: the password may have been changed, or the person suspended.
        let person = account::hold_in(&tx, seen.id).await?;
        let Some(person) = person.filter(|person| person.password_hash == seen.password_hash)
        else {
            return Ok(None);
        };
        let door = Door::of_in(&tx, person.id, visitor.door.origin, Some(a_try)).await?;
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
