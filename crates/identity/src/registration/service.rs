//! Asking for an account, and the links that lead to it.

use async_trait::async_trait;
use kernel::{AccountId, Actor, Change, Email, Faults, Instant, RegistrationId, Tx};
use sea_orm::{ActiveModelTrait, IntoActiveModel, QuerySelect, Set};
use tracing::instrument;

use super::entity::State;
use super::{Link, Register, Verify, entity, link};
use crate::account::entity as account;
use crate::link::{Opening, Step, Waiting};
use crate::membership::address;
use crate::membership::entity as membership;
use crate::{Entry, Error, Identity, IdentityEvent, Result, Token, TokenKind, policy};

/// How people get an account and their first place on a website.
#[async_trait]
pub trait RegistrationService: Send + Sync {
    /// A stranger asks for an account. The answer is the same, and takes the same work, whether or
    /// not the address is known.
    async fn register(&self, actor: &Actor, register: Register) -> Result<()>;

    /// A link for a registration of the actor's website; `None` when it leads nowhere any more.
    /// Each call makes another link, and each of them opens the registration once for all.
    async fn issue_link(&self, actor: &Actor, id: RegistrationId) -> Result<Option<Link>>;

    /// A link through which an account without a password gets its first one.
    async fn link_for(&self, actor: &Actor, account: AccountId) -> Result<Link>;

    /// Somebody opened a link: the account and the place here come into being, and they are signed
    /// in. Where the account has a password already the link joins it to this website, and the
    /// given password must be that one: whoever reads the mail is not thereby its owner.
    async fn verify(&self, actor: &Actor, verify: Verify) -> Result<Entry>;
}

/// What a stranger said, checked.
struct Checked {
    email: Email,
    display_name: String,
    locale: Option<String>,
    time_zone: Option<String>,
}

impl Register {
    fn check(self) -> Result<Checked, Faults> {
        let mut faults = Faults::none();
        let email = address(&mut faults, &self.email);
        let display_name = faults.line("displayName", &self.display_name, 100);
        let locale = self.locale.map(|tag| faults.language("locale", &tag));
        let zone = self
            .time_zone
            .and_then(|name| faults.zone("timeZone", &name));
        match email {
            Some(email) if faults.is_empty() => Ok(Checked {
                email,
                display_name,
                locale,
                time_zone: zone.map(|zone| zone.name().to_owned()),
            }),
            Some(_) | None => Err(faults),
        }
    }
}

#[async_trait]
impl RegistrationService for Identity {
    #[instrument(name = "identity.register", skip_all)]
    async fn register(&self, actor: &Actor, register: Register) -> Result<()> {
        if !actor.site().registration_open {
            return Err(Error::RegistrationClosed);
        }
        // Asked of every address alike; nobody is welcomed, for nothing is right or wrong here.
        let _knock = self.doorstep.knock(&register.email, &register.origin)?;
        let checked = register.check()?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let email = &checked.email;
        let known = account::find_by_email(email).one(&*tx).await?;
        let place = membership::find_place_by_email(actor.website(), email);
        let place = place.one(&*tx).await?;
        let row = self.pending(&tx, checked);
        let registration = row.id;
        let event = match known {
            None => IdentityEvent::RegistrationRequested { registration },
            Some(known) => IdentityEvent::KnownAddressRegistered {
                registration,
                account: known.id,
                link: entity::Model::step(Some(&known), place.as_ref()) != Step::Nothing,
            },
        };
        let row = row.into_active_model().reset_all();
        Change::created(row, &event).record(&tx).await?;
        tx.commit().await?;
        Ok(())
    }

    #[instrument(name = "identity.issue_link", skip_all, fields(registration.id = %id))]
    async fn issue_link(&self, actor: &Actor, id: RegistrationId) -> Result<Option<Link>> {
        let _permit = policy::issue_link(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let registration = entity::find_here(actor, id)
            .lock_exclusive()
            .one(&*tx)
            .await?;
        let waiting = registration.filter(|row| row.state(tx.now()) == State::Waiting);
        let Some(registration) = waiting else {
            return Ok(None);
        };
        let link = issue_in(&tx, &*self.clock, registration).await?;
        tx.commit().await?;
        Ok(Some(link))
    }

    #[instrument(name = "identity.link_for", skip_all, fields(account.id = %account))]
    async fn link_for(&self, actor: &Actor, account: AccountId) -> Result<Link> {
        let _permit = policy::issue_link(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let person = account::find_own(account).one(&*tx).await?;
        let person = person.ok_or(Error::NoSuchAccount)?;
        let checked = Checked {
            email: person.email,
            display_name: person.display_name,
            locale: person.locale,
            time_zone: person.time_zone,
        };
        let row = self.pending(&tx, checked);
        let id = row.id;
        let row = row.into_active_model().reset_all();
        let change = Change::silently_created(row, "identity.link_requested", &id);
        let registration = change.record(&tx).await?;
        let link = issue_in(&tx, &*self.clock, registration).await?;
        tx.commit().await?;
        Ok(link)
    }

    #[instrument(name = "identity.verify", skip_all)]
    async fn verify(&self, actor: &Actor, verify: Verify) -> Result<Entry> {
        let Verify {
            token,
            password,
            origin,
        } = verify;
        let opening = Opening {
            token,
            password,
            called: None,
            origin,
        };
        self.open::<entity::Model>(actor, opening).await
    }
}

impl Identity {
    fn pending(&self, tx: &Tx, checked: Checked) -> entity::Model {
        entity::Model {
            id: tx.mint(),
            website_id: tx.actor().website(),
            email: checked.email,
            display_name: checked.display_name,
            locale: checked.locale,
            time_zone: checked.time_zone,
            created_at: tx.now(),
            expires_at: tx.now() + self.config.registration(),
            used_at: None,
        }
    }
}

async fn issue_in(tx: &Tx, clock: &dyn kernel::Clock, registration: entity::Model) -> Result<Link> {
    let token = Token::mint(clock, TokenKind::Link);
    let issued_at: Instant = tx.now();
    let row = link::ActiveModel {
        token_hash: Set(token.hash()),
        website_id: Set(registration.website_id),
        registration_id: Set(registration.id),
        issued_at: Set(issued_at),
    };
    row.insert(&**tx).await?;
    Ok(Link {
        token,
        email: registration.email,
        display_name: registration.display_name,
        locale: registration.locale,
        expires_at: registration.expires_at,
    })
}
