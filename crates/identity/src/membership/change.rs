//! Changing what a member may do: their role, and whether they are kept out.

use kernel::{Actor, Faults, MemberId, Role, Tx};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};

use super::{Member, entity};
use crate::account::entity as account;
use crate::policy::{self, Subject};
use crate::security::{self, Kind, Note};
use crate::session::{ending::end_these_in, entity as session};
use crate::{Error, Identity, Result};

impl Identity {
    pub(super) async fn give_role(
        &self,
        actor: &Actor,
        id: MemberId,
        role: Role,
    ) -> Result<Member> {
        let _runs = policy::manage_members(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let (place, person, admins) = find_locked(&tx, id).await?;
        let permit = policy::manage(actor, &Subject::of(&place, &person))?;
        if place.role == role {
            return Ok(Member::seen_by(actor, place, &person));
        }
        keeps_an_admin(&place, &admins)?;
        let place = place.given(&permit, role, tx.now()).record(&tx).await?;
        let note = Note::of(person.id, Kind::RoleChanged);
        security::note_in(&tx, note);
        // They looked with other rights, or others with the eyes of somebody else.
        self.end_impersonations_in(&tx, &place).await?;
        self.tell_in(&tx, &place, &person).await?;
        tx.commit().await?;
        Ok(Member::seen_by(actor, place, &person))
    }

    pub(super) async fn keep_out(
        &self,
        actor: &Actor,
        id: MemberId,
        reason: &str,
    ) -> Result<Member> {
        let _runs = policy::manage_members(actor)?;
        let mut faults = Faults::none();
        let reason = faults.text("reason", reason, 500);
        let reason = faults.or(reason)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let (place, person, admins) = find_locked(&tx, id).await?;
        let permit = policy::manage(actor, &Subject::of(&place, &person))?;
        if place.is_suspended() {
            return Ok(Member::seen_by(actor, place, &person));
        }
        keeps_an_admin(&place, &admins)?;
        let place = place
            .suspended(&permit, reason, tx.now())
            .record(&tx)
            .await?;
        let open = session::find_history(person.id)
            .filter(session::Column::WebsiteId.eq(place.website_id))
            .filter(session::Column::RevokedAt.is_null())
            .filter(session::Column::ExpiresAt.gt(tx.now()));
        let open = open.lock_exclusive().all(&*tx).await?;
        end_these_in(&tx, open, Kind::SessionRevoked).await?;
        self.end_impersonations_in(&tx, &place).await?;
        self.tell_in(&tx, &place, &person).await?;
        tx.commit().await?;
        Ok(Member::seen_by(actor, place, &person))
    }

    pub(super) async fn readmit(&self, actor: &Actor, id: MemberId) -> Result<Member> {
        let _runs = policy::manage_members(actor)?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let (place, person, _) = find_locked(&tx, id).await?;
        let permit = policy::manage(actor, &Subject::of(&place, &person))?;
        if !place.is_suspended() {
            return Ok(Member::seen_by(actor, place, &person));
        }
        let place = place.reinstated(&permit, tx.now()).record(&tx).await?;
        self.tell_in(&tx, &place, &person).await?;
        tx.commit().await?;
        Ok(Member::seen_by(actor, place, &person))
    }
}

/// The member and the person, and who runs the website. The account is held first, as by a
/// sign-in: no session begins between the look at a member's standing and its change, and neither
/// waits for the other.
async fn find_locked(
    tx: &Tx,
    id: MemberId,
) -> Result<(entity::Model, account::Model, Vec<entity::Model>)> {
    let find = || entity::Entity::visible_to(tx.actor()).filter(entity::Column::Id.eq(id));
    let unknown = Error::NoSuchMember;
    let seen = find().one(&**tx).await?.ok_or(unknown(id))?;
    let person = account::hold_in(tx, seen.account_id).await?;
    let person = person.ok_or(unknown(id))?;
    let admins = entity::find_admins(tx.actor().website())
        .lock_exclusive()
        .all(&**tx)
        .await?;
    let place = find().lock_exclusive().one(&**tx).await?;
    Ok((place.ok_or(unknown(id))?, person, admins))
}

/// Somebody is left who runs the website when this member does not any more.
fn keeps_an_admin(place: &entity::Model, admins: &[entity::Model]) -> Result<()> {
    let runs = place.role == Role::Admin && !place.is_suspended();
    if runs && admins.iter().all(|admin| admin.id == place.id) {
        return Err(Error::LastAdmin);
    }
    Ok(())
}
