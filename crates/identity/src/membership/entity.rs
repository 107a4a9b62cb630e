//! The row of one membership.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{AccountId, Actor, Email, Instant, MemberId, Role, WebsiteId};
use sea_orm::Select;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;

use crate::account::entity as account;
use crate::policy;

/// A person's place on one website.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "memberships")]
pub struct Model {
    /// The membership: rows of the website name people by it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MemberId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// The person.
    pub account_id: AccountId,
    /// What they do here.
    pub role: Role,
    /// Since when they are kept out.
    pub suspended_at: Option<Instant>,
    /// Since when they have a place here.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The members this asker may see.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::visible_members(actor))
    }
}

impl Model {
    /// Whether the person is kept out.
    pub fn is_suspended(&self) -> bool {
        self.suspended_at.is_some()
    }
}

/// To the person.
pub(crate) fn to_account() -> RelationDef {
    Entity::belongs_to(account::Entity)
        .from(Column::AccountId)
        .to(account::Column::Id)
        .into()
}

/// The person's place on a website, for whoever comes in.
pub(crate) fn find_place(website: WebsiteId, account: AccountId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(website))
        .filter(Column::AccountId.eq(account))
}

/// The same by the address: asked whether or not there is such an account, so that the answer for
/// an unknown address takes as many statements as for a known one.
pub(crate) fn find_place_by_email(website: WebsiteId, email: &Email) -> Select<Entity> {
    let owner = Query::select()
        .column(account::Column::Id)
        .from(account::Entity)
        .and_where(account::Column::Email.eq(email.clone()))
        .to_owned();
    Entity::find()
        .filter(Column::WebsiteId.eq(website))
        .filter(Column::AccountId.in_subquery(owner))
}

/// A person's own places on all websites.
pub(crate) fn find_own(account: AccountId) -> Select<Entity> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::SuspendedAt.is_null())
}
