//! Invitations to become a member.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use identity::{Accept, Invite, Password, invitation_row};
use uuid::Uuid;

use super::account::{Account, Role};
use super::challenge::SignInChallenge;
use super::entered::Entered;
use super::session::Session;
use super::viewer::Viewer;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, UserError, command, nullable, payloads};
use crate::graphql::loaders::identity::AccountOf;
use crate::graphql::page;
use crate::graphql::scalar::{gid, typed};

/// What has become of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "identity::InvitationStatus")]
pub enum MemberInvitationStatus {
    /// Its link can be opened.
    Pending,
    /// They came.
    Accepted,
    /// Nobody opened the link in time.
    Expired,
    /// It was taken back, or gave way to another one.
    Revoked,
}

/// An invitation to become a member of this website.
#[derive(Clone, Debug)]
pub struct MemberInvitation(pub invitation_row::Model);

/// An invitation to become a member of this website.
#[Object]
impl MemberInvitation {
    /// The invitation.
    pub async fn id(&self) -> ID {
        gid(self.0.id)
    }

    /// Where the link went.
    async fn email(&self) -> &str {
        self.0.email.as_str()
    }

    /// What they are to be called, as the inviter wrote it.
    async fn display_name(&self) -> Option<&str> {
        self.0.display_name.as_deref()
    }

    /// What they are to do here.
    async fn role(&self) -> Role {
        self.0.role.into()
    }

    /// What has become of it.
    async fn status(&self, ctx: &Context<'_>) -> MemberInvitationStatus {
        self.0.status(ctx.now()).into()
    }

    /// Who invited them. Null for a superadmin, who is no member.
    async fn invited_by(&self, ctx: &Context<'_>) -> Nullable<Account> {
        nullable(async {
            match self.0.inviter_id {
                Some(member) => ctx.load(AccountOf(member)).await,
                None => Ok(None),
            }
        })
        .await
    }

    /// When they were invited.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// Until when the link can be opened.
    async fn expires_at(&self) -> DateTime<Utc> {
        self.0.expires_at
    }

    /// When it was.
    async fn accepted_at(&self) -> Option<DateTime<Utc>> {
        self.0.accepted_at
    }

    /// When the invitation was taken back.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }
}

/// The size of a list of invitations.
pub struct InvitationTotal;

/// The size of a list of invitations.
#[Object]
impl InvitationTotal {
    /// How many people were invited to this website.
    async fn total_count(&self, ctx: &Context<'_>) -> Nullable<i32> {
        nullable(async {
            let invitations = &ctx.services().member_invitations;
            let count = invitations.count_invitations(ctx.actor()).await?;
            Ok(Some(i32::try_from(count).unwrap_or(i32::MAX)))
        })
        .await
    }
}

/// A page of invitations.
pub type InvitationConnection = page::Connection<MemberInvitation, InvitationTotal>;

/// The questions about invitations.
#[derive(Default)]
pub struct InvitationQuery;

#[Object]
impl InvitationQuery {
    /// Requires: ADMIN. Who was invited to this website, newest first.
    async fn invitations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 unless said otherwise.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
    ) -> Nullable<InvitationConnection> {
        nullable(async {
            let actor = ctx.signed_in()?;
            let page = page::page(first, after, last, before)?;
            let invitations = &ctx.services().member_invitations;
            let slice = invitations.find_invitations(actor, &page).await?;
            let total = InvitationTotal;
            Ok(Some(page::connection_with(slice, MemberInvitation, total)))
        })
        .await
    }
}

/// Whom to invite.
#[derive(InputObject)]
pub struct InviteMemberInput {
    /// Where the link goes.
    pub email: String,
    /// What they are to be called if they are new, at most 100 characters; they may choose
    /// otherwise.
    pub display_name: Option<String>,
    /// What they are to do here.
    pub role: Role,
    /// The same key and input invite once.
    pub idempotency_key: Option<Uuid>,
}

