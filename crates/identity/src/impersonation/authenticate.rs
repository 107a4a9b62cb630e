//! Who holds the token of a look: asked on every request, so one indexed read and no cache.

use kernel::{Impersonator, Instant, Site, Who};

use super::entity::{self, Eyes};
use crate::session::Asker;
use crate::session::entity::Holder;
use crate::{Config, Identity, Result, Token, policy};

impl Eyes {
    /// The look goes on while it is neither ended nor over, while the session it was begun from is
    /// alive, and while both people are still what they were to each other.
    fn asker(&self, config: &Config, now: Instant) -> Option<Asker> {
        let own = self.own_session();
        let looker = own.who()?;
        let staff = policy::is_staff(&looker);
        let goes_on = self.ended_at.is_none()
            && now < self.expires_at
            && own.is_alive(config, staff, now)
            && self.suspended_at.is_none()
            && !self.is_superadmin
            && policy::oversees(&looker, self.role);
        goes_on.then(|| Asker {
            who: Who::Member {
                account: self.account_id,
                member: self.member_id,
                role: self.role,
            },
            session: entity::session_of(self.id),
            impersonator: Some(Impersonator {
                who: looker,
                session: self.session_id,
                impersonation: self.id,
            }),
        })
    }

    /// The session of their own.
    fn own_session(&self) -> Holder {
        Holder {
            id: self.session_id,
            account_id: self.looker_account_id,
            created_at: self.session_created_at,
            last_seen_at: self.session_last_seen_at,
            expires_at: self.session_expires_at,
            revoked_at: self.session_revoked_at,
            is_superadmin: self.looker_is_superadmin,
            member_id: self.looker_id,
            role: self.looker_role,
            suspended_at: self.looker_suspended_at,
        }
    }
}

impl Identity {
    /// Whoever looks with this token on this website now, if anybody.
    pub(crate) async fn looker(&self, site: &Site, token: &Token) -> Result<Option<Asker>> {
        let looker = entity::find_looker(site.id, &token.hash());
        let looker = looker.one(&self.db).await?;
        let now = self.clock.now();
        Ok(looker.and_then(|looker| looker.asker(&self.config, now)))
    }
}
