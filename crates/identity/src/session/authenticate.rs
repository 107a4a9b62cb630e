//! Who holds a token: asked on every request, so one indexed read and no cache.

use kernel::{Instant, SessionId, Site, Who};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::Asker;
use super::entity::{self, Holder};
use crate::{Config, Identity, Result, Token, TokenKind, policy};

impl Holder {
    /// As whom the holder asks now: their role may have changed since they signed in.
    pub(crate) fn who(&self) -> Option<Who> {
        let account = self.account_id;
        if self.is_superadmin {
            return Some(Who::Superadmin { account });
        }
        match (self.member_id, self.role, self.suspended_at) {
            (Some(member), Some(role), None) => Some(Who::Member {
                account,
                member,
                role,
            }),
            (_, _, _) => None,
        }
    }

    /// Whether the session is neither ended, nor run out, nor forgotten.
    pub(crate) fn is_alive(&self, config: &Config, staff: bool, now: Instant) -> bool {
        self.revoked_at.is_none()
            && now < self.expires_at
            && now < self.last_seen_at + config.idle(staff)
            && now < self.created_at + config.absolute(staff, true)
    }
}

impl Identity {
    pub(super) async fn asker(&self, site: &Site, token: &str) -> Result<Option<Asker>> {
        if let Some(token) = Token::read(TokenKind::Impersonation, token) {
            return self.looker(site, &token).await;
        }
        let Some((holder, asker)) = self.holder(site, token).await? else {
            return Ok(None);
        };
        let now = self.clock.now();
        if holder.last_seen_at + self.config.seen() <= now {
            let noted = self.seen(holder.id, now).await;
            if let Err(error) = noted {
                // The request is as good without it.
                tracing::warn!(session.id = %holder.id, %error, "could not note the use of a session");
            }
        }
        Ok(Some(asker))
    }

    pub(super) async fn holder(&self, site: &Site, token: &str) -> Result<Option<(Holder, Asker)>> {
        let Some(token) = Token::read(TokenKind::Session, token) else {
            return Ok(None);
        };
        let held = self.held.get(token.hash()).await?;
        // Used on another website, a session is none.
        let Some(held) = held.filter(|held| held.website_id == site.id) else {
            return Ok(None);
        };
        let holder = held.holder;
        let now = self.clock.now();
        let alive = |who: &Who| holder.is_alive(&self.config, policy::is_staff(who), now);
        let Some(who) = holder.who().filter(alive) else {
            return Ok(None);
        };
        let session = holder.id;
        let impersonator = None;
        let asker = Asker {
            who,
            session,
            impersonator,
        };
        Ok(Some((holder, asker)))
    }

    /// Of many requests in the same moment one writes.
    async fn seen(&self, id: SessionId, now: Instant) -> Result<(), DbErr> {
        entity::Entity::update_many()
            .col_expr(entity::Column::LastSeenAt, Expr::value(now))
            .filter(entity::Column::Id.eq(id))
            .filter(entity::Column::LastSeenAt.lte(now - self.config.seen()))
            .exec(&self.db)
            .await
            .map(|_| ())
    }
}
