//! Whether a session still holds, asked by what merely lies open.

use async_trait::async_trait;
use kernel::Site;

use super::Asker;
use crate::{Identity, Result, Token, TokenKind};

/// What a page that is watched asks about its session.
#[async_trait]
pub trait PresenceService: Send + Sync {
    /// Who holds this token on this website now, if anybody. Other than a request, it does not
    /// count as a use of the session: a page that lies open keeps nobody signed in.
    async fn recognise(&self, site: &Site, token: &str) -> Result<Option<Asker>>;
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
}
