//! The row of one look through somebody else's eyes.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{
    AccountId, Actor, Change, ImpersonationId, Instant, MemberId, Role, SessionId, WebsiteId, audit,
};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, IntoIden};
use sea_orm::{
    Condition, FromQueryResult, IntoActiveModel, JoinType, QuerySelect, Select, SelectModel,
    Selector, Set,
};

use crate::account::entity as account;
use crate::membership::entity as membership;
use crate::session::entity as session;
use crate::{IdentityEvent, TokenHash, policy};

/// A look at a website through a member's eyes.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "impersonations")]
pub struct Model {
    /// The look. Where a session is named, it is named by the same UUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImpersonationId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// Through whose eyes.
    pub member_id: MemberId,
    /// The person.
    pub account_id: AccountId,
    /// Who looks; none for a superadmin, who is no member.
    pub impersonator_id: Option<MemberId>,
    /// The person who looks.
    pub impersonator_account_id: AccountId,
    /// The session of theirs that they do it from.
    pub impersonator_session_id: SessionId,
    /// What is stored of the token.
    #[sea_orm(unique)]
    pub token_hash: TokenHash,
    /// Why; the member reads it.
    pub reason: String,
    /// When it began.
    pub started_at: Instant,
    /// When it ends at the latest.
    pub expires_at: Instant,
    /// When it was ended.
    pub ended_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The looks that this asker may know of.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::visible_impersonations(actor))
    }
}

impl Model {
    /// Whether it goes on.
    pub fn is_active(&self, now: Instant) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }

    /// What it is called where a session is named.
    pub fn session(&self) -> SessionId {
        session_of(self.id)
    }

    /// Begins, and the person is told.
    pub(crate) fn begun(self) -> Change<ActiveModel> {
        let event = IdentityEvent::ImpersonationStarted {
            impersonation: self.id,
            account: self.account_id,
            member: self.member_id,
        };
        let note = audit::Note::new("identity.impersonation_started", &self.id);
        let note = note.on_behalf_of(&self.member_id);
        let row = self.into_active_model().reset_all();
        Change::created(row, &event).audited(note)
    }

    /// Ends.
    pub(crate) fn ended(self, now: Instant) -> Change<ActiveModel> {
        let event = IdentityEvent::SessionsEnded {
            account: self.account_id,
            sessions: vec![self.session()],
        };
        let note = audit::Note::new("identity.impersonation_ended", &self.id);
        let note = note.on_behalf_of(&self.member_id);
        let mut row = self.into_active_model();
        row.ended_at = Set(Some(now));
        Change::of(row, &event).audited(note)
    }
}

/// What a look is called where a session is named.
pub(crate) fn session_of(id: ImpersonationId) -> SessionId {
    let uuid: Uuid = id.into();
    SessionId::from(uuid)
}

/// Looks that go on.
pub(crate) fn find_active(now: Instant) -> Select<Entity> {
    Entity::find()
        .filter(Column::EndedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
}

/// The looks of a member, and those through their eyes.
pub(crate) fn concerns(member: MemberId) -> Condition {
    Condition::any()
        .add(Column::MemberId.eq(member))
        .add(Column::ImpersonatorId.eq(member))
}

/// What one statement says about whoever holds the token of a look: the look, the session it was
/// begun from, and what both people may do now.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Eyes {
    pub id: ImpersonationId,
    pub account_id: AccountId,
    pub member_id: MemberId,
    pub expires_at: Instant,
    pub ended_at: Option<Instant>,
    pub role: Role,
    pub suspended_at: Option<Instant>,
    pub is_superadmin: bool,
    pub looker_account_id: AccountId,
    pub looker_is_superadmin: bool,
    pub looker_id: Option<MemberId>,
    pub looker_role: Option<Role>,
    pub looker_suspended_at: Option<Instant>,
    pub session_id: SessionId,
    pub session_created_at: Instant,
    pub session_last_seen_at: Instant,
    pub session_expires_at: Instant,
    pub session_revoked_at: Option<Instant>,
}

/// Whoever holds this token on this website.
pub(super) fn find_looker(website: WebsiteId, token: &TokenHash) -> Selector<SelectModel<Eyes>> {
    let (looker, theirs) = (Alias::new("looker"), Alias::new("looker_place"));
    let to_looker = Entity::belongs_to(account::Entity)
        .from(Column::ImpersonatorAccountId)
        .to(account::Column::Id);
    let to_theirs = Entity::belongs_to(membership::Entity)
        .from(Column::ImpersonatorId)
        .to(membership::Column::Id);
    let to_place = Entity::belongs_to(membership::Entity)
        .from(Column::MemberId)
        .to(membership::Column::Id);
    let to_person = Entity::belongs_to(account::Entity)
        .from(Column::AccountId)
        .to(account::Column::Id);
    let to_session = Entity::belongs_to(session::Entity)
        .from(Column::ImpersonatorSessionId)
        .to(session::Column::Id);
    let of_looker = |column: account::Column| Expr::col((looker.clone().into_iden(), column));
    let of_theirs = |column: membership::Column| Expr::col((theirs.clone().into_iden(), column));
    Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::AccountId,
            Column::MemberId,
            Column::ExpiresAt,
            Column::EndedAt,
        ])
        .column(membership::Column::Role)
        .column(membership::Column::SuspendedAt)
        .column(account::Column::IsSuperadmin)
        .column_as(of_looker(account::Column::Id), "looker_account_id")
        .column_as(
            of_looker(account::Column::IsSuperadmin),
            "looker_is_superadmin",
        )
        .column_as(of_theirs(membership::Column::Id), "looker_id")
        .column_as(of_theirs(membership::Column::Role), "looker_role")
        .column_as(
            of_theirs(membership::Column::SuspendedAt),
            "looker_suspended_at",
        )
        .column_as(session::Column::Id, "session_id")
        .column_as(session::Column::CreatedAt, "session_created_at")
        .column_as(session::Column::LastSeenAt, "session_last_seen_at")
        .column_as(session::Column::ExpiresAt, "session_expires_at")
        .column_as(session::Column::RevokedAt, "session_revoked_at")
        .join(JoinType::InnerJoin, to_place.into())
        .join(JoinType::InnerJoin, to_person.into())
        .join(JoinType::InnerJoin, to_session.into())
        .join_as(JoinType::InnerJoin, to_looker.into(), looker.clone())
        .join_as(JoinType::LeftJoin, to_theirs.into(), theirs.clone())
        .filter(Column::TokenHash.eq(token.clone()))
        .filter(Column::WebsiteId.eq(website))
        .into_model::<Eyes>()
}
