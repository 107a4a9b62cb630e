//! Giving a person a place on a website, in the transaction of whatever gives it.

use kernel::{Change, MemberId, Role, Tx};
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use super::entity;
use crate::account::entity as account;
use crate::ports::MemberFacts;
use crate::{Error, Identity, Result};

impl Identity {
    /// Makes the person a member of the transaction's website, and says so to the roster.
    pub(crate) async fn join_in(
        &self,
        tx: &Tx,
        person: &account::Model,
        role: Role,
    ) -> Result<entity::Model> {
        let row = entity::Model {
            id: tx.mint::<MemberId>(),
            website_id: tx.actor().website(),
            account_id: person.id,
            role,
            suspended_at: None,
            suspension_reason: None,
            created_at: tx.now(),
            updated_at: tx.now(),
        };
        let id = row.id;
        let row = row.into_active_model().reset_all();
        let place = Change::silently_created(row, "identity.member_joined", &id)
            .record(tx)
            .await
            .map_err(overtaken)?;
        self.tell_in(tx, &place, person).await?;
        Ok(place)
    }

    /// Says to the roster what is to be known of the member.
    pub(crate) async fn tell_in(
        &self,
        tx: &Tx,
        place: &entity::Model,
        person: &account::Model,
    ) -> Result<()> {
        let facts = MemberFacts {
            member: place.id,
            role: place.role,
            display_name: person.display_name.clone(),
            suspended: place.is_suspended(),
        };
        let told = self.roster.member_changed_in(tx, &facts).await;
        told.map_err(Error::Roster)
    }
}

/// Whoever writes the same address or the same place second was overtaken by the first.
pub(crate) fn overtaken(error: sea_orm::DbErr) -> Error {
    match error.sql_err() {
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => Error::Overtaken,
        _ => error.into(),
    }
}
