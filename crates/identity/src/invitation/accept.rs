//! Opening the link of an invitation: what it leads to, and carrying it out once.

use kernel::{Actor, Code, Faults, Instant, MemberInvitationId, Tx};
use sea_orm::QuerySelect;

use super::Accept;
use super::entity::{self, Status};
use crate::account::entity as account;
use crate::challenge::Proof;
use crate::guess::Try;
use crate::membership::entity as membership;
use crate::membership::overtaken;
use crate::{
    Entry, Error, Identity, Origin, Password, PasswordHash, Result, Token, TokenKind, policy,
};

/// What the link leads to, given the account of its address and its place on the website.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// There is no such account: it comes into being with this password.
    Found,
    /// There is one without a password: it gets this one.
    Claim,
    /// There is one with a password: it joins, if this is the password.
    Join,
    /// They have a place here already, be it another one, or stand above all websites. A link
    /// changes nobody's role and lets nobody in who is kept out.
    Nothing,
}

/// What was known when the password was judged; hashing takes long, so it is looked at again.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    step: Step,
    stored: Option<PasswordHash>,
}

impl Seen {
    fn of(person: Option<&account::Model>, place: Option<&membership::Model>) -> Self {
        let stored = person.and_then(|person| person.password_hash.clone());
        let step = match person {
            None => Step::Found,
            Some(person) if person.is_superadmin || place.is_some() => Step::Nothing,
            Some(_) if stored.is_none() => Step::Claim,
            Some(_) => Step::Join,
        };
        Self { step, stored }
    }
}

/// Somebody at the door with a link, before anything is carried out.
struct Guest {
    invitation: entity::Model,
    seen: Seen,
    /// The password to be; none where it has to be the one that is stored.
    hash: Option<PasswordHash>,
    /// The try at the stored one.
    a_try: Option<Try>,
}

impl Identity {
    pub(super) async fn accepted(&self, actor: &Actor, accept: Accept) -> Result<Entry> {
        let knock = self.doorstep.knock_from(&accept.origin)?;
        let origin = accept.origin.clone();
        let guest = self.guest(actor, accept).await?;
        let entry = self.take_in(actor, guest, &origin).await?;
        self.doorstep.welcome(&knock);
        Ok(entry)
    }

    /// Whoever holds the link, or everything that is wrong.
    async fn guest(&self, actor: &Actor, accept: Accept) -> Result<Guest> {
        let Accept {
            token,
            password,
            display_name,
            origin,
        } = accept;
        let mut faults = origin.check();
        let display_name = display_name.filter(|name| !name.trim().is_empty());
        let display_name = display_name.map(|name| faults.line("displayName", &name, 100));
        let invitation = match Token::read(TokenKind::Link, token.trim()) {
            Some(token) => {
                let invitation = entity::find_by_link(actor, &token.hash());
                invitation.one(&self.db).await?
            }
            None => None,
        };
        let invitation = invitation.map(|row| entity::Model {
            display_name: display_name.or(row.display_name),
            ..row
        });
        let seen = self.invitee(actor, invitation.as_ref()).await?;
        let wrong = link_faults(invitation.as_ref(), seen.as_ref(), self.clock.now());
        let joins = |seen: &Seen| seen.step == Step::Join;
        match (invitation, seen) {
            (Some(invitation), Some(seen)) if wrong.is_empty() && joins(&seen) => {
                let a_try = self.a_try(&self.db, &invitation.email, &origin).await?;
                self.compare(actor, faults, &seen, &a_try, password).await?;
                Ok(Guest {
                    invitation,
                    seen,
                    hash: None,
                    a_try: Some(a_try),
                })
            }
            (invitation, seen) => {
                faults.extend(wrong);
                let hash = self.choose(faults, invitation.as_ref(), password).await?;
                let invited = invitation.zip(seen);
                let (invitation, seen) = invited.ok_or(Error::Overtaken)?;
                Ok(Guest {
                    invitation,
                    seen,
                    hash: Some(hash),
                    a_try: None,
                })
            }
        }
    }

    async fn invitee(
        &self,
        actor: &Actor,
        invitation: Option<&entity::Model>,
    ) -> Result<Option<Seen>> {
        let Some(invitation) = invitation else {
            return Ok(None);
        };
        let email = &invitation.email;
        let person = account::find_by_email(email).one(&self.db).await?;
        let place = membership::find_place_by_email(actor.website(), email);
        let place = place.one(&self.db).await?;
        Ok(Some(Seen::of(person.as_ref(), place.as_ref())))
    }

    /// Nothing, when the password is the account's own. A wrong one counts as a guess.
    async fn compare(
        &self,
        actor: &Actor,
        mut faults: Faults,
        seen: &Seen,
        a_try: &Try,
        password: Password,
    ) -> Result<()> {
        self.refuse_shut(&self.db, a_try).await?;
        let compared = self.hasher.compare(password, seen.stored.clone()).await?;
        if !compared.right {
            let message = "You have an account already. Give its password to join this website.";
            faults.add(Code::BadCredentials, "password", message);
            return Err(self.was_wrong(actor, a_try, faults.into()).await?);
        }
        Ok(faults.or(())?)
    }

