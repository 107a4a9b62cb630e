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
    use kernel::{AccountId, Id, MemberId, RequestId, SystemClock, Who};

    use super::*;

    /// One asker of each kind.
    fn everybody() -> Vec<Actor> {
        let clock = SystemClock;
        let account = AccountId::mint(&clock);
        let member = MemberId::mint(&clock);
        let roles = [
            Role::Client,
            Role::Writer,
            Role::Editor,
            Role::Support,
            Role::Admin,
        ];
        let name = "test".to_owned();
        let members = roles.map(|role| Who::Member {
            account,
            member,
            role,
        });
        std::iter::once(Who::Anonymous)
            .chain(members)
            .chain([Who::Superadmin { account }, Who::System { name }])
            .map(|who| Actor::new(who, crate::nowhere(&clock), None, RequestId::mint(&clock)))
            .collect()
    }

    /// `+` for each of everybody who may.
    fn grid(may: impl Fn(&Actor) -> bool) -> String {
        let mark = |actor: &Actor| if may(actor) { '+' } else { '-' };
        everybody().iter().map(mark).collect()
    }

    // Anonymous, client, writer, editor, support, admin, superadmin, system.
    #[test]
    fn the_law_of_websites() {
        assert_eq!(grid(|actor| create(actor).is_ok()), "------++");
        assert_eq!(grid(|actor| list(actor).is_ok()), "------++");
        assert_eq!(grid(|actor| explain(actor).is_ok()), "-----++-");
        let may = |keeper| grid(|actor| switch(actor, keeper).is_ok());
        assert_eq!(may(Keeper::Admin), "-----++-");
        assert_eq!(may(Keeper::Superadmin), "------+-");
    }
}
