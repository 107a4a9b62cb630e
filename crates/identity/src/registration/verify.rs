//! What the link of a registration leads to.

use kernel::{Actor, Code, Faults, Instant, MemberId, RegistrationId, Role, Tx};
use sea_orm::Select;

use super::entity::{self, Model, State};
use crate::account::entity as account;
use crate::link::{Newcomer, Step, Waiting};
use crate::membership::entity as membership;
use crate::{Result, TokenHash};

impl Waiting for Model {
    type Id = RegistrationId;

    fn find_by_link(actor: &Actor, token: &TokenHash) -> Select<entity::Entity> {
        entity::find_by_link(actor, token)
    }

    fn find_here(actor: &Actor, id: RegistrationId) -> Select<entity::Entity> {
        entity::find_here(actor, id)
    }

    fn id(&self) -> RegistrationId {
        self.id
    }

    /// Whoever has a place here has nothing left to do; a person who is kept out stays out.
    fn step(person: Option<&account::Model>, place: Option<&membership::Model>) -> Step {
        let Some(person) = person else {
            return Step::Found;
        };
        if place.is_some_and(membership::Model::is_suspended) {
            Step::Nothing
        } else if person.password_hash.is_none() {
            Step::Claim
        } else if place.is_none() && !person.is_superadmin {
            Step::Join
        } else {
            Step::Nothing
        }
    }

    fn faults(found: Option<&Self>, step: Option<Step>, now: Instant) -> Faults {
        let (code, message) = match found.map(|row| row.state(now)) {
            None => (
                Code::NotFound,
                "This link is not complete. Copy the whole link from the mail, or register again.",
            ),
            Some(State::Expired) => (
                Code::Expired,
                "This link is too old. Register again to get a new one.",
            ),
            Some(State::Used) => (
                Code::Expired,
                "This link has been used already. Sign in instead.",
            ),
            Some(State::Waiting) if step == Some(Step::Nothing) => (
                Code::Expired,
                "This link leads nowhere any more, for you have an account here. Sign in instead.",
            ),
            Some(State::Waiting) => return Faults::none(),
        };
        Faults::one(code, "token", message)
    }

    fn newcomer(&self) -> Newcomer {
        Newcomer {
            email: self.email.clone(),
            display_name: self.display_name.clone(),
            locale: self.locale.clone(),
            time_zone: self.time_zone.clone(),
        }
    }

    fn role(&self) -> Role {
        Role::Client
    }

    async fn settle_in(self, tx: &Tx, _place: Option<MemberId>) -> Result<()> {
        self.used(tx.now()).record(tx).await?;
        Ok(())
    }
}
