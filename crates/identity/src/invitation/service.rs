//! Inviting people, and the links that they come by.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::TimeDelta;
use kernel::once::{Once, once};
use kernel::{
    Actor, Change, Cursor, CursorKey, Email, Faults, MemberInvitationId, Page, Role, Slice, Sort,
    Tx, audit,
};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect, Set,
};
use serde::Serialize;
use tracing::instrument;

use super::entity::Status;
use super::{Accept, InvitationLink, Invite, entity, link};
use crate::account::entity as account;
use crate::link::Opening;
use crate::membership::entity as membership;
use crate::membership::{address, overtaken};
use crate::{Entry, Error, Identity, IdentityEvent, Result, Token, TokenKind, policy};

/// How those who run a website give somebody a place on it.
#[async_trait]
pub trait MemberInvitationService: Send + Sync {
    /// Invites somebody. An open invitation to the same address gives way. The answer is the same
    /// whether or not the address has an account on the installation.
    async fn invite(&self, actor: &Actor, invite: Invite) -> Result<entity::Model>;

    /// A link for an invitation of the actor's website; `None` when it leads nowhere any more.
    /// Each call makes another link, and each of them opens the invitation once for all.
    async fn invitation_link(
        &self,
        actor: &Actor,
        id: MemberInvitationId,
    ) -> Result<Option<InvitationLink>>;

    /// Somebody opened a link: the place here comes into being, with the account where there is
    /// none, and they are signed in. An account that has a password proves it: whoever reads the
    /// mail is not thereby its owner.
    async fn accept(&self, actor: &Actor, accept: Accept) -> Result<Entry>;

    /// Takes an invitation back: its links open nothing any more. Doing it again changes nothing.
    async fn revoke_invitation(
        &self,
        actor: &Actor,
        id: MemberInvitationId,
    ) -> Result<entity::Model>;

    /// Those of `ids` that the asker may see.
    async fn invitations(
        &self,
        actor: &Actor,
        ids: &[MemberInvitationId],
    ) -> Result<HashMap<MemberInvitationId, entity::Model>>;

    /// The invitations of the asker's website, newest first.
    async fn find_invitations(&self, actor: &Actor, page: &Page) -> Result<Slice<entity::Model>>;

    /// How many there are.
    async fn count_invitations(&self, actor: &Actor) -> Result<u64>;
}

/// What an inviter said, checked.
#[derive(Serialize)]
struct Checked {
    email: Email,
    display_name: Option<String>,
    role: Role,
}

impl Invite {
    fn check(self) -> Result<Checked, Faults> {
        let mut faults = Faults::none();
        let email = address(&mut faults, &self.email);
        let name = self.display_name.filter(|name| !name.trim().is_empty());
        let display_name = name.map(|name| faults.line("displayName", &name, 100));
        match email {
            Some(email) if faults.is_empty() => Ok(Checked {
                email,
                display_name,
                role: self.role,
            }),
            Some(_) | None => Err(faults),
        }
    }
}

#[async_trait]
impl MemberInvitationService for Identity {
    #[instrument(name = "identity.invite", skip_all)]
    async fn invite(&self, actor: &Actor, invite: Invite) -> Result<entity::Model> {
        let permit = policy::invite(actor)?;
        let key = invite.idempotency_key;
        let checked = invite.check()?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let id = tx.mint::<MemberInvitationId>();
        match once(&tx, "inviteMember", key, &checked, id).await? {
            Once::First => {}
            Once::Again(known) => {
                let known = MemberInvitationId::from(known);
                let found = entity::find_here(actor, known).one(&*tx).await?;
                return found.ok_or(Error::NoSuchInvitation(known));
            }
            Once::Misused => return Err(Error::MisusedKey),
        }
        let place = membership::find_place_by_email(actor.website(), &checked.email);
        match place.one(&*tx).await? {
            Some(place) if place.is_suspended() => return Err(Error::MemberSuspended),
            Some(_) => return Err(Error::MemberAlready),
            None => {}
        }
        let open = entity::find_open(actor, &checked.email).lock_exclusive();
        if let Some(open) = open.one(&*tx).await? {
            open.revoked(&permit, tx.now())?.record(&tx).await?;
        }
        let invitation = invited(&tx, id, checked)
            .record(&tx)
            .await
            .map_err(overtaken)?;
        tx.commit().await?;
        Ok(invitation)
    }

