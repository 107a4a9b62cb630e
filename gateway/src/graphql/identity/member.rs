//! The members of a website, and what those who run it do with them.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use identity::{JudgedMember, MemberFilter};

use super::account::{Account, Role};
use crate::graphql::context::Ask;
use crate::graphql::error::{ErrorCode, Nullable, UserError, command, nullable, payloads};
use crate::graphql::page;
use crate::graphql::scalar::{gid, typed};

/// A person's place on this website, as those who run it see it.
#[derive(Clone, Debug)]
pub struct Member(pub identity::Member);

/// A person's place on this website, as those who run it see it.
#[Object]
impl Member {
    /// The membership.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// The person.
    async fn account(&self) -> Account {
        Account(self.0.person.clone())
    }

    /// What they do here.
    async fn role(&self) -> Role {
        self.0.role.into()
    }

    /// Since when they are kept out. Null when they are not.
    async fn suspended_at(&self) -> Option<DateTime<Utc>> {
        self.0.suspended_at
    }

    /// Why they are kept out; they are not told.
    async fn suspension_reason(&self) -> Option<&str> {
        self.0.suspension_reason.as_deref()
    }

    /// Since when they have a place here.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it was last changed.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.0.updated_at
    }

    /// What you can do with them now, and why not the rest.
    async fn available_actions(&self, ctx: &Context<'_>) -> Vec<AvailableMemberAction> {
        let judged = self.0.available_actions(ctx.actor());
        judged.into_iter().map(Into::into).collect()
    }
}

/// What can be done with a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "identity::MemberAction")]
pub enum MemberAction {
    /// Give them another role: `changeMemberRole`.
    ChangeRole,
    /// Keep them out: `suspendMember`.
    Suspend,
    /// Let them in again: `reinstateMember`.
    Reinstate,
    /// Look through their eyes: `startImpersonation`.
    Impersonate,
}

/// Whether something can be done with a member.
#[derive(SimpleObject)]
pub struct AvailableMemberAction {
    /// What.
    pub action: MemberAction,
    /// Whether you can do it now.
    pub enabled: bool,
    /// Why not, for programs.
    pub reason_code: Option<ErrorCode>,
    /// Why not, for people.
    pub reason: Option<String>,
}

impl From<JudgedMember> for AvailableMemberAction {
    fn from(judged: JudgedMember) -> Self {
        let refusal = judged.refusal;
        Self {
            action: judged.action.into(),
            enabled: refusal.is_none(),
            reason_code: refusal.as_ref().and_then(|fault| ErrorCode::of(fault.code)),
            reason: refusal.map(|fault| fault.message),
        }
    }
}

/// Which members to list; every condition given has to hold.
#[derive(Clone, Debug, Default, InputObject)]
#[graphql(name = "MemberFilter")]
pub struct MemberFilterInput {
    /// Only those who do this.
    pub role: Option<Role>,
    /// Only those in whose name or address these letters stand, at most 100.
    pub search: Option<String>,
    /// Only those who are kept out, or only those who are not.
    pub suspended: Option<bool>,
}

impl From<MemberFilterInput> for MemberFilter {
    fn from(filter: MemberFilterInput) -> Self {
        Self {
            role: filter.role.map(Into::into),
            suspended: filter.suspended,
            search: filter.search,
        }
    }
}

/// How members are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "identity::MemberOrder")]
pub enum MemberOrderBy {
    /// By name.
    Name,
    /// Who came last, first.
    Newest,
}

/// The size of a list of members.
pub struct MemberTotal {
    filter: MemberFilter,
}

/// The size of a list of members.
#[Object]
impl MemberTotal {
    /// How many members the filter finds.
    async fn total_count(&self, ctx: &Context<'_>) -> Nullable<i32> {
        nullable(async {
            let members = &ctx.services().members;
            let count = members.count_members(ctx.actor(), &self.filter).await?;
            Ok(Some(i32::try_from(count).unwrap_or(i32::MAX)))
        })
        .await
    }
}

/// A page of members.
pub type MemberConnection = page::Connection<Member, MemberTotal>;

