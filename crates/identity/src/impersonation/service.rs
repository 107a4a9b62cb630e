//! Beginning and ending looks, and who looked.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{
    Actor, Cursor, CursorKey, Denied, Faults, ImpersonationId, MemberId, Page, Slice, Sort, Tx, Who,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use tracing::instrument;

use super::{Impersonate, Impersonating, entity};
use crate::account::entity as account;
use crate::membership::entity as membership;
use crate::policy::{self, Subject};
use crate::security::{self, Kind, Note};
use crate::{Error, Identity, Result, Token, TokenKind};

/// How those who help people look at a website through their eyes.
#[async_trait]
pub trait ImpersonationService: Send + Sync {
    /// Begins to look. The member is told at once. Another look begun from the same session ends.
    async fn impersonate(&self, actor: &Actor, wish: Impersonate) -> Result<Impersonating>;

    /// Ends the look that the asker takes, or that was begun from the session they ask through.
    async fn end_impersonation(&self, actor: &Actor) -> Result<entity::Model>;

    /// Those of `ids` that the asker may know of.
    async fn impersonations(
        &self,
        actor: &Actor,
        ids: &[ImpersonationId],
    ) -> Result<HashMap<ImpersonationId, entity::Model>>;

    /// The looks through the asker's own eyes on this website, latest first.
    async fn looks(&self, actor: &Actor, page: &Page) -> Result<Slice<entity::Model>>;
}

#[async_trait]
impl ImpersonationService for Identity {
    #[instrument(name = "identity.impersonate", skip_all, fields(member.id = %wish.member))]
    async fn impersonate(&self, actor: &Actor, wish: Impersonate) -> Result<Impersonating> {
        let _helps = policy::help_people(actor)?;
        let mut faults = Faults::none();
        let reason = faults.line("reason", &wish.reason, 300);
        let reason = faults.or(reason)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        self.require_fresh_in(&tx).await?;
        let (place, person) = find_locked(&tx, wish.member).await?;
        let _permit = policy::impersonate(actor, &Subject::of(&place, &person))?;
        if place.is_suspended() {
            return Err(Error::NothingToSee);
        }
        let (Some(looker), Some(session)) = (actor.account(), actor.session()) else {
            return Err(Denied::SignedOut.into());
        };
        super::end_with_sessions_in(&tx, &[session]).await?;
        let token = Token::mint(&*self.clock, TokenKind::Impersonation);
        let look = entity::Model {
            id: tx.mint(),
            website_id: place.website_id,
            member_id: place.id,
            account_id: person.id,
            impersonator_id: actor.member(),
            impersonator_account_id: looker,
            impersonator_session_id: session,
            token_hash: token.hash(),
            reason,
            started_at: tx.now(),
            expires_at: tx.now() + self.config.impersonation(),
            ended_at: None,
        };
        let impersonation = look.begun().record(&tx).await?;
        let note = Note::of(person.id, Kind::Impersonation);
        security::note_in(&tx, note);
        tx.commit().await?;
        let who = Who::Member {
            account: person.id,
            member: place.id,
            role: place.role,
        };
        Ok(Impersonating {
            impersonation,
            who,
            token,
        })
    }

    #[instrument(name = "identity.end_impersonation", skip_all)]
    async fn end_impersonation(&self, actor: &Actor) -> Result<entity::Model> {
        let truth = actor.in_truth();
        let session = truth.session().ok_or(Denied::SignedOut)?;
        let tx = Tx::begin(&self.db, &truth, &self.clock).await?;
        let look = entity::find_active(tx.now())
            .filter(entity::Column::WebsiteId.eq(truth.website()))
            .filter(entity::Column::ImpersonatorSessionId.eq(session))
            .order_by_desc(entity::Column::StartedAt)
            .lock_exclusive()
            .one(&*tx)
            .await?
            .ok_or(Error::NoImpersonation)?;
        let look = look.ended(tx.now()).record(&tx).await?;
        tx.commit().await?;
        Ok(look)
    }

    async fn impersonations(
        &self,
        actor: &Actor,
        ids: &[ImpersonationId],
    ) -> Result<HashMap<ImpersonationId, entity::Model>> {
        let rows = entity::Entity::visible_to(actor)
            .filter(entity::Column::Id.is_in(ids.iter().copied()))
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn looks(&self, actor: &Actor, page: &Page) -> Result<Slice<entity::Model>> {
        let Some(member) = actor.member().filter(|_| policy::sees_private(actor)) else {
            return Ok(Slice::default());
        };
        let latest = Sort::descending(
            Expr::col((entity::Entity, entity::Column::StartedAt)),
            (entity::Entity, entity::Column::Id),
            |row: &entity::Model| Cursor::new(CursorKey::Time(row.started_at), row.id),
        );
        let own = entity::Entity::visible_to(actor).filter(entity::Column::MemberId.eq(member));
        Ok(page.fetch(own, latest, &self.db).await?)
    }
}

/// The member and the person.
async fn find_locked(tx: &Tx, id: MemberId) -> Result<(membership::Model, account::Model)> {
    let place = membership::Entity::visible_to(tx.actor())
        .filter(membership::Column::Id.eq(id))
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or(Error::NoSuchMember(id))?;
    let person = account::find_own(place.account_id).one(&**tx).await?;
    Ok((place, person.ok_or(Error::NoSuchMember(id))?))
}
