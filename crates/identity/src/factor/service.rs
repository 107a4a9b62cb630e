//! Proving who one is, and looking after what one proves it with.

use async_trait::async_trait;
use kernel::{Actor, Denied, Email, Instant, Site, Toggle, Tx, audit};
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use tracing::instrument;

use super::{Reauthenticate, SecondFactor, codes, fresh, take, totp};
use crate::account::entity as account;
use crate::challenge::{Answer, Answered};
use crate::credential::TotpSecret;
use crate::membership::entity as membership;
use crate::session::entity as session;
use crate::{Error, FactorChange, Identity, RecoveryCode, Result, TotpEnrolment, policy};

/// How people prove who they are besides the password of their sign-in.
#[async_trait]
pub trait FactorService: Send + Sync {
    /// Answers the second step of a sign-in.
    async fn answer(&self, actor: &Actor, answer: Answer) -> Result<Answered>;

    /// Proves once more who the asker is: sensitive changes are open for a few minutes. Returns
    /// until when.
    async fn reauthenticate(&self, actor: &Actor, proof: Reauthenticate) -> Result<Instant>;

    /// How the asker's own second factor stands.
    async fn second_factor(&self, actor: &Actor) -> Result<SecondFactor>;

    /// Begins to set up an authenticator for the asker; nothing changes before its first code.
    async fn start_totp(&self, actor: &Actor) -> Result<TotpEnrolment>;

    /// The first code of the authenticator that is being set up: it is on from now on. Returns the
    /// recovery codes, which are shown once.
    async fn confirm_totp(&self, actor: &Actor, code: &str) -> Result<Vec<RecoveryCode>>;

    /// Takes the asker's second factor away, unless a website of theirs lets nobody in without
    /// one.
    async fn disable_totp(&self, actor: &Actor) -> Result<()>;

    /// New recovery codes for the asker, which are shown once; those of before are none any more.
    async fn renew_recovery_codes(&self, actor: &Actor) -> Result<Vec<RecoveryCode>>;

    /// Takes the second factor of this address away and opens its counters: for whoever has lost
    /// everything and has proved to the people at the console who they are.
    async fn reset_second_factor(&self, actor: &Actor, email: &str) -> Result<()>;
}

#[async_trait]
impl FactorService for Identity {
    #[instrument(name = "identity.answer", skip_all)]
    async fn answer(&self, actor: &Actor, answer: Answer) -> Result<Answered> {
        let came = self.answered(actor, answer).await;
        crate::figures::answered(&came);
        came
    }

    #[instrument(name = "identity.reauthenticate", skip_all)]
    async fn reauthenticate(&self, actor: &Actor, proof: Reauthenticate) -> Result<Instant> {
        self.proved(actor, proof).await
    }

    async fn second_factor(&self, actor: &Actor) -> Result<SecondFactor> {
        let own = policy::owner(actor)?;
        let factor = totp::find_on(own).one(&self.db).await?;
        let codes_left = codes::find_left(own).count(&self.db).await?;
        let session = match actor.session() {
            Some(id) => {
                let session = session::Entity::visible_to(actor);
                let session = session.filter(session::Column::Id.eq(id));
                session.one(&self.db).await?
            }
            None => None,
        };
        let proven = fresh::proven_until(&self.config, session.and_then(|row| row.proved_at));
        Ok(SecondFactor {
            enabled_at: factor.and_then(|factor| factor.confirmed_at),
            recovery_codes_left: u32::try_from(codes_left).unwrap_or(u32::MAX),
            is_required: actor.site().toggles.is_on(Toggle::TwoFactorRequired),
            proven_until: proven.filter(|until| self.clock.now() < *until),
        })
    }

    #[instrument(name = "identity.start_totp", skip_all)]
    async fn start_totp(&self, actor: &Actor) -> Result<TotpEnrolment> {
        let (tx, person) = self.sensitive(actor).await?;
        if totp::find_on(person.id).one(&*tx).await?.is_some() {
            return Err(Error::FactorOn);
        }
        take::forget_factor_in(&tx, person.id).await?;
        let secret = TotpSecret::mint(&*self.clock);
        let row = totp::Model {
            account_id: person.id,
            secret: self.sealed_in(&tx, person.id, &secret).await?,
            started_at: tx.now(),
            confirmed_at: None,
            last_step: None,
        };
        row.into_active_model().reset_all().insert(&*tx).await?;
        let action = "identity.second_factor_started";
        audit::write(&tx, audit::Note::new(action, &person.id));
        tx.commit().await?;
        Ok(secret.enrolment(&actor.site().name, &person.email))
    }