/// The questions about members.
#[derive(Default)]
pub struct MembersQuery;

#[Object]
impl MembersQuery {
    /// Requires: SUPPORT or ADMIN. The members of this website.
    async fn members(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "Which members.")] filter: Option<MemberFilterInput>,
        #[graphql(desc = "In which order; by name unless said otherwise.")] order_by: Option<
            MemberOrderBy,
        >,
    ) -> Nullable<MemberConnection> {
        nullable(async {
            let actor = ctx.signed_in()?;
            let page = page::page(first, after, None, None)?;
            let filter: MemberFilter = filter.unwrap_or_default().into();
            let order = order_by.map(Into::into).unwrap_or_default();
            let members = &ctx.services().members;
            let slice = members.find_members(actor, &filter, order, &page).await?;
            let total = MemberTotal { filter };
            Ok(Some(page::connection_with(slice, Member, total)))
        })
        .await
    }
}

/// Another role for a member.
#[derive(InputObject)]
pub struct ChangeMemberRoleInput {
    /// The member.
    pub member_id: ID,
    /// What they are to do here.
    pub role: Role,
}

/// Keeping a member out.
#[derive(InputObject)]
pub struct SuspendMemberInput {
    /// The member.
    pub member_id: ID,
    /// Why, at most 500 characters: for those who run the website, not for the member.
    pub reason: String,
}

/// Letting a member in again.
#[derive(InputObject)]
pub struct ReinstateMemberInput {
    /// The member.
    pub member_id: ID,
}

/// The member as they are from now on.
#[derive(Default, SimpleObject)]
pub struct ChangeMemberRolePayload {
    /// The member.
    pub member: Option<Member>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The member as they are from now on.
#[derive(Default, SimpleObject)]
pub struct SuspendMemberPayload {
    /// The member.
    pub member: Option<Member>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The member as they are from now on.
#[derive(Default, SimpleObject)]
pub struct ReinstateMemberPayload {
    /// The member.
    pub member: Option<Member>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

payloads! {
    ChangeMemberRolePayload,
    ReinstateMemberPayload,
    SuspendMemberPayload,
}

/// The commands about members.
#[derive(Default)]
pub struct MembersMutation;

#[Object]
impl MembersMutation {
    /// Requires: ADMIN. Gives a member another role; it holds from their next request on. Not for
    /// yourself, and somebody has to be left who runs the website.
    async fn change_member_role(
        &self,
        ctx: &Context<'_>,
        input: ChangeMemberRoleInput,
    ) -> Nullable<ChangeMemberRolePayload> {
        command(async {
            let id = typed(&input.member_id);
            let members = &ctx.services().members;
            let member = members
                .change_role(ctx.actor(), id, input.role.into())
                .await?;
            Ok(ChangeMemberRolePayload {
                member: Some(Member(member)),
                ..Default::default()
            })
        })
        .await
    }

    /// Requires: ADMIN. Keeps a member out of this website and signs them out of it; nothing of
    /// theirs is deleted. Doing it again changes nothing.
    async fn suspend_member(
        &self,
        ctx: &Context<'_>,
        input: SuspendMemberInput,
    ) -> Nullable<SuspendMemberPayload> {
        command(async {
            let id = typed(&input.member_id);
            let members = &ctx.services().members;
            let member = members.suspend(ctx.actor(), id, &input.reason).await?;
            Ok(SuspendMemberPayload {
                member: Some(Member(member)),
                ..Default::default()
            })
        })
        .await
    }

    /// Requires: ADMIN. Lets a suspended member in again. Doing it again changes nothing.
    async fn reinstate_member(
        &self,
        ctx: &Context<'_>,
        input: ReinstateMemberInput,
    ) -> Nullable<ReinstateMemberPayload> {
        command(async {
            let id = typed(&input.member_id);
            let members = &ctx.services().members;
            let member = members.reinstate(ctx.actor(), id).await?;
            Ok(ReinstateMemberPayload {
                member: Some(Member(member)),
                ..Default::default()
            })
        })
        .await
    }
}
