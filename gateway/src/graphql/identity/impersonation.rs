//! Looks through somebody else's eyes.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use identity::{Impersonate, Impersonating, impersonation_row};
use kernel::{Actor, Impersonator};

use super::account::Account;
use super::viewer::Viewer;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, UserError, command, nullable, payloads};
use crate::graphql::loaders::identity::AccountOf;
use crate::graphql::page;
use crate::graphql::scalar::{gid, typed};

/// A look at this website through somebody else's eyes, to help them.
#[derive(Clone, Debug)]
pub struct Impersonation(pub impersonation_row::Model);

/// A look at this website through somebody else's eyes, to help them.
#[Object]
impl Impersonation {
    /// The look.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// Through whose eyes.
    async fn of(&self, ctx: &Context<'_>) -> Nullable<Account> {
        nullable(ctx.load(AccountOf(self.0.member_id))).await
    }

    /// Who looks. Null for a superadmin, who is no member of this website.
    async fn by(&self, ctx: &Context<'_>) -> Nullable<Account> {
        nullable(async {
            match self.0.impersonator_id {
                Some(member) => ctx.load(AccountOf(member)).await,
                None => Ok(None),
            }
        })
        .await
    }

    /// Why, as whoever looks wrote it.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Since when.
    async fn started_at(&self) -> DateTime<Utc> {
        self.0.started_at
    }

    /// Until when, at the latest.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }

    /// When it was ended. Null when it goes on, or when its time ran out.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.0.ended_at
    }

    /// Whether it goes on.
    async fn is_active(&self, ctx: &Context<'_>) -> bool {
        self.0.is_active(ctx.now())
    }
}

/// Who looks through the viewer's eyes.
pub struct ViewerImpersonation {
    actor: Actor,
}

impl ViewerImpersonation {
    pub(super) fn of(actor: Actor) -> Self {
        Self { actor }
    }
}

#[Object]
impl ViewerImpersonation {
    /// The look that you are taking through these eyes. Null when they are your own.
    async fn impersonated_by(&self, ctx: &Context<'_>) -> Nullable<Impersonation> {
        nullable(async {
            let Some(truth) = self.actor.impersonator() else {
                return Ok(None);
            };
            let id = truth.impersonation;
            let looks = &ctx.services().impersonations;
            let mut found = looks.impersonations(&self.actor, &[id]).await?;
            Ok(found.remove(&id).map(Impersonation))
        })
        .await
    }

    /// Who looked at this website through your eyes, latest first.
    async fn impersonations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Nullable<page::Connection<Impersonation>> {
        nullable(async {
            let page = page::page(first, after, last, before)?;
            let looks = &ctx.services().impersonations;
            let slice = looks.looks(&self.actor, &page).await?;
            Ok(Some(page::connection(slice, Impersonation)))
        })
        .await
    }
}

/// Through whose eyes to look, and why.
#[derive(InputObject)]
pub struct StartImpersonationInput {
    /// The member.
    pub member_id: ID,
    /// Why, on one line of at most 300 characters: the member reads it.
    pub reason: String,
}

/// You look through their eyes now.
#[derive(Default, SimpleObject)]
pub struct StartImpersonationPayload {
    /// The look.
    pub impersonation: Option<Impersonation>,
    /// For API clients: `Authorization: Bearer …`. Browsers get a cookie beside their own as well.
    /// Shown once.
    pub token: Option<String>,
    /// What they see.
    pub viewer: Option<Viewer>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// You look with your own eyes again.
#[derive(Default, SimpleObject)]
pub struct EndImpersonationPayload {
    /// The look that ended.
    pub impersonation: Option<Impersonation>,
    /// Who you are.
    pub viewer: Option<Viewer>,
    /// What was wrong; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

payloads! {
    EndImpersonationPayload,
    StartImpersonationPayload,
}

/// The commands about impersonations.
#[derive(Default)]
pub struct ImpersonationMutation;

#[Object]
impl ImpersonationMutation {
    /// Requires: SUPPORT or ADMIN, and a recent proof of who you are (`reauthenticate`). Shows you
    /// this website as a member sees it, for 30 minutes at most and without changing anything. The
    /// member is told at once. Not through the eyes of those who have your rights or more.
    async fn start_impersonation(
        &self,
        ctx: &Context<'_>,
        input: StartImpersonationInput,
    ) -> Nullable<StartImpersonationPayload> {
        command(async {
            let wish = Impersonate {
                member: typed(&input.member_id),
                reason: input.reason,
            };
            let looks = &ctx.services().impersonations;
            let look = looks.impersonate(ctx.actor(), wish).await?;
            Ok(begun(ctx, look))
        })
        .await
    }

    /// Requires: a session that looks through somebody else's eyes, or the one that this was begun
    /// from. Ends the look.
    async fn end_impersonation(&self, ctx: &Context<'_>) -> Nullable<EndImpersonationPayload> {
        command(async {
            let actor = ctx.actor();
            let looks = &ctx.services().impersonations;
            let row = looks.end_impersonation(actor).await?;
            ctx.cookies().clear_look();
            Ok(EndImpersonationPayload {
                impersonation: Some(Impersonation(row)),
                viewer: Viewer::of(&actor.in_truth()),
                user_errors: Vec::new(),
            })
        })
        .await
    }
}

/// Lets the browser look, and shows what there is to see.
fn begun(ctx: &Context<'_>, look: Impersonating) -> StartImpersonationPayload {
    let Impersonating {
        impersonation: row,
        who,
        token,
    } = look;
    let asker = ctx.actor();
    let token = token.reveal().to_owned();
    ctx.cookies().set_look(token.clone());
    let seen = Actor::new(
        who,
        Arc::clone(asker.site()),
        Some(row.session()),
        asker.request(),
    );
    let seen = seen.impersonated_by(Impersonator {
        who: asker.who().clone(),
        session: row.impersonator_session_id,
        impersonation: row.id,
    });
    StartImpersonationPayload {
        impersonation: Some(Impersonation(row)),
        token: Some(token),
        viewer: Viewer::of(&seen),
        user_errors: Vec::new(),
    }
}
