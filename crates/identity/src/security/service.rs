//! What the owner of an account sees of its safety, and does about it.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::{AccountId, Actor, Cursor, CursorKey, Page, SecurityEventId, SessionId, Slice, Sort};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, PaginatorTrait, QueryFilter};
use tracing::instrument;

use super::score::{Facts, Score};
use super::{AnswerLink, AnswerSignIn, SignInAnswered, entity};
use crate::account::entity as account;
use crate::factor::{codes, totp};
use crate::session::{device, entity as session};
use crate::{Error, Identity, Result, policy};

/// What the rest of the house may ask about the safety of accounts.
#[async_trait]
pub trait SecurityService: Send + Sync {
    /// What happened to the asker's own account on all websites, newest first.
    async fn happenings(&self, actor: &Actor, page: &Page) -> Result<Slice<entity::Model>>;

    /// Those among `ids` that happened to the asker's own account.
    async fn security_events(
        &self,
        actor: &Actor,
        ids: &[SecurityEventId],
    ) -> Result<HashMap<SecurityEventId, entity::Model>>;

    /// How safe the asker's own account is.
    async fn score(&self, actor: &Actor) -> Result<Score>;

    /// Says that a session of the asker's own was begun by somebody else: it and all others but
    /// the asking one end, on all websites, its device is blocked, and nobody signs in before a
    /// mailed reset. Needs a fresh proof, so that a thief cannot disown the owner. Doing it again
    /// changes nothing.
    async fn disown(&self, actor: &Actor, session: SessionId) -> Result<session::Model>;

    /// Makes the link of a "was it you?" mail; none when there is no such session. The house
    /// alone may.
    async fn issue_answer_link(
        &self,
        actor: &Actor,
        session: SessionId,
    ) -> Result<Option<AnswerLink>>;

    /// Answers "was it you?" through a mailed link. Giving the same answer again changes nothing.
    async fn answer(&self, actor: &Actor, answering: AnswerSignIn) -> Result<SignInAnswered>;
}

#[async_trait]
impl SecurityService for Identity {
    async fn happenings(&self, actor: &Actor, page: &Page) -> Result<Slice<entity::Model>> {
        let newest = Sort::descending(
            Expr::col((entity::Entity, entity::Column::CreatedAt)),
            (entity::Entity, entity::Column::Id),
            |row: &entity::Model| Cursor::new(CursorKey::Time(row.created_at), row.id),
        );
        let events = entity::Entity::visible_to(actor);
        Ok(page.fetch(events, newest, &self.db).await?)
    }

    async fn security_events(
        &self,
        actor: &Actor,
        ids: &[SecurityEventId],
    ) -> Result<HashMap<SecurityEventId, entity::Model>> {
        let rows = entity::Entity::visible_to(actor)
            .filter(entity::Column::Id.is_in(ids.iter().copied()))
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn score(&self, actor: &Actor) -> Result<Score> {
        let own = policy::owner(actor)?;
        let person = account::find_own(own).one(&self.db).await?;
        let person = person.ok_or(Error::NoSuchAccount)?;
        let facts = Facts {
            second_factor: totp::find_on(own).one(&self.db).await?.is_some(),
            recovery_codes: codes::find_left(own).count(&self.db).await?,
            password_changed_at: person.password_changed_at,
            reset_pending: person.reset_required_at.is_some(),
            unknown_devices: self.unknown_devices(own).await?,
        };
        Ok(Score::of(&facts, self.clock.now()))
    }

    #[instrument(name = "identity.disown", skip_all, fields(session.id = %session))]
    async fn disown(&self, actor: &Actor, session: SessionId) -> Result<session::Model> {
        self.disown_own(actor, session).await
    }

    #[instrument(name = "identity.issue_answer_link", skip_all, fields(session.id = %session))]
    async fn issue_answer_link(
        &self,
        actor: &Actor,
        session: SessionId,
    ) -> Result<Option<AnswerLink>> {
        self.was_it_you(actor, session).await
    }

    #[instrument(name = "identity.answer_sign_in", skip_all)]
    async fn answer(&self, actor: &Actor, answering: AnswerSignIn) -> Result<SignInAnswered> {
        self.told(actor, answering).await
    }
}

impl Identity {
    /// How many devices come in that the owner never said were theirs.
    async fn unknown_devices(&self, account: AccountId) -> Result<u64, DbErr> {
        device::find_of(account)
            .filter(device::Column::ConfirmedAt.is_null())
            .filter(device::Column::BlockedAt.is_null())
            .filter(device::Column::ForgottenAt.is_null())
            .count(&self.db)
            .await
    }
}
