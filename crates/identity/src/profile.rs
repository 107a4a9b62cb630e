//! What people say about themselves: what they are called, what they read and where they live.

use async_trait::async_trait;
use kernel::{AccountId, Actor, Code, Denied, Faults, Field, Tx, WebsiteId};
use sea_orm::QuerySelect;
use tracing::instrument;

use crate::account::entity as account;
use crate::membership::entity as membership;
use crate::{Identity, Person, Result, policy};

/// What somebody wants to say otherwise about themselves.
#[derive(Clone, Debug, Default)]
pub struct ProfileChange {
    /// What they want to be called; it cannot be cleared.
    pub display_name: Field<String>,
    /// The language they read; cleared, it is the website's.
    pub locale: Field<String>,
    /// The zone they live in; cleared, it is the website's.
    pub time_zone: Field<String>,
}

/// Looks after what people say about themselves.
#[async_trait]
pub trait ProfileService: Send + Sync {
    /// Changes what the asker says about themselves. Saying the same again changes nothing.
    async fn change_profile(&self, actor: &Actor, change: ProfileChange) -> Result<Person>;

    /// The websites on which the person has a place, those that they are kept out of as well.
    async fn places(&self, actor: &Actor, account: AccountId) -> Result<Vec<WebsiteId>>;

    /// Says to whoever keeps names on the actor's website what the person is called now. Saying it
    /// again changes nothing.
    async fn tell_name(&self, actor: &Actor, account: AccountId) -> Result<()>;
}

/// What a person says about themselves, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) display_name: String,
    pub(crate) locale: Option<String>,
    pub(crate) time_zone: Option<String>,
}

impl Said {
    fn of(person: &account::Model) -> Self {
        Self {
            display_name: person.display_name.clone(),
            locale: person.locale.clone(),
            time_zone: person.time_zone.clone(),
        }
    }
}

impl ProfileChange {
    /// The same, checked as at the registration.
    fn check(self) -> Result<Self, Faults> {
        let mut faults = Faults::none();
        let display_name = match self.display_name {
            Field::Keep => Field::Keep,
            Field::Clear => {
                let message = "Fill in what you want to be called.";
                faults.add(Code::Required, "displayName", message);
                Field::Keep
            }
            Field::Set(name) => Field::Set(faults.line("displayName", &name, 100)),
        };
        let locale = self.locale.map(|tag| faults.language("locale", &tag));
        let zone = self.time_zone.map(|name| {
            let zone = faults.zone("timeZone", &name);
            zone.map_or(name, |zone| zone.name().to_owned())
        });
        faults.or(Self {
            display_name,
            locale,
            time_zone: zone,
        })
    }

    /// What they say then.
    fn over(self, said: Said) -> Said {
        let name = self.display_name.over(None);
        Said {
            display_name: name.unwrap_or(said.display_name),
            locale: self.locale.over(said.locale),
            time_zone: self.time_zone.over(said.time_zone),
        }
    }
}

#[async_trait]
impl ProfileService for Identity {
    #[instrument(name = "identity.change_profile", skip_all)]
    async fn change_profile(&self, actor: &Actor, change: ProfileChange) -> Result<Person> {
        let permit = policy::change_profile(actor)?;
        let own = actor.account().ok_or(Denied::SignedOut)?;
        let change = change.check()?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let person = account::must_hold_in(&tx, own).await?;
        let before = Said::of(&person);
        let after = change.over(before.clone());
        if before == after {
            return Ok(Person::seen_by(actor, &person));
        }
        let person = person.described(&permit, after, tx.now());
        let person = person.record(&tx).await?;
        if before.display_name != person.display_name {
            // At once where they are; on their other websites when the event gets there.
            self.tell_name_in(&tx, &person).await?;
        }
        tx.commit().await?;
        Ok(Person::seen_by(actor, &person))
    }

    async fn places(&self, actor: &Actor, account: AccountId) -> Result<Vec<WebsiteId>> {
        let _permit = policy::keep_house(actor)?;
        let places = membership::find_everywhere(account).all(&self.db).await?;
        Ok(places.into_iter().map(|place| place.website_id).collect())
    }

    #[instrument(name = "identity.tell_name", skip_all, fields(account.id = %account))]
    async fn tell_name(&self, actor: &Actor, account: AccountId) -> Result<()> {
        let _permit = policy::keep_house(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        if let Some(person) = account::hold_in(&tx, account).await? {
            self.tell_name_in(&tx, &person).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

impl Identity {
    /// The caller holds the account: of two changes at the same moment, the later one is told last.
    async fn tell_name_in(&self, tx: &Tx, person: &account::Model) -> Result<()> {
        let place = membership::find_place(tx.actor().website(), person.id);
        match place.lock_exclusive().one(&**tx).await? {
            Some(place) => self.tell_in(tx, &place, person).await,
            None => Ok(()),
        }
    }
}