/// A mail is on its way, whether or not the address has an account on the installation.
#[derive(Default, SimpleObject)]
pub struct InviteMemberPayload {
    /// The invitation.
    pub invitation: Option<MemberInvitation>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// Which invitation to take back.
#[derive(InputObject)]
pub struct RevokeInvitationInput {
    /// The invitation.
    pub invitation_id: ID,
}

/// Its links open nothing any more.
#[derive(Default, SimpleObject)]
pub struct RevokeInvitationPayload {
    /// The invitation.
    pub invitation: Option<MemberInvitation>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

/// The link out of the mail, opened.
#[derive(InputObject)]
pub struct AcceptInvitationInput {
    /// The token out of the link.
    pub token: String,
    /// Your password: 10 to 128 characters, hard to guess. Where you have an account already, its
    /// own password.
    pub password: String,
    /// What you want to be called, at most 100 characters, where you have no account yet.
    pub display_name: Option<String>,
    /// What you call this device, at most 60 characters.
    pub device_name: Option<String>,
}

/// You are a member now: you are in, or there is a second step.
#[derive(Default, SimpleObject)]
pub struct AcceptInvitationPayload {
    /// The session. Null when there is a second step.
    pub session: Option<Session>,
    /// For API clients: `Authorization: Bearer …`. Browsers get a cookie as well. Shown once.
    pub token: Option<String>,
    /// For API clients: hand it in at the next sign-in to be known as the same device. Shown once.
    pub device_token: Option<String>,
    /// The second step, where there is one: answer it with `answerChallenge`.
    pub challenge: Option<SignInChallenge>,
    /// Who you are.
    pub viewer: Option<Viewer>,
    /// What was wrong with the input; empty when nothing was.
    pub user_errors: Vec<UserError>,
}

payloads! {
    AcceptInvitationPayload,
    InviteMemberPayload,
    RevokeInvitationPayload,
}

/// The commands about invitations.
#[derive(Default)]
pub struct InvitationMutation;

#[Object]
impl InvitationMutation {
    /// Requires: ADMIN. Invites somebody to this website, in any role. A link is mailed that opens
    /// once, within a week. An open invitation to the same address gives way to this one.
    async fn invite_member(
        &self,
        ctx: &Context<'_>,
        input: InviteMemberInput,
    ) -> Nullable<InviteMemberPayload> {
        command(async {
            let invite = Invite {
                email: input.email,
                display_name: input.display_name,
                role: input.role.into(),
                idempotency_key: input.idempotency_key,
            };
            let invitations = &ctx.services().member_invitations;
            let row = invitations.invite(ctx.actor(), invite).await?;
            Ok(InviteMemberPayload {
                invitation: Some(MemberInvitation(row)),
                ..Default::default()
            })
        })
        .await
    }

    /// Requires: ADMIN. Takes an invitation back. Doing it again changes nothing.
    async fn revoke_invitation(
        &self,
        ctx: &Context<'_>,
        input: RevokeInvitationInput,
    ) -> Nullable<RevokeInvitationPayload> {
        command(async {
            let id = typed(&input.invitation_id);
            let invitations = &ctx.services().member_invitations;
            let row = invitations.revoke_invitation(ctx.actor(), id).await?;
            Ok(RevokeInvitationPayload {
                invitation: Some(MemberInvitation(row)),
                ..Default::default()
            })
        })
        .await
    }

    /// Public. Opens the mailed link, makes you a member and signs you in. With an account of
    /// yours, its password is asked for; without one, you choose it here.
    async fn accept_invitation(
        &self,
        ctx: &Context<'_>,
        input: AcceptInvitationInput,
    ) -> Nullable<AcceptInvitationPayload> {
        command(async {
            let accept = Accept {
                token: input.token,
                password: Password::from(input.password),
                display_name: input.display_name,
                origin: ctx.facts().origin(input.device_name, None),
            };
            let invitations = &ctx.services().member_invitations;
            let entry = invitations.accept(ctx.actor(), accept).await?;
            Ok(Entered::of(ctx, entry, true).into())
        })
        .await
    }
}
