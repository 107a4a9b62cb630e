//! The row of one session.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::bundle::Among;
use kernel::{AccountId, Actor, Change, DeviceId, Instant, MemberId, SessionId, WebsiteId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{Condition, FromQueryResult, IntoActiveModel, QuerySelect, QueryTrait, Select, Set};

use crate::account::entity as account;
use crate::membership::entity as membership;
use crate::policy;
use crate::{Config, IdentityEvent, TokenHash};

/// What somebody said about a sign-in to their account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Answer {
    /// It was them.
    Mine,
    /// It was somebody else.
    NotMine,
}

/// One sign-in on one website.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// The session.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// The person.
    pub account_id: AccountId,
    /// Their place here; none for a superadmin.
    pub member_id: Option<MemberId>,
    /// What they signed in with.
    pub device_id: DeviceId,
    /// What is stored of the token.
    #[sea_orm(unique)]
    pub token_hash: TokenHash,
    /// What the person calls the device, or what it calls itself: `Firefox on Linux`.
    pub label: String,
    /// Where they signed in: the address cut to its network, or `unknown`.
    pub network: String,
    /// The place that network is known to be at, when it is known.
    pub place: Option<String>,
    /// What its owner said when they were asked whether it was them.
    pub answer: Option<Answer>,
    /// What the device said of itself.
    pub user_agent: Option<String>,
    /// When they signed in.
    pub created_at: Instant,
    /// When it was last used, to the minute.
    pub last_seen_at: Instant,
    /// When it ends at the latest.
    pub expires_at: Instant,
    /// When its holder last proved who they are.
    pub proved_at: Option<Instant>,
    /// When it was ended.
    pub revoked_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The sessions this asker may see: their own.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::visible_sessions(actor))
    }
}

impl Model {
    /// Was begun by its owner, as they say.
    pub(crate) fn called_mine(self) -> Change<ActiveModel> {
        let id = self.id;
        let mut row = self.into_active_model();
        row.answer = Set(Some(Answer::Mine));
        Change::silent(row, "identity.sign_in_confirmed", &id)
    }

    /// Was begun by somebody else, as its owner says.
    pub(crate) fn disowned(self, now: Instant) -> Change<ActiveModel> {
        let event = IdentityEvent::SignInDisowned {
            account: self.account_id,
            session: self.id,
            device: self.device_id,
            at: now,
        };
        let mut row = self.into_active_model();
        row.answer = Set(Some(Answer::NotMine));
        Change::of(row, &event)
    }
}

/// Not ended, not run out, not forgotten: what [`crate::session::authenticate`] lets in, as a
/// condition.
pub(crate) fn active(config: &Config, staff: bool, now: Instant) -> Condition {
    Condition::all()
        .add(Column::RevokedAt.is_null())
        .add(Column::ExpiresAt.gt(now))
        .add(Column::LastSeenAt.gt(now - config.idle(staff)))
        .add(Column::CreatedAt.gt(now - config.absolute(staff, true)))
}

/// What one statement says about the holder of a token.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct Holder {
    pub(crate) id: SessionId,
    pub(crate) account_id: AccountId,
    pub(crate) created_at: Instant,
    pub(crate) last_seen_at: Instant,
    pub(crate) expires_at: Instant,
    pub(crate) revoked_at: Option<Instant>,
    pub(crate) is_superadmin: bool,
    pub(crate) member_id: Option<MemberId>,
    pub(crate) role: Option<kernel::Role>,
    pub(crate) suspended_at: Option<Instant>,
}

/// Which token is held on which website by whom.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct Held {
    pub(crate) token_hash: TokenHash,
    pub(crate) website_id: WebsiteId,
    #[sea_orm(nested)]
    pub(crate) holder: Holder,
}

/// The holders of these tokens, on whatever website each is good for.
pub(crate) fn find_held(tokens: Vec<TokenHash>) -> sea_orm::Selector<sea_orm::SelectModel<Held>> {
    find_holders()
        .filter(Column::TokenHash.is_in(tokens))
        .into_model::<Held>()
}

/// The holders of these sessions, on whichever website, for the house.
pub(crate) fn find_holders_of(
    sessions: &[SessionId],
) -> sea_orm::Selector<sea_orm::SelectModel<Holder>> {
    find_holders()
        .filter(Column::Id.is_in(sessions.iter().copied()))
        .into_model::<Holder>()
}

fn find_holders() -> Select<Entity> {
    let to_account = Entity::belongs_to(account::Entity)
        .from(Column::AccountId)
        .to(account::Column::Id);
    let to_place = Entity::belongs_to(membership::Entity)
        .from(Column::MemberId)
        .to(membership::Column::Id);
    Entity::find()
        .select_only()
        .columns([
            Column::TokenHash,
            Column::WebsiteId,
            Column::Id,
            Column::AccountId,
            Column::CreatedAt,
            Column::LastSeenAt,
            Column::ExpiresAt,
            Column::RevokedAt,
        ])
        .column(account::Column::IsSuperadmin)
        .column_as(membership::Column::Id, "member_id")
        .column(membership::Column::Role)
        .column(membership::Column::SuspendedAt)
        .join(sea_orm::JoinType::InnerJoin, to_account.into())
        .join(sea_orm::JoinType::LeftJoin, to_place.into())
}

/// The sessions of a person on all websites, alive or not: what a sign-in is compared with.
pub(crate) fn find_history(whose: impl Into<Among<AccountId>>) -> Select<Entity> {
    Entity::find().filter(whose.into().holds(Column::AccountId))
}

/// Whether a person never signed in before (`first_ever`), and whether never from this network
/// (`new_location`).
pub(crate) fn novelty(whose: Among<AccountId>, network: &str) -> SelectStatement {
    let any = find_history(whose).select_only().column(Column::Id);
    let from_here = any.clone().filter(Column::Network.eq(network));
    Query::select()
        .expr_as(Expr::not_exists(any.into_query()), "first_ever")
        .expr_as(Expr::not_exists(from_here.into_query()), "new_location")
        .to_owned()
}

/// This session on the asker's website, for whoever has proved by other means that it concerns
/// them.
pub(crate) fn find_here(actor: &Actor, id: SessionId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(actor.website()))
        .filter(Column::Id.eq(id))
}

/// The sessions of everybody that began at `since` or later, for the house.
pub(crate) fn find_since(since: Instant) -> Select<Entity> {
    Entity::find().filter(Column::CreatedAt.gte(since))
}
