//! What the house does for itself with the tables of this crate: it removes what is over, and looks
//! whether sign-ins seem to come from where people are.

use async_trait::async_trait;
use kernel::{Actor, Instant};
use sea_orm::sea_query::{ExprTrait, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use tracing::instrument;

use crate::challenge::entity as challenge;
use crate::guess::entity as guess;
use crate::handover::entity as handover;
use crate::invitation::{entity as invitation, link as invitation_link};
use crate::recovery::{entity as recovery, link as recovery_link};
use crate::registration::{entity as registration, link as registration_link};
use crate::security::link as answer_link;
use crate::session::entity as session;
use crate::{Identity, Result, policy};

/// How many people came in from how many places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Crowd {
    /// Sign-ins, on all websites.
    pub sessions: i64,
    /// People who signed in.
    pub accounts: i64,
    /// Networks that they signed in from.
    pub networks: i64,
}

/// What the house asks of identity for itself.
#[async_trait]
pub trait HousekeepingService: Send + Sync {
    /// Removes registrations, links and challenges that had run out before `before`; says how many
    /// rows that were. Accounts, sessions and what happened to them stay. To do it twice removes
    /// nothing more.
    async fn prune(&self, actor: &Actor, before: Instant) -> Result<u64>;

    /// Who has come in since `since`, and from how many networks: many people and one network mean
    /// that the house sees its own proxy.
    async fn crowd(&self, actor: &Actor, since: Instant) -> Result<Crowd>;
}

#[async_trait]
impl HousekeepingService for Identity {
    #[instrument(name = "identity.prune", skip_all)]
    async fn prune(&self, actor: &Actor, before: Instant) -> Result<u64> {
        let _permit = policy::keep_house(actor)?;
        Ok(self.registrations_before(before).await?
            + self.recoveries_before(before).await?
            + self.invitations_before(before).await?
            + self.others_before(before).await?)
    }

    async fn crowd(&self, actor: &Actor, since: Instant) -> Result<Crowd> {
        let _permit = policy::keep_house(actor)?;
        let crowd = session::find_since(since)
            .select_only()
            .column_as(session::Column::Id.count(), "sessions")
            .column_as(
                session::Column::AccountId.into_expr().count_distinct(),
                "accounts",
            )
            .column_as(
                session::Column::Network.into_expr().count_distinct(),
                "networks",
            )
            .into_model::<Crowd>()
            .one(&self.db)
            .await?;
        Ok(crowd.unwrap_or_default())
    }
}

impl Identity {
    async fn registrations_before(&self, before: Instant) -> Result<u64, DbErr> {
        let over = registration::Column::ExpiresAt.lt(before);
        let rows = select(registration::Entity, registration::Column::Id, over.clone());
        let links = registration_link::Column::RegistrationId.in_subquery(rows);
        let links = self.remove::<registration_link::Entity>(links).await?;
        Ok(links + self.remove::<registration::Entity>(over).await?)
    }

    async fn recoveries_before(&self, before: Instant) -> Result<u64, DbErr> {
        let over = recovery::Column::ExpiresAt.lt(before);
        let rows = select(recovery::Entity, recovery::Column::Id, over.clone());
        let links = recovery_link::Column::RecoveryId.in_subquery(rows);
        let links = self.remove::<recovery_link::Entity>(links).await?;
        Ok(links + self.remove::<recovery::Entity>(over).await?)
    }

    /// Who came by an invitation stays on record; who never came does not.
    async fn invitations_before(&self, before: Instant) -> Result<u64, DbErr> {
        let over = invitation::Column::ExpiresAt.lt(before);
        let rows = select(invitation::Entity, invitation::Column::Id, over.clone());
        let links = invitation_link::Column::InvitationId.in_subquery(rows);
        let links = self.remove::<invitation_link::Entity>(links).await?;
        let unused = over.and(invitation::Column::AcceptedAt.is_null());
        Ok(links + self.remove::<invitation::Entity>(unused).await?)
    }

    /// What stands alone: challenges, guesses, ways over, and links about a sign-in.
    async fn others_before(&self, before: Instant) -> Result<u64, DbErr> {
        let challenges = challenge::Column::ExpiresAt.lt(before);
        let handovers = handover::Column::ExpiresAt.lt(before);
        let answers = answer_link::Column::ExpiresAt.lt(before);
        let shut = guess::Column::ShutUntil.gte(before);
        let guesses = guess::Column::TouchedAt.lt(before);
        let guesses = guesses.and(guess::Column::ShutUntil.is_null().or(shut.not()));
        Ok(self.remove::<challenge::Entity>(challenges).await?
            + self.remove::<handover::Entity>(handovers).await?
            + self.remove::<answer_link::Entity>(answers).await?
            + self.remove::<guess::Entity>(guesses).await?)
    }

    async fn remove<E: EntityTrait>(&self, over: SimpleExpr) -> Result<u64, DbErr> {
        let removed = E::delete_many().filter(over).exec(&self.db).await?;
        Ok(removed.rows_affected)
    }
}

/// The ids of the rows that are over.
fn select<E: EntityTrait>(table: E, id: E::Column, over: SimpleExpr) -> SelectStatement {
    Query::select()
        .column(id)
        .from(table)
        .and_where(over)
        .to_owned()
}