    #[instrument(name = "identity.invitation_link", skip_all, fields(invitation.id = %id))]
    async fn invitation_link(
        &self,
        actor: &Actor,
        id: MemberInvitationId,
    ) -> Result<Option<InvitationLink>> {
        let _permit = policy::issue_link(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let invitation = entity::find_here(actor, id)
            .lock_exclusive()
            .one(&*tx)
            .await?;
        let open = invitation.filter(|row| row.status(tx.now()) == Status::Pending);
        let Some(invitation) = open else {
            return Ok(None);
        };
        let person = account::find_by_email(&invitation.email).one(&*tx).await?;
        let token = Token::mint(&*self.clock, TokenKind::Link);
        let row = link::ActiveModel {
            token_hash: Set(token.hash()),
            website_id: Set(invitation.website_id),
            invitation_id: Set(invitation.id),
            issued_at: Set(tx.now()),
        };
        row.insert(&*tx).await?;
        tx.commit().await?;
        Ok(Some(InvitationLink {
            token,
            email: invitation.email,
            role: invitation.role,
            locale: person.and_then(|person| person.locale),
            expires_at: invitation.expires_at,
        }))
    }

    #[instrument(name = "identity.accept", skip_all)]
    async fn accept(&self, actor: &Actor, accept: Accept) -> Result<Entry> {
        let Accept {
            token,
            password,
            display_name: called,
            origin,
        } = accept;
        let opening = Opening {
            token,
            password,
            called,
            origin,
        };
        self.open::<entity::Model>(actor, opening).await
    }

    #[instrument(name = "identity.revoke_invitation", skip_all, fields(invitation.id = %id))]
    async fn revoke_invitation(
        &self,
        actor: &Actor,
        id: MemberInvitationId,
    ) -> Result<entity::Model> {
        let permit = policy::invite(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let invitation = entity::Entity::visible_to(actor)
            .filter(entity::Column::Id.eq(id))
            .lock_exclusive()
            .one(&*tx)
            .await?
            .ok_or(Error::NoSuchInvitation(id))?;
        if invitation.revoked_at.is_some() {
            return Ok(invitation);
        }
        let invitation = invitation.revoked(&permit, tx.now())?.record(&tx).await?;
        tx.commit().await?;
        Ok(invitation)
    }

    async fn invitations(
        &self,
        actor: &Actor,
        ids: &[MemberInvitationId],
    ) -> Result<HashMap<MemberInvitationId, entity::Model>> {
        let rows = entity::Entity::visible_to(actor)
            .filter(entity::Column::Id.is_in(ids.iter().copied()))
            .all(&self.db)
            .await?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }

    async fn find_invitations(&self, actor: &Actor, page: &Page) -> Result<Slice<entity::Model>> {
        let _permit = policy::invite(actor)?;
        let newest = Sort::descending(
            Expr::col((entity::Entity, entity::Column::CreatedAt)),
            (entity::Entity, entity::Column::Id),
            |row: &entity::Model| Cursor::new(CursorKey::Time(row.created_at), row.id),
        );
        let select = entity::Entity::visible_to(actor);
        Ok(page.fetch(select, newest, &self.db).await?)
    }

    async fn count_invitations(&self, actor: &Actor) -> Result<u64> {
        let _permit = policy::invite(actor)?;
        Ok(entity::Entity::visible_to(actor).count(&self.db).await?)
    }
}

/// The invitation comes into being, open for as long as the website keeps its links.
fn invited(tx: &Tx, id: MemberInvitationId, checked: Checked) -> Change<entity::ActiveModel> {
    let site = tx.actor().site();
    let days = TimeDelta::days(site.policies.invitation_days.into());
    let note = audit::Note::new("identity.member_invited", &id);
    let note = note.changed(&None, &Some(checked.role));
    let row = entity::Model {
        id,
        website_id: site.id,
        email: checked.email,
        display_name: checked.display_name,
        role: checked.role,
        inviter_id: tx.actor().member(),
        member_id: None,
        created_at: tx.now(),
        expires_at: tx.now() + days,
        accepted_at: None,
        revoked_at: None,
    };
    let event = IdentityEvent::MemberInvited { invitation: id };
    let row = row.into_active_model().reset_all();
    Change::created(row, &event).audited(note)
}
