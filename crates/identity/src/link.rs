//! Opening a mailed link that gives its reader a place on the website: what it leads to, and
//! carrying it out once.

use std::future::Future;

use kernel::{Actor, Code, Email, Faults, Instant, MemberId, Role, Tx};
use sea_orm::{EntityTrait, ModelTrait, QuerySelect, Select};

use crate::account::entity as account;
use crate::challenge::Proof;
use crate::door::Door;
use crate::guess::Try;
use crate::membership::entity as membership;
use crate::membership::overtaken;
use crate::{
    Entry, Error, Identity, Origin, Password, PasswordHash, Result, Token, TokenHash, TokenKind,
    policy,
};

/// What waits until somebody opens the link in the mail: a registration, or an invitation.
pub(crate) trait Waiting: ModelTrait<Entity: EntityTrait<Model = Self>> {
    /// Its id.
    type Id: Copy + Send + Sync;

    /// The one whose link somebody has opened on this website.
    fn find_by_link(actor: &Actor, token: &TokenHash) -> Select<Self::Entity>;

    /// The one of this id on this website.
    fn find_here(actor: &Actor, id: Self::Id) -> Select<Self::Entity>;

    /// Its id.
    fn id(&self) -> Self::Id;

    /// What its link leads to.
    fn step(person: Option<&account::Model>, place: Option<&membership::Model>) -> Step;

    /// What is wrong with its link, in words that say what to do next. A link of another website is
    /// no link here.
    fn faults(found: Option<&Self>, step: Option<Step>, now: Instant) -> Faults;

    /// Who comes, as far as they are new.
    fn newcomer(&self) -> Newcomer;

    /// What they do here.
    fn role(&self) -> Role;

    /// They came: no link of it opens again.
    fn settle_in(self, tx: &Tx, place: Option<MemberId>)
    -> impl Future<Output = Result<()>> + Send;
}

/// What a link leads to, given the account of its address and its place on the website.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// There is no such account: it comes into being with this password.
    Found,
    /// There is one without a password: it gets this one.
    Claim,
    /// There is one with a password, and no place here: it gets the place, if this is the password.
    Join,
    /// There is nothing left to do.
    Nothing,
}

/// What somebody without an account is to be like.
pub(crate) struct Newcomer {
    pub email: Email,
    pub display_name: String,
    pub locale: Option<String>,
    pub time_zone: Option<String>,
}

/// An opened link, and what whoever opened it says.
pub(crate) struct Opening {
    pub token: String,
    pub password: Password,
    /// What they want to be called, if they say so.
    pub called: Option<String>,
    pub origin: Origin,
}

/// What was known when the password was judged; hashing takes long, so it is looked at again.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    step: Step,
    stored: Option<PasswordHash>,
}

impl Seen {
    fn of<W: Waiting>(person: Option<&account::Model>, place: Option<&membership::Model>) -> Self {
        Self {
            step: W::step(person, place),
            stored: person.and_then(|person| person.password_hash.clone()),
        }
    }
}

/// Somebody at the door with a link, before anything is carried out.
struct Guest<W> {
    waiting: W,
    newcomer: Newcomer,
    seen: Seen,
    /// The password to be; none where it has to be the one that is stored.
    hash: Option<PasswordHash>,
    /// The try at the stored one.
    a_try: Option<Try>,
}

impl Identity {
    /// What the token opens, if it is the token of a link.
    pub(crate) async fn opened_by<E: EntityTrait>(
        &self,
        token: &str,
        find: impl FnOnce(&TokenHash) -> Select<E>,
    ) -> Result<Option<E::Model>> {
        match Token::read(TokenKind::Link, token.trim()) {
            Some(token) => Ok(find(&token.hash()).one(&self.db).await?),
            None => Ok(None),
        }
    }

    /// Opens the link of a registration or an invitation.
    pub(crate) async fn open<W: Waiting>(&self, actor: &Actor, opening: Opening) -> Result<Entry> {
        let origin = opening.origin.clone();
        let knock = self.doorstep.knock_from(&origin)?;
        let guest = self.guest::<W>(actor, opening).await?;
        let entry = self.take_in(actor, guest, &origin).await?;
        self.doorstep.welcome(&knock);
        Ok(entry)
    }

