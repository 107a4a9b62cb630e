//! People, as others refer to them.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use kernel::{
    AccountId, DeviceId, ImpersonationId, MemberId, MemberInvitationId, SecurityEventId, SessionId,
    WebsiteId,
};

use super::Loaders;
use crate::graphql::error::ApiError;
use crate::graphql::identity::{
    Account, Device, Impersonation, Member, MemberInvitation, SecurityEvent, Session,
};
use crate::graphql::tenancy::Website;

/// The person behind a membership of this website. Whether the asker may know them is up to the
/// object that refers to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AccountOf(pub MemberId);

impl Loader<AccountOf> for Loaders {
    type Value = Account;
    type Error = ApiError;

    async fn load(&self, keys: &[AccountOf]) -> Result<HashMap<AccountOf, Account>, ApiError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let members = self.services.members.members(&self.actor, &ids).await?;
        let account =
            |(id, member): (MemberId, identity::Member)| (AccountOf(id), Account(member.person));
        Ok(members.into_iter().map(account).collect())
    }
}

/// An account that the asker may see: their own, or for staff that of a member.
impl Loader<AccountId> for Loaders {
    type Value = Account;
    type Error = ApiError;

    async fn load(&self, keys: &[AccountId]) -> Result<HashMap<AccountId, Account>, ApiError> {
        let people = self.services.members.accounts(&self.actor, keys).await?;
        Ok(people
            .into_iter()
            .map(|(id, person)| (id, Account(person)))
            .collect())
    }
}

/// A session of the asker's own on this website, alive or not.
impl Loader<SessionId> for Loaders {
    type Value = Session;
    type Error = ApiError;

    async fn load(&self, keys: &[SessionId]) -> Result<HashMap<SessionId, Session>, ApiError> {
        let rows = self.services.sessions.sessions(&self.actor, keys).await?;
        let session = |(id, row)| (id, Session::seen_by(&self.actor, row));
        Ok(rows.into_iter().map(session).collect())
    }
}

/// A device of the asker's own.
impl Loader<DeviceId> for Loaders {
    type Value = Device;
    type Error = ApiError;

    async fn load(&self, keys: &[DeviceId]) -> Result<HashMap<DeviceId, Device>, ApiError> {
        let devices = self.services.devices.devices(&self.actor, keys).await?;
        Ok(devices
            .into_iter()
            .map(|(id, device)| (id, Device(device)))
            .collect())
    }
}

/// Something that happened to the asker's own account.
impl Loader<SecurityEventId> for Loaders {
    type Value = SecurityEvent;
    type Error = ApiError;

    async fn load(
        &self,
        keys: &[SecurityEventId],
    ) -> Result<HashMap<SecurityEventId, SecurityEvent>, ApiError> {
        let security = &self.services.security;
        let rows = security.security_events(&self.actor, keys).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (id, SecurityEvent(row)))
            .collect())
    }
}

/// The website that something of the asker's own happened on; what it is called, everybody may
/// know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SiteOf(pub WebsiteId);

impl Loader<SiteOf> for Loaders {
    type Value = Website;
    type Error = ApiError;

    async fn load(&self, keys: &[SiteOf]) -> Result<HashMap<SiteOf, Website>, ApiError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let sites = self.services.websites.websites(&self.actor, &ids).await?;
        Ok(sites
            .into_iter()
            .map(|(id, site)| (SiteOf(id), Website(site)))
            .collect())
    }
}

/// A member as those who run the website see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MemberOf(pub MemberId);

impl Loader<MemberOf> for Loaders {
    type Value = Member;
    type Error = ApiError;

    async fn load(&self, keys: &[MemberOf]) -> Result<HashMap<MemberOf, Member>, ApiError> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let members = self.services.members.members(&self.actor, &ids).await?;
        let shown = members
            .into_iter()
            .filter(|(_, member)| member.is_shown_to(&self.actor));
        Ok(shown
            .map(|(id, member)| (MemberOf(id), Member(member)))
            .collect())
    }
}

/// An invitation that the asker may see.
impl Loader<MemberInvitationId> for Loaders {
    type Value = MemberInvitation;
    type Error = ApiError;

    async fn load(
        &self,
        keys: &[MemberInvitationId],
    ) -> Result<HashMap<MemberInvitationId, MemberInvitation>, ApiError> {
        let invitations = &self.services.member_invitations;
        let rows = invitations.invitations(&self.actor, keys).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (id, MemberInvitation(row)))
            .collect())
    }
}

/// A look that the asker may know of.
impl Loader<ImpersonationId> for Loaders {
    type Value = Impersonation;
    type Error = ApiError;

    async fn load(
        &self,
        keys: &[ImpersonationId],
    ) -> Result<HashMap<ImpersonationId, Impersonation>, ApiError> {
        let looks = &self.services.impersonations;
        let rows = looks.impersonations(&self.actor, keys).await?;
        Ok(rows
            .into_iter()
            .map(|(id, row)| (id, Impersonation(row)))
            .collect())
    }
}
