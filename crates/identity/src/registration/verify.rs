//! Opening a link: what it leads to, and carrying it out once.

use kernel::{Actor, Code, Faults, Instant, RegistrationId, Role, Tx};
use sea_orm::QuerySelect;

use super::entity::State;
use super::{Verify, entity};
use crate::account::entity as account;
use crate::challenge::Proof;
use crate::membership::entity as membership;
use crate::membership::overtaken;
use crate::{
    Entry, Error, Identity, Origin, Password, PasswordHash, Result, Token, TokenKind, policy,
};

/// What a link leads to, given the account of its address and its place on the website.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// There is no such account: it comes into being with this password.
    Found,
    /// There is one without a password: it gets this one.
    Claim,
    /// There is one with a password, and no place here: it gets the place, if this is the password.
    Join,
    /// There is nothing left to do; a person who is kept out stays out.
    Nothing,
}

impl Step {
    pub(super) fn of(person: Option<&account::Model>, place: Option<&membership::Model>) -> Self {
        let Some(person) = person else {
            return Self::Found;
        };
        if place.is_some_and(membership::Model::is_suspended) {
            Self::Nothing
        } else if person.password_hash.is_none() {
            Self::Claim
        } else if place.is_none() && !person.is_superadmin {
            Self::Join
        } else {
            Self::Nothing
        }
    }
}

/// What was known when the password was judged; hashing takes long, so it is looked at again.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    step: Step,
    stored: Option<PasswordHash>,
}

impl Seen {
    fn of(person: Option<&account::Model>, place: Option<&membership::Model>) -> Self {
        Self {
            step: Step::of(person, place),
            stored: person.and_then(|person| person.password_hash.clone()),
        }
    }
}

impl Identity {
    pub(super) async fn opened(&self, actor: &Actor, verify: Verify) -> Result<Entry> {
        let Verify {
            token,
            password,
            origin,
        } = verify;
        let knock = self.doorstep.knock_from(&origin)?;
        let mut faults = origin.check();
        let registration = match Token::read(TokenKind::Link, token.trim()) {
            Some(token) => {
                let registration = entity::find_by_link(actor, &token.hash());
                registration.one(&self.db).await?
            }
            None => None,
        };
        let seen = self.look(actor, registration.as_ref()).await?;
        faults.extend(link_faults(
            registration.as_ref(),
            seen.as_ref(),
            self.clock.now(),
        ));
        let hash = self.judge(
            actor,
            &mut faults,
            registration.as_ref(),
            seen.as_ref(),
            password,
            &origin,
        );
        let hash = hash.await?;
        match (registration, seen) {
            (Some(registration), Some(seen)) if faults.is_empty() => {
                let entry = self.carry_out(actor, registration.id, seen, hash, origin);
                let entry = entry.await?;
                self.doorstep.welcome(&knock);
                Ok(entry)
            }
            (_, _) => Err(faults.into()),
        }
    }

    async fn look(
        &self,
        actor: &Actor,
        registration: Option<&entity::Model>,
    ) -> Result<Option<Seen>> {
        let Some(registration) = registration else {
            return Ok(None);
        };
        let email = &registration.email;
        let person = account::find_by_email(email).one(&self.db).await?;
        let place = membership::find_place_by_email(actor.website(), email);
        let place = place.one(&self.db).await?;
        Ok(Some(Seen::of(person.as_ref(), place.as_ref())))
    }

    /// The hash of a new password; none where the password has to be the one that is stored.
    async fn judge(
        &self,
        actor: &Actor,
        faults: &mut Faults,
        registration: Option<&entity::Model>,
        seen: Option<&Seen>,
        password: Password,
        origin: &Origin,
    ) -> Result<Option<PasswordHash>> {
        if let (
            Some(Seen {
                step: Step::Join,
                stored,
            }),
            Some(row),
        ) = (seen, registration)
        {
            let stored = stored.clone();
            if !self
                .owns(actor, &row.email, origin, password, stored)
                .await?
            {
                let message = "You have an account already. Give its password to join this \
                               website.";
                faults.add(Code::BadCredentials, "password", message);
            }
            return Ok(None);
        }
        let about = registration.map(|row| account::Model::about(&row.email, &row.display_name));
        match self
            .hasher
            .accept(password, about.unwrap_or_default())
            .await?
        {
            Ok(hash) => Ok(Some(hash)),
            Err(weak) => {
                faults.extend(weak);
                Ok(None)
            }
        }
    }

