//! The row of one invitation.
#![expect(clippy::disallowed_methods, reason = "reads begin here")]

use kernel::{
    Actor, Change, Email, Instant, MemberId, MemberInvitationId, Permit, Role, WebsiteId,
};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{IntoActiveModel, Select, Set};

use super::link;
use crate::policy::{self, Invite};
use crate::{Error, Result, TokenHash};

/// An invitation to become a member of a website.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "member_invitations")]
pub struct Model {
    /// The invitation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MemberInvitationId,
    /// The tenant.
    pub website_id: WebsiteId,
    /// Where the link goes.
    pub email: Email,
    /// What they are to be called, as the inviter wrote it.
    pub display_name: Option<String>,
    /// What they are to do here.
    pub role: Role,
    /// Who invited them; none for a superadmin.
    pub inviter_id: Option<MemberId>,
    /// Who came.
    pub member_id: Option<MemberId>,
    /// When they were invited.
    pub created_at: Instant,
    /// Until when the link can be opened.
    pub expires_at: Instant,
    /// When it was.
    pub accepted_at: Option<Instant>,
    /// When the invitation was taken back, or gave way to another.
    pub revoked_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What has become of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Its link can be opened.
    Pending,
    /// They came.
    Accepted,
    /// Nobody opened the link in time.
    Expired,
    /// It was taken back.
    Revoked,
}

impl Entity {
    /// The invitations this asker may see.
    pub(crate) fn visible_to(actor: &Actor) -> Select<Self> {
        Self::find().filter(policy::visible_invitations(actor))
    }
}

impl Model {
    /// What has become of it.
    pub fn status(&self, now: Instant) -> Status {
        if self.accepted_at.is_some() {
            Status::Accepted
        } else if self.revoked_at.is_some() {
            Status::Revoked
        } else if self.expires_at <= now {
            Status::Expired
        } else {
            Status::Pending
        }
    }

    /// Is taken back: no link of it opens any more.
    pub(crate) fn revoked(
        self,
        _permit: &Permit<Invite>,
        now: Instant,
    ) -> Result<Change<ActiveModel>> {
        if self.accepted_at.is_some() {
            return Err(Error::InvitationSettled);
        }
        let id = self.id;
        let mut row = self.into_active_model();
        row.revoked_at = Set(Some(now));
        Ok(Change::silent(row, "identity.invitation_revoked", &id))
    }

    /// They came.
    pub(crate) fn accepted(self, member: Option<MemberId>, now: Instant) -> Change<ActiveModel> {
        let id = self.id;
        let mut row = self.into_active_model();
        row.accepted_at = Set(Some(now));
        row.member_id = Set(member);
        Change::silent(row, "identity.invitation_accepted", &id)
    }
}

/// The invitation of this website, for the house and for whoever holds its link.
pub(crate) fn find_here(actor: &Actor, id: MemberInvitationId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(actor.website()))
        .filter(Column::Id.eq(id))
}

/// The one invitation of an address that was neither accepted nor taken back.
pub(crate) fn find_open(actor: &Actor, email: &Email) -> Select<Entity> {
    Entity::find()
        .filter(Column::WebsiteId.eq(actor.website()))
        .filter(Column::Email.eq(email.clone()))
        .filter(Column::AcceptedAt.is_null())
        .filter(Column::RevokedAt.is_null())
}

/// The invitation whose link somebody has opened on this website.
pub(crate) fn find_by_link(actor: &Actor, token: &TokenHash) -> Select<Entity> {
    let opened = Query::select()
        .column(link::Column::InvitationId)
        .from(link::Entity)
        .and_where(link::Column::TokenHash.eq(token.clone()))
        .to_owned();
    Entity::find()
        .filter(Column::WebsiteId.eq(actor.website()))
        .filter(Column::Id.in_subquery(opened))
}

#[cfg(test)]
mod tests {
    use kernel::{Clock, Id, SystemClock};

    use super::*;

    #[test]
    fn an_invitation_is_open_until_something_ends_it() {
        let now = SystemClock.now();
        let open = Model {
            id: MemberInvitationId::mint(&SystemClock),
            website_id: WebsiteId::mint(&SystemClock),
            email: "ann@example.test".parse().expect("an address"),
            display_name: None,
            role: Role::Writer,
            inviter_id: None,
            member_id: None,
            created_at: now,
            expires_at: now + chrono::TimeDelta::days(7),
            accepted_at: None,
            revoked_at: None,
        };
        assert_eq!(open.status(now), Status::Pending);
        assert_eq!(open.status(open.expires_at), Status::Expired);
        let mut revoked = open.clone();
        revoked.revoked_at = Some(now);
        assert_eq!(revoked.status(open.expires_at), Status::Revoked);
        let mut accepted = open.clone();
        accepted.accepted_at = Some(now);
        assert_eq!(accepted.status(open.expires_at), Status::Accepted);
    }
}
