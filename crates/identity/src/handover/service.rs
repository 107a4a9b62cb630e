//! Going over to another website.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{AccountId, Actor, Denied, SessionId, Site, Tx, Who, audit};
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use tracing::instrument;

use super::{Handover, entity};
use crate::account::entity as account;
use crate::challenge::Proof;
use crate::door::Door;
use crate::membership::entity as membership;
use crate::session::entity as session;
use crate::{Entry, Error, Identity, Origin, Result, Token, TokenKind, policy};

/// How a person who is signed in on one website comes to another one of theirs.
#[async_trait]
pub trait HandoverService: Send + Sync {
    /// A session of the asker's on the other website.
    async fn switch(&self, actor: &Actor, to: &Arc<Site>, origin: Origin) -> Result<Entry>;

    /// A way over to the other website, for a browser.
    async fn hand_over(&self, actor: &Actor, to: &Arc<Site>) -> Result<Handover>;

    /// Somebody comes over to the asker's website.
    async fn arrive(&self, actor: &Actor, token: &str, origin: Origin) -> Result<Entry>;
}

#[async_trait]
impl HandoverService for Identity {
    #[instrument(name = "identity.switch", skip_all, fields(website.id = %to.id))]
    async fn switch(&self, actor: &Actor, to: &Arc<Site>, origin: Origin) -> Result<Entry> {
        let (own, account) = asker(actor)?;
        origin.check().or(())?;
        let tx = Tx::begin(&self.db, &actor.on(Arc::clone(to)), &self.clock).await?;
        let (person, who) = expected_in(&tx, account).await?;
        open(actor, to)?;
        let here = here_in(&tx, account, own).await?;
        let here = here.ok_or(Denied::SignedOut)?;
        let remember = self.is_remembered(&here);
        let proof = Proof::Session {
            proved_at: here.proved_at,
        };
        let door = Door::of_in(&tx, account, &origin, None).await?;
        let entry = self
            .admit_in(&tx, person, who, &door, remember, proof)
            .await?;
        tx.commit().await?;
        Ok(entry)
    }

    #[instrument(name = "identity.hand_over", skip_all, fields(website.id = %to.id))]
    async fn hand_over(&self, actor: &Actor, to: &Arc<Site>) -> Result<Handover> {
        let (own, account) = asker(actor)?;
        let tx = Tx::begin(&self.db, &actor.on(Arc::clone(to)), &self.clock).await?;
        expected_in(&tx, account).await?;
        open(actor, to)?;
        let token = Token::mint(&*self.clock, TokenKind::Link);
        let expires_at = tx.now() + self.config.handover();
        let row = entity::Model {
            token_hash: token.hash(),
            website_id: to.id,
            account_id: account,
            from_website_id: actor.website(),
            from_session_id: own,
            issued_at: tx.now(),
            expires_at,
            used_at: None,
        };
        let row = row.into_active_model().reset_all();
        row.insert(&*tx).await?;
        audit::write(&tx, audit::Note::new("identity.handed_over", &account));
        tx.commit().await?;
        Ok(Handover { token, expires_at })
    }

    #[instrument(name = "identity.arrive", skip_all)]
    async fn arrive(&self, actor: &Actor, token: &str, origin: Origin) -> Result<Entry> {
        let knock = self.doorstep.knock_from(&origin)?;
        origin.check().or(())?;
        let token = Token::read(TokenKind::Link, token.trim()).ok_or(Error::HandoverOver)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let way = entity::find_here(actor, &token.hash())
            .lock_exclusive()
            .one(&*tx)
            .await?;
        let way = way.filter(|way| way.used_at.is_none() && tx.now() < way.expires_at);
        let way = way.ok_or(Error::HandoverOver)?;
        let (account, from) = (way.account_id, way.from_session_id);
        // Whoever signed out meanwhile does not come over.
        let here = here_in(&tx, account, from).await?;
        let here = here.ok_or(Error::HandoverOver)?;
        let expected = expected_in(&tx, account).await;
        let (person, who) = expected.map_err(|error| match error {
            Error::NoSuchWebsite => Error::HandoverOver,
            other => other,
        })?;
        let mut gone = way.into_active_model();
        gone.used_at = Set(Some(tx.now()));
        gone.update(&*tx).await?;
        let remember = self.is_remembered(&here);
        let proof = Proof::Session {
            proved_at: here.proved_at,
        };
        let door = Door::of_in(&tx, account, &origin, None).await?;
        let entry = self
            .admit_in(&tx, person, who, &door, remember, proof)
            .await?;
        tx.commit().await?;
        self.doorstep.welcome(&knock);
        Ok(entry)
    }
}

impl Identity {
    /// Whether the person wanted to be remembered where they come from.
    fn is_remembered(&self, here: &session::Model) -> bool {
        here.expires_at > here.created_at + self.config.absolute(false, false)
    }
}

/// The session that the asker goes over from, and who they are.
fn asker(actor: &Actor) -> Result<(SessionId, AccountId)> {
    let _permit = policy::go_over(actor)?;
    match (actor.session(), actor.account()) {
        (Some(own), Some(account)) => Ok((own, account)),
        (_, _) => Err(Denied::SignedOut.into()),
    }
}

/// What keeps the asker from going there, once it is known that the website is theirs.
fn open(actor: &Actor, to: &Site) -> Result<()> {
    if to.id == actor.website() {
        Err(Error::HereAlready)
    } else if to.suspended {
        Err(Error::WebsiteClosed)
    } else {
        Ok(())
    }
}

/// The person and as whom they come to the transaction's website. A website that they have no
/// place on is none to them.
async fn expected_in(tx: &Tx, account: AccountId) -> Result<(account::Model, Who)> {
    let person = account::hold_in(tx, account).await?;
    let person = person.ok_or(Error::NoSuchWebsite)?;
    let place = membership::find_place(tx.actor().website(), account);
    let place = place.one(&**tx).await?;
    let who = policy::admitted(&person, place.as_ref()).ok_or(Error::NoSuchWebsite)?;
    Ok((person, who))
}

/// The session that somebody comes from, while it is not over.
async fn here_in(tx: &Tx, account: AccountId, id: SessionId) -> Result<Option<session::Model>> {
    let here = session::find_history(account)
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::RevokedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(tx.now()));
    Ok(here.one(&**tx).await?)
}
