//! People, as others refer to them.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use kernel::{AccountId, MemberId, SessionId};

use super::Loaders;
use crate::graphql::error::ApiError;
use crate::graphql::identity::{Account, Session};

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
