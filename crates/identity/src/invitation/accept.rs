//! What the link of an invitation leads to.

use kernel::{Actor, Code, Faults, Instant, MemberId, MemberInvitationId, Role, Tx};
use sea_orm::Select;

use super::entity::{self, Model, Status};
use crate::account::entity as account;
use crate::link::{Newcomer, Step, Waiting};
use crate::membership::entity as membership;
use crate::{Result, TokenHash};

impl Waiting for Model {
    type Id = MemberInvitationId;

    fn find_by_link(actor: &Actor, token: &TokenHash) -> Select<entity::Entity> {
        entity::find_by_link(actor, token)
    }

    fn find_here(actor: &Actor, id: MemberInvitationId) -> Select<entity::Entity> {
        entity::find_here(actor, id)
    }

    fn id(&self) -> MemberInvitationId {
        self.id
    }

    /// Whoever has a place here already, be it another one, or stands above all websites, has
    /// nothing left to do: a link changes nobody's role and lets nobody in who is kept out.
    fn step(person: Option<&account::Model>, place: Option<&membership::Model>) -> Step {
        match person {
            None => Step::Found,
            Some(person) if person.is_superadmin || place.is_some() => Step::Nothing,
            Some(person) if person.password_hash.is_none() => Step::Claim,
            Some(_) => Step::Join,
        }
    }

    fn faults(found: Option<&Self>, step: Option<Step>, now: Instant) -> Faults {
        let (code, message) = match found.map(|row| row.status(now)) {
            None => (
                Code::NotFound,
                "This link is not complete. Copy the whole link from the mail.",
            ),
            Some(Status::Expired) => (
                Code::Expired,
                "This link is too old. Ask for a new invitation.",
            ),
            Some(Status::Revoked) => (
                Code::Expired,
                "This invitation was taken back. Open the link of the latest mail, or ask for a \
                 new one.",
            ),
            Some(Status::Accepted) => (
                Code::Expired,
                "This link has been used already. Sign in instead.",
            ),
            Some(Status::Pending) if step == Some(Step::Nothing) => (
                Code::Expired,
                "This link leads nowhere any more, for you have a place here. Sign in instead.",
            ),
            Some(Status::Pending) => return Faults::none(),
        };
        Faults::one(code, "token", message)
    }

    /// Whoever has not said what they are called is called by the name before the `@`.
    fn newcomer(&self) -> Newcomer {
        let address = self.email.as_str();
        let usual = address.split('@').next().unwrap_or(address);
        let display_name = self.display_name.clone();
        Newcomer {
            email: self.email.clone(),
            display_name: display_name.unwrap_or_else(|| usual.to_owned()),
            locale: None,
            time_zone: None,
        }
    }

    fn role(&self) -> Role {
        self.role
    }

    async fn settle_in(self, tx: &Tx, place: Option<MemberId>) -> Result<()> {
        self.accepted(place, tx.now()).record(tx).await?;
        Ok(())
    }
}
