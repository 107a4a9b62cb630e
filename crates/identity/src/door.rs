//! What decides how somebody comes in.

use kernel::bundle::{Among, Bundle, Bundled, Part};
use kernel::{AccountId, Instant, Tx, WebsiteId};
use sea_orm::sea_query::ColumnType;
use sea_orm::{DbErr, FromQueryResult};

use crate::factor::totp;
use crate::guess::{self, Try, entity as counter};
use crate::membership::entity as membership;
use crate::session::{device, entity as session};
use crate::{Error, Origin, Result};

/// Somebody at the door. All of it is read in one statement, and whatever changes any of it holds
/// the account: so it is true while they hold it themselves, or as long as nobody else has.
pub(crate) struct Door<'o> {
    /// Where they come from.
    pub(crate) origin: &'o Origin,
    /// Their place on the website.
    pub(crate) place: Option<membership::Model>,
    /// Whether they have a second factor.
    pub(crate) has_factor: bool,
    /// How it differs from how they came in before.
    pub(crate) novelty: Novelty,
    /// The counters that their try falls under.
    counters: Vec<counter::Model>,
    /// What they come with.
    device: Option<device::Model>,
}

/// How a sign-in differs from the earlier ones of the account, on all websites.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub(crate) struct Novelty {
    pub(crate) first_ever: bool,
    pub(crate) new_location: bool,
}

/// The reads of a door, among those of a bundle.
pub(crate) struct Look<'o> {
    origin: &'o Origin,
    place: Part<membership::Model>,
    factor: Part<totp::Model>,
    novelty: Part<Novelty>,
    device: Option<Part<device::Model>>,
}

impl<'o> Look<'o> {
    /// At whoever comes in from there to that website.
    pub(crate) fn at(
        bundle: &mut Bundle,
        website: WebsiteId,
        whose: &Among<AccountId>,
        origin: &'o Origin,
    ) -> Self {
        let novelty = ["first_ever", "new_location"].map(|name| (name, ColumnType::Boolean));
        Self {
            origin,
            place: bundle.add(membership::find_place(website, whose.clone())),
            factor: bundle.add(totp::find_on(whose.clone())),
            novelty: bundle.add_facts(session::novelty(whose.clone(), &origin.network()), &novelty),
            device: origin.token().map(|token| {
                let known = device::find_known(whose.clone(), &token.hash());
                bundle.add(known)
            }),
        }
    }

    /// What was found.
    pub(crate) fn found(self, found: &mut Bundled) -> Result<Door<'o>, DbErr> {
        let novelty = found.take(&self.novelty)?.pop();
        Ok(Door {
            origin: self.origin,
            place: found.take(&self.place)?.pop(),
            has_factor: !found.take(&self.factor)?.is_empty(),
            novelty: novelty.ok_or_else(|| DbErr::RecordNotFound("a history".to_owned()))?,
            counters: Vec::new(),
            device: found.take_any(self.device.as_ref())?.pop(),
        })
    }
}

impl<'o> Door<'o> {
    /// Looks at whoever comes in from there, by a try at their password or code if there was one.
    /// The account is held.
    pub(crate) async fn of_in(
        tx: &Tx,
        account: AccountId,
        origin: &'o Origin,
        a_try: Option<&Try>,
    ) -> Result<Self, DbErr> {
        let mut bundle = Bundle::default();
        let look = Look::at(&mut bundle, tx.actor().website(), &account.into(), origin);
        let counters = a_try.map(|a_try| bundle.add(a_try.find()));
        let mut found = bundle.read(&**tx).await?;
        let counters = found.take_any(counters.as_ref())?;
        Ok(look.found(&mut found)?.with(counters))
    }

    /// With the counters that their try falls under.
    pub(crate) fn with(self, counters: Vec<counter::Model>) -> Self {
        Self { counters, ..self }
    }

    /// Nothing, unless a counter that the try falls under is shut.
    ///
    /// # Errors
    /// [`Locked`](Error::Locked), although the try was right.
    pub(crate) fn refuse_shut(&self, now: Instant) -> Result<()> {
        guess::refuse(&self.counters, now)
    }

    /// Whether they got something wrong before.
    pub(crate) fn has_to_forgive(&self, a_try: &Try) -> bool {
        a_try.own_of(&self.counters).next().is_some()
    }

    /// The try was right, and what the same person got wrong before is forgiven.
    pub(crate) async fn forgive_in(&self, tx: &Tx, a_try: &Try) -> Result<(), DbErr> {
        a_try.forgive_in(tx, &self.counters).await
    }

    /// The device they come with, if the account knows it and lets it in.
    pub(crate) fn known_device(&self) -> Option<&device::Model> {
        let device = self.device.as_ref();
        device.filter(|device| device.blocked_at.is_none())
    }

    /// The device they come with, if they came in with it before and did not forget it.
    ///
    /// # Errors
    /// [`BadCredentials`](Error::BadCredentials) when they blocked it: it is refused like a wrong
    /// password.
    pub(crate) fn device(&self) -> Result<Option<&device::Model>> {
        match &self.device {
            Some(device) if device.blocked_at.is_some() => Err(Error::BadCredentials),
            device => Ok(device.as_ref()),
        }
    }
}
