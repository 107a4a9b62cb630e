//! The audit trail of one object, as those who run a website read it.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use kernel::{MemberId, audit};

use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, nullable};
use crate::graphql::loaders::identity::AccountOf;
use crate::graphql::page;
use crate::graphql::scalar::gid;

/// Who did something: a member, somebody above all websites, a part of the house (`system:NAME`),
/// or `anonymous`.
#[derive(Clone, Debug)]
pub struct AuditActor(String);

/// Who did something: a member, somebody above all websites, a part of the house (`system:NAME`),
/// or `anonymous`.
#[Object]
impl AuditActor {
    /// Who it was, as the trail names them.
    async fn id(&self) -> ID {
        ID(self.0.clone())
    }

    /// What they are called; null where it is no member of this website.
    async fn name(&self, ctx: &Context<'_>) -> Nullable<String> {
        nullable(async {
            let Ok(member) = self.0.parse::<MemberId>() else {
                return Ok(None);
            };
            let account = ctx.load(AccountOf(member)).await?;
            Ok(account.map(|account| account.0.display_name))
        })
        .await
    }
}

/// A line of the audit trail. Nobody changes one.
#[derive(Clone, Debug)]
pub struct AuditEntry(pub audit::entity::Model);

impl AuditEntry {
    /// The value before or after, as text.
    fn part(&self, name: &str) -> Option<String> {
        let value = self.0.detail.as_ref()?.get(name)?;
        Some(value.to_string())
    }
}

/// A line of the audit trail. Nobody changes one.
#[Object]
impl AuditEntry {
    /// The line.
    async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// When it was done.
    async fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// Who did it.
    async fn actor(&self) -> AuditActor {
        AuditActor(self.0.actor.clone())
    }

    /// In whose name, where they acted for somebody else.
    async fn on_behalf_of(&self) -> Option<AuditActor> {
        self.0.on_behalf_of.clone().map(AuditActor)
    }

    /// What was done: `order.completed`.
    async fn action(&self) -> &str {
        &self.0.action
    }

    /// The id of what it was done to.
    async fn object_id(&self) -> ID {
        ID(self.0.object.clone())
    }

    /// The value before, as JSON; null where the action says it all.
    async fn before(&self) -> Option<String> {
        self.part("before")
    }

    /// The value after, as JSON; null where the action says it all.
    async fn after(&self) -> Option<String> {
        self.part("after")
    }

    /// The request it was done in, as it stands in the log.
    async fn request_id(&self) -> ID {
        gid(self.0.request_id)
    }
}

/// The questions about the audit trail.
#[derive(Default)]
pub struct TrailQuery;

#[Object]
impl TrailQuery {
    /// Requires: ADMIN; or SUPPORT, for drafts, quotes, orders and what belongs to them. What was
    /// done on this website to one object, latest first; nothing for an object that is not there,
    /// or none of yours to see.
    async fn audit_trail(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The object.")] object_id: ID,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
    ) -> Nullable<page::Connection<AuditEntry>> {
        nullable(async {
            let actor = ctx.signed_in()?;
            let page = page::page(first, after, None, None)?;
            let operations = &ctx.services().operations;
            let slice = operations.trail(actor, &object_id, &page).await?;
            Ok(Some(page::connection(slice, AuditEntry)))
        })
        .await
    }
}
