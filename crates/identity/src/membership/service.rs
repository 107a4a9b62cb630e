//! Who is who on a website.

use std::collections::HashMap;

use async_trait::async_trait;
use kernel::bundle::{Among, Bundle};
use kernel::{AccountId, Actor, Code, Email, Faults, MemberId, Page, Role, Slice, Tx};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use tracing::instrument;

use super::entity;
use super::join::overtaken;
use super::{Enrolled, Enrolment, Member, MemberFilter, MemberOrder, Members, Person, Standing};
use crate::account::entity as account;
use crate::{Error, Identity, PasswordHash, Result, policy};

/// What the rest of the house may ask about people.
#[async_trait]
pub trait MemberService: Send + Sync {
    /// Those of `ids` who are members of the asker's website.
    async fn members(&self, actor: &Actor, ids: &[MemberId]) -> Result<HashMap<MemberId, Member>>;

    /// Those of `ids` that the asker may see: their own, and for staff the website's members.
    async fn accounts(
        &self,
        actor: &Actor,
        ids: &[AccountId],
    ) -> Result<HashMap<AccountId, Person>>;

    /// The asker's own places on all websites, oldest first, without those they are kept out of.
    async fn memberships(&self, actor: &Actor) -> Result<Vec<entity::Model>>;

    /// Gives a person a place on the asker's website. An account that has the address is used as
    /// it is; a password is set only where there is none. Doing it twice gives the same place.
    async fn enrol(&self, actor: &Actor, enrolment: Enrolment) -> Result<Enrolled>;

    /// The members of the asker's website, for those who run it or help its people.
    async fn find_members(
        &self,
        actor: &Actor,
        filter: &MemberFilter,
        order: MemberOrder,
        page: &Page,
    ) -> Result<Slice<Member>>;

    /// How many members the filter finds.
    async fn count_members(&self, actor: &Actor, filter: &MemberFilter) -> Result<u64>;

    /// Gives a member another role: it holds from their next request on. Giving the one they have
    /// changes nothing.
    async fn change_role(&self, actor: &Actor, id: MemberId, role: Role) -> Result<Member>;

    /// Keeps a member out and ends their sessions on this website. Doing it again changes nothing.
    async fn suspend(&self, actor: &Actor, id: MemberId, reason: &str) -> Result<Member>;

    /// Lets a member in again. Doing it again changes nothing.
    async fn reinstate(&self, actor: &Actor, id: MemberId) -> Result<Member>;
}

impl Member {
    /// Whether the asker may look at this place as such: whoever may read the list, and its owner.
    pub fn is_shown_to(&self, actor: &Actor) -> bool {
        policy::list_members(actor).is_ok() || actor.is(self.id)
    }

    pub(super) fn seen_by(actor: &Actor, row: entity::Model, person: &account::Model) -> Self {
        let sees = policy::list_members(actor).is_ok();
        Self {
            id: row.id,
            role: row.role,
            suspended: row.is_suspended(),
            suspended_at: row.suspended_at.filter(|_| sees),
            suspension_reason: row.suspension_reason.filter(|_| sees),
            created_at: row.created_at,
            updated_at: row.updated_at,
            person: Person::seen_by(actor, person),
            is_superadmin: person.is_superadmin,
        }
    }
}

