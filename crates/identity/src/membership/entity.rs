//! The row of one membership.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::bundle::Among;
use kernel::{AccountId, Actor, Change, Email, Instant, MemberId, Permit, Role, WebsiteId, audit};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{IntoActiveModel, QueryOrder, Select, Set};

use crate::account::entity as account;
use crate::policy::{self, Manage};
use crate::{IdentityEvent, MemberChange};

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
    /// Why, for those who run the website.
    pub suspension_reason: Option<String>,
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

    /// Does something else here from now on.
    pub(crate) fn given(
        self,
        _permit: &Permit<Manage>,
        role: Role,
        now: Instant,
    ) -> Change<ActiveModel> {
        let (before, change) = (self.role, |before| MemberChange::Role {
            before,
            after: role,
        });
        let event = self.changed(change(before));
        let note = audit::Note::new("identity.role_changed", &self.id).changed(&before, &role);
        let mut row = self.into_active_model();
        row.role = Set(role);
        row.updated_at = Set(now);
        Change::of(row, &event).audited(note)
    }

    /// Is kept out from now on.
    pub(crate) fn suspended(
        self,
        _permit: &Permit<Manage>,
        reason: String,
        now: Instant,
    ) -> Change<ActiveModel> {
        let event = self.changed(MemberChange::Suspended);
        let note = audit::Note::new("identity.member_suspended", &self.id);
        let mut row = self.into_active_model();
        row.suspended_at = Set(Some(now));
        row.suspension_reason = Set(Some(reason));
        row.updated_at = Set(now);
        Change::of(row, &event).audited(note)
    }

    /// Is let in again.
    pub(crate) fn reinstated(self, _permit: &Permit<Manage>, now: Instant) -> Change<ActiveModel> {
        let event = self.changed(MemberChange::Reinstated);
        let note = audit::Note::new("identity.member_reinstated", &self.id);
        let mut row = self.into_active_model();
        row.suspended_at = Set(None);
        row.suspension_reason = Set(None);
        row.updated_at = Set(now);
        Change::of(row, &event).audited(note)
    }

    fn changed(&self, change: MemberChange) -> IdentityEvent {
        IdentityEvent::MemberChanged {
            account: self.account_id,
            member: self.id,
            change,
        }
    }
}

/// Those who run the website and are not kept out, always locked in the same order before a
/// member's standing changes: of two ADMINs who demote each other, one stays.
pub(crate) fn find_admins(website: WebsiteId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(website))
        .filter(Column::Role.eq(Role::Admin))
        .filter(Column::SuspendedAt.is_null())
        .order_by_asc(Column::Id)
}

/// To the person.
pub(crate) fn to_account() -> RelationDef {
    Entity::belongs_to(account::Entity)
        .from(Column::AccountId)
        .to(account::Column::Id)
        .into()
}

/// The person's place on a website, for whoever comes in.
pub(crate) fn find_place(website: WebsiteId, whose: impl Into<Among<AccountId>>) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(website))
        .filter(whose.into().holds(Column::AccountId))
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

/// All places of a person, those they are kept out of as well.
pub(crate) fn find_everywhere(account: AccountId) -> Select<Entity> {
    Entity::find().filter(Column::AccountId.eq(account))
}

/// A person's own places on all websites.
pub(crate) fn find_own(account: AccountId) -> Select<Entity> {
    Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::SuspendedAt.is_null())
}
