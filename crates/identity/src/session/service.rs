//! Coming in, staying and leaving.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{Actor, Cursor, CursorKey, Denied, Page, SessionId, Site, Slice, Sort, Tx};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, QuerySelect, Select};
use tracing::instrument;

use super::ending::end_these_in;
use super::{Asker, SignIn, entity};
use crate::security::Kind;
use crate::{Entry, Error, Identity, Result, figures, policy};

/// What the rest of the house may ask about sessions.
#[async_trait]
pub trait SessionService: Send + Sync {
    /// Signs somebody in who knows their password.
    async fn sign_in(&self, actor: &Actor, sign_in: SignIn) -> Result<Entry>;

    /// Who holds this token on this website now, if anybody: asked anew on every request, so that
    /// an ended session is over with the next one.
    async fn authenticate(&self, site: &Site, token: &str) -> Result<Option<Asker>>;

    /// Ends the asker's own session.
    async fn sign_out(&self, actor: &Actor) -> Result<SessionId>;

    /// The sessions among `ids` that are the asker's own; the house sees those of its website.
    async fn sessions(
        &self,
        actor: &Actor,
        ids: &[SessionId],
    ) -> Result<HashMap<SessionId, entity::Model>>;

    /// The asker's own sessions on this website that are alive, newest first.
    async fn list(&self, actor: &Actor, page: &Page) -> Result<Slice<entity::Model>>;

    /// How many of them there are.
    async fn count(&self, actor: &Actor) -> Result<u64>;

    /// Ends one of the asker's own sessions; ending it again changes nothing.
    async fn revoke(&self, actor: &Actor, id: SessionId) -> Result<entity::Model>;

    /// Ends all of the asker's own sessions on this website but the one they ask through.
    async fn revoke_others(&self, actor: &Actor) -> Result<Vec<SessionId>>;

    /// Ends all of the asker's own sessions on this website.
    async fn revoke_all(&self, actor: &Actor) -> Result<Vec<SessionId>>;
}

#[async_trait]
impl SessionService for Identity {
    #[instrument(name = "identity.sign_in", skip_all)]
    async fn sign_in(&self, actor: &Actor, sign_in: SignIn) -> Result<Entry> {
        let came = self.enter(actor, sign_in).await;
        figures::signed_in(&came);
        came
    }

    async fn authenticate(&self, site: &Site, token: &str) -> Result<Option<Asker>> {
        self.asker(site, token).await
    }

    #[instrument(name = "identity.sign_out", skip_all)]
    async fn sign_out(&self, actor: &Actor) -> Result<SessionId> {
        let own = actor.session().ok_or(Denied::SignedOut)?;
        self.end(actor, own, Kind::SignOut).await?;
        Ok(own)
    }

    async fn sessions(
        &self,
        actor: &Actor,
        ids: &[SessionId],
    ) -> Result<HashMap<SessionId, entity::Model>> {
        let rows = entity::Entity::visible_to(actor)
            .filter(entity::Column::Id.is_in(ids.iter().copied()))
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn list(&self, actor: &Actor, page: &Page) -> Result<Slice<entity::Model>> {
        let newest = Sort::descending(
            Expr::col((entity::Entity, entity::Column::CreatedAt)),
            (entity::Entity, entity::Column::Id),
            |row: &entity::Model| Cursor::new(CursorKey::Time(row.created_at), row.id),
        );
        Ok(page.fetch(self.alive(actor), newest, &self.db).await?)
    }

    async fn count(&self, actor: &Actor) -> Result<u64> {
        Ok(self.alive(actor).count(&self.db).await?)
    }

    #[instrument(name = "identity.revoke", skip_all, fields(session.id = %id))]
    async fn revoke(&self, actor: &Actor, id: SessionId) -> Result<entity::Model> {
        self.end(actor, id, Kind::SessionRevoked).await
    }

    #[instrument(name = "identity.revoke_others", skip_all)]
    async fn revoke_others(&self, actor: &Actor) -> Result<Vec<SessionId>> {
        self.end_open(actor, actor.session()).await
    }

    #[instrument(name = "identity.revoke_all", skip_all)]
    async fn revoke_all(&self, actor: &Actor) -> Result<Vec<SessionId>> {
        self.end_open(actor, None).await
    }
}

impl Identity {
    /// Ends the asker's own sessions on this website, all but the one to `keep`.
    async fn end_open(&self, actor: &Actor, keep: Option<SessionId>) -> Result<Vec<SessionId>> {
        let _permit = policy::revoke(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let mut open = self.alive(actor);
        if let Some(keep) = keep {
            open = open.filter(entity::Column::Id.ne(keep));
        }
        let open = open.lock_exclusive().all(&*tx).await?;
        let ids = end_these_in(&tx, open, Kind::SessionRevoked).await?;
        tx.commit().await?;
        Ok(ids)
    }

    fn alive(&self, actor: &Actor) -> Select<entity::Entity> {
        let staff = policy::is_staff(actor.who());
        let active = entity::active(&self.config, staff, self.clock.now());
        entity::Entity::visible_to(actor).filter(active)
    }

    async fn end(&self, actor: &Actor, id: SessionId, kind: Kind) -> Result<entity::Model> {
        let _permit = policy::revoke(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let session = entity::Entity::visible_to(actor)
            .filter(entity::Column::Id.eq(id))
            .lock_exclusive()
            .one(&*tx)
            .await?
            .ok_or(Error::NoSuchSession(id))?;
        if session.revoked_at.is_some() {
            return Ok(session);
        }
        let now = tx.now();
        end_these_in(&tx, vec![session.clone()], kind).await?;
        tx.commit().await?;
        Ok(entity::Model {
            revoked_at: Some(now),
            ..session
        })
    }
}
