//! Whether a session still holds, asked by what merely lies open.

use std::collections::HashSet;

use async_trait::async_trait;
use kernel::{Actor, SessionId, Site};

use super::Asker;
use super::entity::{self, Holder};
use crate::{Identity, Result, Token, TokenKind, policy};

/// What a page that is watched asks about its session.
#[async_trait]
pub trait PresenceService: Send + Sync {
    /// Who holds this token on this website now, if anybody. Other than a request, it does not
    /// count as a use of the session: a page that lies open keeps nobody signed in.
    async fn recognise(&self, site: &Site, token: &str) -> Result<Option<Asker>>;

    /// Those of these sessions, on whichever website, that would still be let in; for the house.
    async fn holding(&self, actor: &Actor, sessions: &[SessionId]) -> Result<HashSet<SessionId>>;
}

#[async_trait]
impl PresenceService for Identity {
    async fn recognise(&self, site: &Site, token: &str) -> Result<Option<Asker>> {
        if let Some(token) = Token::read(TokenKind::Impersonation, token) {
            return self.looker(site, &token).await;
        }
        let known = self.holder(site, token).await?;
        Ok(known.map(|(_, asker)| asker))
    }

    async fn holding(&self, actor: &Actor, sessions: &[SessionId]) -> Result<HashSet<SessionId>> {
        let _permit = policy::keep_house(actor)?;
        let holders = entity::find_holders_of(sessions).all(&self.db).await?;
        let now = self.clock.now();
        let holds = |holder: &Holder| {
            let alive = |who| holder.is_alive(&self.config, policy::is_staff(&who), now);
            holder.who().is_some_and(alive)
        };
        let holding = holders.into_iter().filter(holds);
        Ok(holding.map(|holder| holder.id).collect())
    }
}
