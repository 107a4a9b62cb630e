//! Who may do what to a website.

use kernel::{Actor, Denied, Permit, Role};
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
        insta::assert_snapshot!("policies", grid);
    }
}
