//! Who may do what to a website.

use kernel::{Actor, AnyId, Denied, Permit, Role};
use sea_orm::{ColumnTrait, Condition};

use crate::toggle::{Keeper, entity as toggle};
use crate::website::entity as website;

/// Making a website.
#[derive(Clone, Copy, Debug)]
pub struct Create;

/// Seeing all websites of the installation.
#[derive(Clone, Copy, Debug)]
pub struct List;

/// Switching a feature on or off, and seeing who did.
#[derive(Clone, Copy, Debug)]
pub struct Switch;

/// Websites are made by superadmins, or by the house when it is set up.
pub fn create(actor: &Actor) -> Result<Permit<Create>, Denied> {
    actor.allow(Create, actor.is_superadmin() || actor.is_system())
}

/// Nobody on a website learns which others there are.
pub fn list(actor: &Actor) -> Result<Permit<List>, Denied> {
    actor.allow(List, actor.is_superadmin() || actor.is_system())
}

/// Harmless toggles are the ADMIN's, security is the superadmin's.
pub fn switch(actor: &Actor, keeper: Keeper) -> Result<Permit<Switch>, Denied> {
    let may = match keeper {
        Keeper::Admin => actor.has(&[Role::Admin]),
        Keeper::Superadmin => actor.is_superadmin(),
    };
    actor.allow(Switch, may)
}

/// Who switched what and when is for those who may switch.
pub fn explain(actor: &Actor) -> Result<Permit<Switch>, Denied> {
    actor.allow(Switch, actor.has(&[Role::Admin]))
}

/// Changing what a website insists on, and seeing it as such.
#[derive(Clone, Copy, Debug)]
pub struct Insist;

/// Seeing what could not be delivered, and having it tried again.
#[derive(Clone, Copy, Debug)]
pub struct SeeParked;

/// Reading the audit trail.
#[derive(Clone, Copy, Debug)]
pub struct ReadTrail;

/// What people are told whatever they prefer is for those who run the website.
pub fn insist(actor: &Actor) -> Result<Permit<Insist>, Denied> {
    actor.allow(Insist, actor.has(&[Role::Admin]))
}

/// What could not be delivered on the website is for those who run it.
pub fn see_parked(actor: &Actor) -> Result<Permit<SeeParked>, Denied> {
    actor.allow(SeeParked, actor.has(&[Role::Admin]))
}

/// Those who run the website, and those who help its people.
pub fn read_trail(actor: &Actor) -> Result<Permit<ReadTrail>, Denied> {
    actor.allow(ReadTrail, actor.has(&[Role::Admin, Role::Support]))
}

/// Whether the lines about the object of this id are theirs to see. ADMIN answers for everything
/// that is done on the website. SUPPORT has to tell a client and a writer how their work went, and
/// reads the lines about work; how people sign in, who was let in or kept out, and what the website
/// insists on is none of what they help with.
pub fn sees_trail_of(actor: &Actor, object: &str) -> bool {
    let Ok(id) = object.parse::<AnyId>() else {
        return false;
    };
    actor.has(&[Role::Admin]) || (actor.has(&[Role::Support]) && is_work(id))
}

/// Whether it is a piece of work, or a part of one.
fn is_work(id: AnyId) -> bool {
    matches!(
        id,
        AnyId::Assignment(_)
            | AnyId::ChangeItem(_)
            | AnyId::Delivery(_)
            | AnyId::Draft(_)
            | AnyId::Feedback(_)
            | AnyId::Invitation(_)
            | AnyId::Order(_)
            | AnyId::OrderEvent(_)
            | AnyId::Quote(_)
            | AnyId::Review(_)
            | AnyId::Revision(_)
            | AnyId::Round(_)
    )
}

/// The website the asker stands on.
pub(crate) fn visible(actor: &Actor) -> Condition {
    Condition::all().add(website::Column::Id.eq(actor.website()))
}

/// The decisions of that website.
pub(crate) fn visible_toggles(actor: &Actor) -> Condition {
    Condition::all().add(toggle::Column::WebsiteId.eq(actor.website()))
}

#[cfg(test)]
mod tests {
    use kernel::{Id, OrderId, SystemClock};
    use testkit::Askers;

    use super::*;

    #[test]
    fn who_may_do_what_to_a_website() {
        let askers = Askers::default();
        let mut grid = String::new();
        let mut line =
            |right: &str, may: &dyn Fn(&Actor) -> bool| askers.line(&mut grid, right, may);
        line("create", &|actor| create(actor).is_ok());
        line("list", &|actor| list(actor).is_ok());
        line("explain", &|actor| explain(actor).is_ok());
        line("switch what is harmless", &|actor| {
            switch(actor, Keeper::Admin).is_ok()
        });
        line("switch what keeps people safe", &|actor| {
            switch(actor, Keeper::Superadmin).is_ok()
        });
        line("insist on what people are told", &|actor| {
            insist(actor).is_ok()
        });
        line("see what could not be delivered", &|actor| {
            see_parked(actor).is_ok()
        });
        line("read the audit trail", &|actor| read_trail(actor).is_ok());
        let (order, member) = (
            OrderId::mint(&SystemClock).to_string(),
            askers.member("writer").to_string(),
        );
        line("read it about work", &|actor| sees_trail_of(actor, &order));
        line("read it about people", &|actor| {
            sees_trail_of(actor, &member)
        });
        line("read it about nothing", &|actor| {
            sees_trail_of(actor, "order")
        });
        insta::assert_snapshot!("policies", grid);
    }
}