    async fn carry_out(
        &self,
        actor: &Actor,
        opened: RegistrationId,
        seen: Seen,
        hash: Option<PasswordHash>,
        origin: Origin,
    ) -> Result<Entry> {
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let (registration, person, place) = find_locked(&tx, opened).await?;
        let again = Seen::of(person.as_ref(), place.as_ref());
        link_faults(registration.as_ref(), Some(&again), tx.now()).or(())?;
        let Some(registration) = registration.filter(|_| again == seen) else {
            return Err(Error::Overtaken);
        };
        let person = match (person, hash) {
            (None, hash) => {
                let person = new_account(&tx, &registration, hash);
                person.created().record(&tx).await.map_err(overtaken)?
            }
            (Some(person), Some(hash)) => person.claimed(hash, tx.now()).record(&tx).await?,
            (Some(person), None) => person,
        };
        let place = match place {
            None if !person.is_superadmin => Some(self.join_in(&tx, &person, Role::Client).await?),
            place => place,
        };
        registration.used(tx.now()).record(&tx).await?;
        let who = policy::admitted(&person, place.as_ref()).ok_or(Error::BadCredentials)?;
        let entry = self
            .admit_in(&tx, person, who, &origin, true, Proof::Password)
            .await?;
        tx.commit().await?;
        Ok(entry)
    }
}

/// The registration, the account of its address and that account's place here.
async fn find_locked(
    tx: &Tx,
    opened: RegistrationId,
) -> Result<(
    Option<entity::Model>,
    Option<account::Model>,
    Option<membership::Model>,
)> {
    let registration = entity::find_here(tx.actor(), opened).lock_exclusive();
    let Some(registration) = registration.one(&**tx).await? else {
        return Ok((None, None, None));
    };
    let person = account::find_by_email(&registration.email).lock_exclusive();
    let Some(person) = person.one(&**tx).await? else {
        return Ok((Some(registration), None, None));
    };
    let place = membership::find_place(registration.website_id, person.id);
    let place = place.one(&**tx).await?;
    Ok((Some(registration), Some(person), place))
}

fn new_account(tx: &Tx, from: &entity::Model, hash: Option<PasswordHash>) -> account::Model {
    account::Model {
        id: tx.mint(),
        email: from.email.clone(),
        display_name: from.display_name.clone(),
        locale: from.locale.clone(),
        time_zone: from.time_zone.clone(),
        password_changed_at: hash.as_ref().map(|_| tx.now()),
        password_hash: hash,
        reset_required_at: None,
        is_superadmin: false,
        created_at: tx.now(),
        updated_at: tx.now(),
    }
}

/// What is wrong with the link. One of another website is no link here.
fn link_faults(registration: Option<&entity::Model>, seen: Option<&Seen>, now: Instant) -> Faults {
    let (code, message) = match (registration.map(|row| row.state(now)), seen) {
        (None, _) => (
            Code::NotFound,
            "This link is not complete. Copy the whole link from the mail, or register again.",
        ),
        (Some(State::Expired), _) => (
            Code::Expired,
            "This link is too old. Register again to get a new one.",
        ),
        (Some(State::Used), _) => (
            Code::Expired,
            "This link has been used already. Sign in instead.",
        ),
        (Some(State::Waiting), Some(seen)) if seen.step == Step::Nothing => (
            Code::Expired,
            "This link leads nowhere any more, for you have an account here. Sign in instead.",
        ),
        (Some(State::Waiting), _) => return Faults::none(),
    };
    Faults::one(code, "token", message)
}