    #[instrument(name = "identity.confirm_totp", skip_all)]
    async fn confirm_totp(&self, actor: &Actor, code: &str) -> Result<Vec<RecoveryCode>> {
        let (tx, person) = self.sensitive(actor).await?;
        let factor = totp::find_any(person.id).one(&*tx).await?;
        let factor = factor.ok_or(Error::NoEnrolment)?;
        if factor.confirmed_at.is_some() {
            return Err(Error::FactorOn);
        }
        if factor.started_at + self.config.enrolment() <= tx.now() {
            return Err(Error::NoEnrolment);
        }
        let secret = self.opened_in(&tx, person.id, &factor.secret).await?;
        let codes = self.enrol_in(&tx, person.id, &secret, code).await?;
        let codes = codes.ok_or(Error::WrongCode)?;
        tx.commit().await?;
        Ok(codes)
    }

    #[instrument(name = "identity.disable_totp", skip_all)]
    async fn disable_totp(&self, actor: &Actor) -> Result<()> {
        let needed_by = self.needed_by(actor).await?;
        let (tx, person) = self.sensitive(actor).await?;
        if totp::find_on(person.id).one(&*tx).await?.is_none() {
            return Err(Error::FactorOff);
        }
        if let Some(website) = needed_by {
            return Err(Error::FactorNeeded { website });
        }
        self.disable_in(&tx, person.id, FactorChange::Disabled)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    #[instrument(name = "identity.renew_recovery_codes", skip_all)]
    async fn renew_recovery_codes(&self, actor: &Actor) -> Result<Vec<RecoveryCode>> {
        let (tx, person) = self.sensitive(actor).await?;
        if totp::find_on(person.id).one(&*tx).await?.is_none() {
            return Err(Error::FactorOff);
        }
        let codes = codes::renew_in(&tx, &*self.clock, person.id).await?;
        let action = "identity.recovery_codes_renewed";
        audit::write(&tx, audit::Note::new(action, &person.id));
        take::tell_in(&tx, person.id, FactorChange::CodesRenewed)?;
        tx.commit().await?;
        Ok(codes)
    }

    #[instrument(name = "identity.reset_second_factor", skip_all)]
    async fn reset_second_factor(&self, actor: &Actor, email: &str) -> Result<()> {
        let _permit = policy::issue_link(actor)?;
        let email: Email = email.parse().map_err(|_| Error::NoSuchAccount)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let person = account::hold_by_email_in(&tx, &email).await?;
        let person = person.ok_or(Error::NoSuchAccount)?;
        self.open_all_in(&tx, &person).await?;
        self.disable_in(&tx, person.id, FactorChange::Reset).await?;
        tx.commit().await?;
        Ok(())
    }
}

impl Identity {
    /// The name of a website of the asker's that lets nobody in without a second factor, if there
    /// is one: this one, or another on which they have a place and are not kept out.
    async fn needed_by(&self, actor: &Actor) -> Result<Option<String>> {
        let Some(own) = actor.account() else {
            return Ok(None);
        };
        let needs = |site: &Site| site.toggles.is_on(Toggle::TwoFactorRequired);
        if needs(actor.site()) {
            return Ok(Some(actor.site().name.clone()));
        }
        for place in membership::find_own(own).all(&self.db).await? {
            let site = self.sites.site(place.website_id).await;
            let site = site.map_err(Error::Sites)?;
            if let Some(site) = site.filter(|site| needs(site)) {
                return Ok(Some(site.name.clone()));
            }
        }
        Ok(None)
    }

    /// A transaction that changes what the asker comes in with, and their account, held: only
    /// shortly after they have proved who they are.
    async fn sensitive(&self, actor: &Actor) -> Result<(Tx, account::Model)> {
        let _permit = policy::change_credentials(actor)?;
        let own = actor.account().ok_or(Denied::SignedOut)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let person = account::must_hold_in(&tx, own).await?;
        self.require_fresh_in(&tx).await?;
        Ok((tx, person))
    }
}
