//! Who is who on a website, told by identity.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context;
use async_trait::async_trait;
use identity::MemberService;
use kernel::site::Sites;
use kernel::{Actor, Clock, Id, MemberId, RequestId, Role, Site, WebsiteId};

/// Asks identity in the name of the house.
pub struct Members {
    identity: Arc<dyn MemberService>,
    sites: Arc<dyn Sites>,
    clock: Arc<dyn Clock>,
}

impl Members {
    /// Asks identity.
    pub fn new(
        identity: Arc<dyn MemberService>,
        sites: Arc<dyn Sites>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            identity,
            sites,
            clock,
        }
    }

    fn house(&self, site: Arc<Site>) -> Actor {
        Actor::system("people", site, RequestId::mint(&*self.clock))
    }
}

#[async_trait]
impl orders::ports::People for Members {
    async fn role(&self, site: &Site, member: MemberId) -> anyhow::Result<Option<Role>> {
        let house = self.house(Arc::new(site.clone()));
        let found = self.identity.members(&house, &[member]).await?;
        Ok(found.get(&member).map(|member| member.role))
    }
}

#[async_trait]
impl writer_management::ports::People for Members {
    async fn names(
        &self,
        website: WebsiteId,
        members: &[MemberId],
    ) -> anyhow::Result<HashMap<MemberId, String>> {
        let site = self.sites.site(website).await?;
        let site = site.with_context(|| format!("there is no website {website}"))?;
        let found = self.identity.members(&self.house(site), members).await?;
        let name = |(id, member): (MemberId, identity::Member)| (id, member.person.display_name);
        Ok(found.into_iter().map(name).collect())
    }
}
