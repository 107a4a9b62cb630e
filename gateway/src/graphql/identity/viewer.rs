//! Whoever asks, and everything that is theirs.

use std::sync::Arc;

use async_graphql::{Context, ID, MergedObject, Object};
use identity::Person;
use kernel::{AccountId, Actor};

use super::account::{Account, Membership, Role};
use super::factor::ViewerFactor;
use super::impersonation::ViewerImpersonation;
use super::security::ViewerSecurity;
use super::session::{Session, SessionConnection, SessionTotal};
use crate::graphql::context::Ask;
use crate::graphql::error::{ApiError, Nullable, Result, nullable};
use crate::graphql::notifications::ViewerNotifications;
use crate::graphql::page;
use crate::graphql::scalar::gid;
use crate::graphql::tenancy::{Feature, Website};
use crate::graphql::writer_management::ViewerWriting;

// Each domain adds what is theirs there: a struct with `#[Object]` that holds the asker. It must
// not take the asker from the request, for in the answer to a sign-in the viewer is the one who
// has just come in.
/// Whoever asks, and what is theirs.
#[derive(MergedObject)]
pub struct Viewer(
    ViewerIdentity,
    ViewerFactor,
    ViewerSecurity,
    ViewerImpersonation,
    ViewerNotifications,
    ViewerWriting,
);

impl Viewer {
    /// The viewer that `actor` is; none when signed out.
    pub fn of(actor: &Actor) -> Option<Self> {
        Some(Self::new(actor, actor.account()?, None))
    }

    /// The viewer that `actor` is, whose `person` was read already.
    pub(super) fn seen(actor: &Actor, person: Person) -> Self {
        Self::new(actor, person.id, Some(person))
    }

    fn new(actor: &Actor, account: AccountId, person: Option<Person>) -> Self {
        let identity = ViewerIdentity {
            actor: actor.clone(),
            account,
            person,
        };
        Self(
            identity,
            ViewerFactor::of(actor.clone()),
            ViewerSecurity::of(actor.clone()),
            ViewerImpersonation::of(actor.clone()),
            ViewerNotifications::of(actor),
            ViewerWriting::of(actor.clone()),
        )
    }
}

/// Who they are and how they came in.
pub struct ViewerIdentity {
    actor: Actor,
    account: AccountId,
    /// Read when it is asked for, unless it was at hand: every page asks who its viewer is, and
    /// few what they are called.
    person: Option<Person>,
}

#[Object]
impl ViewerIdentity {
    /// You: the same as your account's.
    async fn id(&self) -> ID {
        gid(self.account)
    }

    /// Your account.
    async fn account(&self, ctx: &Context<'_>) -> Result<Account> {
        if let Some(person) = &self.person {
            return Ok(Account(person.clone()));
        }
        let members = &ctx.services().members;
        let mut people = members.accounts(&self.actor, &[self.account]).await?;
        let person = people.remove(&self.account);
        Ok(Account(person.ok_or_else(ApiError::unauthenticated)?))
    }

    /// What you do on this website. Null for a superadmin, who is a member of none.
    async fn role(&self) -> Option<Role> {
        self.actor.role().map(Role::from)
    }

    /// The website you are on.
    async fn website(&self) -> Website {
        Website(Arc::clone(self.actor.site()))
    }

    /// Whether you stand above all websites.
    async fn is_superadmin(&self) -> bool {
        self.actor.is_superadmin()
    }

    /// Your places on all websites of the installation.
    async fn memberships(&self, ctx: &Context<'_>) -> Result<Vec<Membership>> {
        let services = ctx.services();
        let rows = services.members.memberships(&self.actor).await?;
        let ids: Vec<_> = rows.iter().map(|row| row.website_id).collect();
        let sites = services.websites.websites(&self.actor, &ids).await?;
        let membership = |row: identity::membership_row::Model| {
            let site = Arc::clone(sites.get(&row.website_id)?);
            Some(Membership { row, site })
        };
        Ok(rows.into_iter().filter_map(membership).collect())
    }

    /// What is switched on here.
    async fn features(&self) -> Vec<Feature> {
        Feature::on(self.actor.site())
    }

    /// Your sessions on this website that are alive, newest first.
    async fn sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the newest, 1 to 100; 20 unless said otherwise.")]
        first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the oldest.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Nullable<SessionConnection> {
        nullable(async {
            let page = page::page(first, after, last, before)?;
            let slice = ctx.services().sessions.list(&self.actor, &page).await?;
            let node = |row| Session::seen_by(&self.actor, row);
            let total = SessionTotal(self.actor.clone());
            Ok(Some(page::connection_with(slice, node, total)))
        })
        .await
    }
}