    /// The hash of a new password, when nothing else is wrong either.
    async fn choose(
        &self,
        mut faults: Faults,
        invitation: Option<&entity::Model>,
        password: Password,
    ) -> Result<PasswordHash> {
        let about = invitation.map(|row| account::Model::about(&row.email, &called(row)));
        let judged = self.hasher.accept(password, about.unwrap_or_default());
        match judged.await? {
            Ok(hash) => Ok(faults.or(hash)?),
            Err(weak) => {
                faults.extend(weak);
                Err(faults.into())
            }
        }
    }

    async fn take_in(&self, actor: &Actor, guest: Guest, origin: &Origin) -> Result<Entry> {
        let Guest {
            invitation: opened,
            seen,
            hash,
            a_try,
        } = guest;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let (invitation, person, place) = find_locked(&tx, opened.id).await?;
        let again = Seen::of(person.as_ref(), place.as_ref());
        link_faults(invitation.as_ref(), Some(&again), tx.now()).or(())?;
        let Some(invitation) = invitation.filter(|_| again == seen) else {
            return Err(Error::Overtaken);
        };
        let person = match (person, hash) {
            (None, hash) => {
                let person = new_account(&tx, &opened, hash);
                person.created().record(&tx).await.map_err(overtaken)?
            }
            (Some(person), Some(hash)) => person.claimed(hash, tx.now()).record(&tx).await?,
            (Some(person), None) => person,
        };
        let place = self.join_in(&tx, &person, invitation.role).await?;
        let accepted = invitation.accepted(place.id, tx.now());
        accepted.record(&tx).await?;
        let who = policy::admitted(&person, Some(&place)).ok_or(Error::BadCredentials)?;
        let entry = self
            .admit_in(&tx, person, who, origin, true, Proof::Password)
            .await?;
        if let (Entry::In(_), Some(a_try)) = (&entry, &a_try) {
            self.was_right_in(&tx, a_try).await?;
        }
        tx.commit().await?;
        Ok(entry)
    }
}

/// The invitation, the account of its address and that account's place here.
async fn find_locked(
    tx: &Tx,
    opened: MemberInvitationId,
) -> Result<(
    Option<entity::Model>,
    Option<account::Model>,
    Option<membership::Model>,
)> {
    let invitation = entity::find_here(tx.actor(), opened).lock_exclusive();
    let Some(invitation) = invitation.one(&**tx).await? else {
        return Ok((None, None, None));
    };
    let person = account::find_by_email(&invitation.email).lock_exclusive();
    let Some(person) = person.one(&**tx).await? else {
        return Ok((Some(invitation), None, None));
    };
    let place = membership::find_place(invitation.website_id, person.id);
    let place = place.one(&**tx).await?;
    Ok((Some(invitation), Some(person), place))
}

/// What somebody is called who has not said so: by the name before the `@`.
fn called(invitation: &entity::Model) -> String {
    let name = invitation.display_name.clone();
    let address = invitation.email.as_str();
    name.unwrap_or_else(|| address.split('@').next().unwrap_or(address).to_owned())
}

fn new_account(tx: &Tx, from: &entity::Model, hash: Option<PasswordHash>) -> account::Model {
    account::Model {
        id: tx.mint(),
        email: from.email.clone(),
        display_name: called(from),
        locale: None,
        time_zone: None,
        password_changed_at: hash.as_ref().map(|_| tx.now()),
        password_hash: hash,
        reset_required_at: None,
        is_superadmin: false,
        created_at: tx.now(),
        updated_at: tx.now(),
    }
}

/// What is wrong with the link. One of another website is no link here.
fn link_faults(invitation: Option<&entity::Model>, seen: Option<&Seen>, now: Instant) -> Faults {
    let (code, message) = match (invitation.map(|row| row.status(now)), seen) {
        (None, _) => (
            Code::NotFound,
            "This link is not complete. Copy the whole link from the mail.",
        ),
        (Some(Status::Expired), _) => (
            Code::Expired,
            "This link is too old. Ask for a new invitation.",
        ),
        (Some(Status::Revoked), _) => (
            Code::Expired,
            "This invitation was taken back. Open the link of the latest mail, or ask for a new \
             one.",
        ),
        (Some(Status::Accepted), _) => (
            Code::Expired,
            "This link has been used already. Sign in instead.",
        ),
        (Some(Status::Pending), Some(seen)) if seen.step == Step::Nothing => (
            Code::Expired,
            "This link leads nowhere any more, for you have a place here. Sign in instead.",
        ),
        (Some(Status::Pending), _) => return Faults::none(),
    };
    Faults::one(code, "token", message)
}