    /// Whoever holds the link, or everything that is wrong.
    async fn guest<W: Waiting>(&self, actor: &Actor, opening: Opening) -> Result<Guest<W>> {
        let Opening {
            token,
            password,
            called,
            origin,
        } = opening;
        let mut faults = origin.check();
        let called = called.filter(|name| !name.trim().is_empty());
        let called = called.map(|name| faults.line("displayName", &name, 100));
        let found = self.opened_by(&token, |hash| W::find_by_link(actor, hash));
        let found: Option<W> = found.await?;
        let newcomer = found.as_ref().map(W::newcomer).map(|usual| Newcomer {
            display_name: called.unwrap_or(usual.display_name),
            ..usual
        });
        let seen = match &newcomer {
            Some(newcomer) => Some(self.look::<W>(actor, &newcomer.email).await?),
            None => None,
        };
        let step = seen.as_ref().map(|seen| seen.step);
        let wrong = W::faults(found.as_ref(), step, self.clock.now());
        let joins = wrong.is_empty() && step == Some(Step::Join);
        match (found, newcomer, seen) {
            (Some(waiting), Some(newcomer), Some(seen)) if joins => {
                let a_try = self.a_try(&self.db, &newcomer.email, &origin).await?;
                self.compare(actor, faults, &seen, &a_try, password).await?;
                Ok(Guest {
                    waiting,
                    newcomer,
                    seen,
                    hash: None,
                    a_try: Some(a_try),
                })
            }
            (found, newcomer, seen) => {
                faults.extend(wrong);
                let hash = self.choose(faults, newcomer.as_ref(), password).await?;
                let waiting = found.zip(newcomer).zip(seen);
                let ((waiting, newcomer), seen) = waiting.ok_or(Error::Overtaken)?;
                Ok(Guest {
                    waiting,
                    newcomer,
                    seen,
                    hash: Some(hash),
                    a_try: None,
                })
            }
        }
    }

    async fn look<W: Waiting>(&self, actor: &Actor, email: &Email) -> Result<Seen> {
        let person = account::find_by_email(email).one(&self.db).await?;
        let place = membership::find_place_by_email(actor.website(), email);
        let place = place.one(&self.db).await?;
        Ok(Seen::of::<W>(person.as_ref(), place.as_ref()))
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
        // Hashing takes long: others may have guessed meanwhile.
        self.refuse_shut(&self.db, a_try).await?;
        Ok(faults.or(())?)
    }

    /// The hash of a new password, when nothing else is wrong either.
    async fn choose(
        &self,
        mut faults: Faults,
        newcomer: Option<&Newcomer>,
        password: Password,
    ) -> Result<PasswordHash> {
        let about = newcomer.map(|who| account::Model::about(&who.email, &who.display_name));
        let judged = self.hasher.accept(password, about.unwrap_or_default());
        match judged.await? {
            Ok(hash) => Ok(faults.or(hash)?),
            Err(weak) => {
                faults.extend(weak);
                Err(faults.into())
            }
        }
    }

    async fn take_in<W: Waiting>(
        &self,
        actor: &Actor,
        guest: Guest<W>,
        origin: &Origin,
    ) -> Result<Entry> {
        let Guest {
            waiting: opened,
            newcomer,
            seen,
            hash,
            a_try,
        } = guest;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let waiting = W::find_here(actor, opened.id()).lock_exclusive();
        let waiting: Option<W> = waiting.one(&*tx).await?;
        let (person, place) = known_in(&tx, &newcomer.email).await?;
        let again = Seen::of::<W>(person.as_ref(), place.as_ref());
        W::faults(waiting.as_ref(), Some(again.step), tx.now()).or(())?;
        let Some(waiting) = waiting.filter(|_| again == seen) else {
            return Err(Error::Overtaken);
        };
        let person = match (person, hash) {
            (None, hash) => {
                let person = newcomer.account(&tx, hash);
                person.created().record(&tx).await.map_err(overtaken)?
            }
            (Some(person), Some(hash)) => person.claimed(hash, tx.now()).record(&tx).await?,
            (Some(person), None) => person,
        };
        let place = match place {
            None if !person.is_superadmin => {
                Some(self.join_in(&tx, &person, waiting.role()).await?)
            }
            place => place,
        };
        waiting
            .settle_in(&tx, place.as_ref().map(|place| place.id))
            .await?;
        let who = policy::admitted(&person, place.as_ref()).ok_or(Error::BadCredentials)?;
        let door = Door::of_in(&tx, person.id, origin, a_try.as_ref()).await?;
        let entry = self
            .admit_in(&tx, person, who, &door, true, Proof::Password)
            .await?;
        if let (Entry::In(_), Some(a_try)) = (&entry, &a_try) {
            door.refuse_shut(tx.now())?;
            door.forgive_in(&tx, a_try).await?;
        }
        tx.commit().await?;
        Ok(entry)
    }
}

/// The account of the address, held, and its place on the website.
async fn known_in(
    tx: &Tx,
    email: &Email,
) -> Result<(Option<account::Model>, Option<membership::Model>)> {
    let Some(person) = account::hold_by_email_in(tx, email).await? else {
        return Ok((None, None));
    };
    let place = membership::find_place(tx.actor().website(), person.id);
    let place = place.one(&**tx).await?;
    Ok((Some(person), place))
}

impl Newcomer {
    fn account(self, tx: &Tx, hash: Option<PasswordHash>) -> account::Model {
        account::Model {
            id: tx.mint(),
            email: self.email,
            display_name: self.display_name,
            locale: self.locale,
            time_zone: self.time_zone,
            password_changed_at: hash.as_ref().map(|_| tx.now()),
            password_hash: hash,
            reset_required_at: None,
            is_superadmin: false,
            created_at: tx.now(),
            updated_at: tx.now(),
            version: 0,
        }
    }
}