impl Person {
    pub(crate) fn seen_by(actor: &Actor, row: &account::Model) -> Self {
        let sees = policy::sees_address(actor, row.id);
        Self {
            id: row.id,
            display_name: row.display_name.clone(),
            email: sees.then(|| row.email.clone()),
            locale: row.locale.clone().filter(|_| sees),
            time_zone: row.time_zone.clone().filter(|_| sees),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

#[async_trait]
impl MemberService for Identity {
    async fn members(&self, actor: &Actor, ids: &[MemberId]) -> Result<HashMap<MemberId, Member>> {
        let mut bundle = Bundle::default();
        let members = Members::ask(&mut bundle, actor, &Among::These(ids.to_vec()));
        Ok(members.answer(&mut bundle.read(&self.db).await?, actor)?)
    }

    async fn accounts(
        &self,
        actor: &Actor,
        ids: &[AccountId],
    ) -> Result<HashMap<AccountId, Person>> {
        let rows = account::Entity::visible_to(actor)
            .filter(account::Column::Id.is_in(ids.iter().copied()))
            .all(&self.db)
            .await?;
        let person = |row: &account::Model| (row.id, Person::seen_by(actor, row));
        Ok(rows.iter().map(person).collect())
    }

    async fn memberships(&self, actor: &Actor) -> Result<Vec<entity::Model>> {
        let Some(own) = actor.account() else {
            return Ok(Vec::new());
        };
        let mut places = entity::find_own(own);
        if !policy::sees_private(actor) {
            // Where else they are is none of the business of whoever looks through their eyes.
            places = places.filter(entity::Column::WebsiteId.eq(actor.website()));
        }
        let rows = places
            .order_by_asc(entity::Column::CreatedAt)
            .order_by_asc(entity::Column::Id)
            .all(&self.db)
            .await?;
        Ok(rows)
    }

    #[instrument(name = "identity.enrol", skip_all)]
    async fn enrol(&self, actor: &Actor, enrolment: Enrolment) -> Result<Enrolled> {
        let _permit = policy::enrol(actor)?;
        let standing = enrolment.standing;
        let (person, hash) = self.check(enrolment).await?;
        let tx = Tx::begin(&self.db, actor, &self.clock).await?;
        let person = known_or_new_in(&tx, person, hash).await?;
        let member = match standing {
            Standing::Superadmin if person.is_superadmin => None,
            Standing::Superadmin => {
                person.clone().raised(tx.now()).record(&tx).await?;
                None
            }
            Standing::Member(role) => Some(self.place_in(&tx, &person, role).await?),
        };
        tx.commit().await?;
        Ok(Enrolled {
            account: person.id,
            member,
            has_password: person.password_hash.is_some(),
        })
    }

    async fn find_members(
        &self,
        actor: &Actor,
        filter: &MemberFilter,
        order: MemberOrder,
        page: &Page,
    ) -> Result<Slice<Member>> {
        self.roll(actor, filter, order, page).await
    }

    async fn count_members(&self, actor: &Actor, filter: &MemberFilter) -> Result<u64> {
        self.roll_count(actor, filter).await
    }

    #[instrument(name = "identity.change_role", skip_all, fields(member.id = %id))]
    async fn change_role(&self, actor: &Actor, id: MemberId, role: Role) -> Result<Member> {
        self.give_role(actor, id, role).await
    }

    #[instrument(name = "identity.suspend", skip_all, fields(member.id = %id))]
    async fn suspend(&self, actor: &Actor, id: MemberId, reason: &str) -> Result<Member> {
        self.keep_out(actor, id, reason).await
    }

    #[instrument(name = "identity.reinstate", skip_all, fields(member.id = %id))]
    async fn reinstate(&self, actor: &Actor, id: MemberId) -> Result<Member> {
        self.readmit(actor, id).await
    }
}

impl Identity {
    /// The enrolled person as a new account, and their hashed password; or everything wrong.
    async fn check(&self, enrolment: Enrolment) -> Result<(account::Model, Option<PasswordHash>)> {
        let mut faults = Faults::none();
        let email = address(&mut faults, &enrolment.email);
        let display_name = faults.line("displayName", &enrolment.display_name, 100);
        let locale = enrolment.locale.map(|tag| faults.language("locale", &tag));
        let zone = enrolment
            .time_zone
            .and_then(|name| faults.zone("timeZone", &name));
        let mut hash = None;
        if let Some(password) = enrolment.password {
            let about = email
                .iter()
                .flat_map(|email| account::Model::about(email, &display_name));
            match self.hasher.accept(password, about.collect()).await? {
                Ok(accepted) => hash = Some(accepted),
                Err(weak) => faults.extend(weak),
            }
        }
        let (Some(email), true) = (email, faults.is_empty()) else {
            return Err(faults.into());
        };
        let now = self.clock.now();
        let person = account::Model {
            id: kernel::Id::mint(&*self.clock),
            email,
            display_name,
            locale,
            time_zone: zone.map(|zone| zone.name().to_owned()),
            password_hash: hash.clone(),
            password_changed_at: hash.as_ref().map(|_| now),
            reset_required_at: None,
            is_superadmin: false,
            created_at: now,
            updated_at: now,
            version: 0,
        };
        Ok((person, hash))
    }

    async fn place_in(&self, tx: &Tx, person: &account::Model, role: Role) -> Result<MemberId> {
        let place = entity::find_place(tx.actor().website(), person.id)
            .one(&**tx)
            .await?;
        match place {
            Some(place) if place.role == role => Ok(place.id),
            Some(_) => Err(Error::AlreadyMember),
            None => Ok(self.join_in(tx, person, role).await?.id),
        }
    }
}

/// The account that has the address, or the new one. A password is set only where there is none.
async fn known_or_new_in(
    tx: &Tx,
    person: account::Model,
    hash: Option<PasswordHash>,
) -> Result<account::Model> {
    let Some(known) = account::hold_by_email_in(tx, &person.email).await? else {
        return person.created().record(tx).await.map_err(overtaken);
    };
    match hash {
        Some(hash) if known.password_hash.is_none() => {
            Ok(known.claimed(hash, tx.now()).record(tx).await?)
        }
        Some(_) | None => Ok(known),
    }
}

/// The e-mail address of an input.
pub(crate) fn address(faults: &mut Faults, text: &str) -> Option<Email> {
    let text = text.trim();
    if text.is_empty() {
        faults.add(Code::Required, "email", "Fill in the e-mail address.");
        return None;
    }
    let email = text.parse().ok();
    if email.is_none() {
        let message = "Write an e-mail address like ann@example.org.";
        faults.add(Code::Invalid, "email", message);
    }
    email
}
