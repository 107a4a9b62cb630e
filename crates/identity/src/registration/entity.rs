//! The row of one pending registration.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{Actor, Change, Email, Instant, RegistrationId, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{IntoActiveModel, Select, Set};

use super::link;
use crate::TokenHash;

/// A registration that waits for its link to be opened.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registrations")]
pub struct Model {
    /// The registration.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RegistrationId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// Where the link goes.
    pub email: Email,
    /// What they want to be called.
    pub display_name: String,
    /// The language they chose.
    pub locale: Option<String>,
    /// The zone they chose.
    pub time_zone: Option<String>,
    /// When it was asked for.
    pub created_at: Instant,
    /// Until when it waits.
    pub expires_at: Instant,
    /// When its link was opened.
    pub used_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What has become of a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Waiting,
    Used,
    Expired,
}

impl Model {
    pub(crate) fn state(&self, now: Instant) -> State {
        if self.used_at.is_some() {
            State::Used
        } else if self.expires_at <= now {
            State::Expired
        } else {
            State::Waiting
        }
    }

    /// Its link was opened: no link of it opens again.
    pub(crate) fn used(self, now: Instant) -> Change<ActiveModel> {
        let id = self.id;
        let mut row = self.into_active_model();
        row.used_at = Set(Some(now));
        Change::silent(row, "identity.registration_used", &id)
    }
}

/// The registration, for the house, which issues its links.
pub(crate) fn find_here(actor: &Actor, id: RegistrationId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(actor.website()))
        .filter(Column::Id.eq(id))
}

/// The registration whose link somebody has opened on this website.
pub(crate) fn find_by_link(actor: &Actor, token: &TokenHash) -> Select<Entity> {
    let opened = Query::select()
        .column(link::Column::RegistrationId)
        .from(link::Entity)
        .and_where(link::Column::TokenHash.eq(token.clone()))
        .to_owned();
    Entity::find()
        .filter(Column::WebsiteId.eq(actor.website()))
        .filter(Column::Id.in_subquery(opened))
}
