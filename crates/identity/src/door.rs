//! What decides how somebody comes in, looked at once their account is locked.

use kernel::bundle::{Bundle, Part};
use kernel::{AccountId, Instant, Tx};
use sea_orm::sea_query::ColumnType;
use sea_orm::{DbErr, FromQueryResult, QuerySelect};

use crate::factor::totp;
use crate::guess::{self, Try, entity as counter};
use crate::membership::entity as membership;
use crate::session::{device, entity as session};
use crate::{Error, Origin, Result};

/// Somebody at the door. All of it is read in one statement, after the one that locks the account:
/// what others did before they let go of the lock is seen.
pub(crate) struct Door<'o> {
    /// Where they come from.
    pub(crate) origin: &'o Origin,
    /// Their place on the website.
    pub(crate) place: Option<membership::Model>,
    /// Whether they have a second factor.
    pub(crate) has_factor: bool,
    /// How it differs from how they came in before.
    pub(crate) novelty: Novelty,
    /// The counters that their try falls under, locked.
    counters: Vec<counter::Model>,
    /// What they come with, locked.
    device: Option<device::Model>,
}

/// How a sign-in differs from the earlier ones of the account, on all websites.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub(crate) struct Novelty {
    pub(crate) first_ever: bool,
    pub(crate) new_location: bool,
}

impl Novelty {
    fn ask(bundle: &mut Bundle, account: AccountId, network: &str) -> Part<Self> {
        let kinds = ["first_ever", "new_location"].map(|name| (name, ColumnType::Boolean));
        bundle.add_facts(session::novelty(account, network), &kinds)
    }
}

impl<'o> Door<'o> {
    /// Looks at whoever comes in from there, by a try at their password or code if there was one.
    pub(crate) async fn of_in(
        tx: &Tx,
        account: AccountId,
        origin: &'o Origin,
        a_try: Option<&Try>,
    ) -> Result<Self, DbErr> {
        let mut bundle = Bundle::default();
        let place = bundle.add(membership::find_place(tx.actor().website(), account));
        let counters = a_try.map(|a_try| bundle.add(a_try.find().lock_exclusive()));
        let factor = bundle.add(totp::find_on(account));
        let novelty = Novelty::ask(&mut bundle, account, &origin.network());
        let device = origin.token().map(|token| {
            let known = device::find_known(account, &token.hash());
            bundle.add(known.lock_exclusive())
        });
        let mut found = bundle.read(&**tx).await?;
        let novelty = found.take(&novelty)?.pop();
        Ok(Self {
            origin,
            place: found.take(&place)?.pop(),
            has_factor: !found.take(&factor)?.is_empty(),
            novelty: novelty.ok_or_else(|| DbErr::RecordNotFound("a history".to_owned()))?,
            counters: found.take_any(counters.as_ref())?,
            device: found.take_any(device.as_ref())?.pop(),
        })
    }

    /// Nothing, unless a counter that the try falls under is shut.
    ///
    /// # Errors
    /// [`Locked`](Error::Locked), although the try was right.
    pub(crate) fn refuse_shut(&self, now: Instant) -> Result<()> {
        guess::refuse(&self.counters, now)
    }

    /// The try was right, and what the same person got wrong before is forgiven.
    pub(crate) async fn forgive_in(&self, tx: &Tx, a_try: &Try) -> Result<(), DbErr> {
        a_try.forgive_in(tx, &self.counters).await
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
