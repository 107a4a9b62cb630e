//! Who may do what with accounts, memberships and sessions.

use kernel::{Actor, Denied, Permit, Role, Who};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition};

use crate::account::entity as account;
use crate::membership::entity as membership;
use crate::session::entity as session;

/// Ending sessions of one's own.
#[derive(Clone, Copy, Debug)]
pub struct Revoke;

/// Giving people a place, without their asking.
#[derive(Clone, Copy, Debug)]
pub struct Enrol;

/// Making the link that stands in a mail.
#[derive(Clone, Copy, Debug)]
pub struct IssueLink;

/// Whoever is signed in may end their own sessions; which those are, says `visible_sessions`.
pub fn revoke(actor: &Actor) -> Result<Permit<Revoke>, Denied> {
    actor.allow(Revoke, actor.is_signed_in())
}

/// People are enrolled by superadmins, or by the house when it is set up.
pub fn enrol(actor: &Actor) -> Result<Permit<Enrol>, Denied> {
    actor.allow(Enrol, actor.is_superadmin() || actor.is_system())
}

/// A link is as good as a password: only the house sees one, on its way into a mail or onto the
/// console.
pub fn issue_link(actor: &Actor) -> Result<Permit<IssueLink>, Denied> {
    actor.allow(IssueLink, actor.is_system())
}

/// As whom a person may come in here: above all websites, as a member, or not at all.
pub(crate) fn admitted(person: &account::Model, place: Option<&membership::Model>) -> Option<Who> {
    if person.is_superadmin {
        return Some(Who::Superadmin { account: person.id });
    }
    place
        .filter(|place| !place.is_suspended())
        .map(|place| Who::Member {
            account: person.id,
            member: place.id,
            role: place.role,
        })
}

/// Whether somebody works for the website: their sessions are shorter.
pub(crate) fn is_staff(who: &Who) -> bool {
    match who {
        Who::Superadmin { .. } => true,
        Who::Member { role, .. } => matches!(role, Role::Editor | Role::Support | Role::Admin),
        Who::Anonymous | Who::System { .. } => false,
    }
}

/// One's own sessions on this website; the house sees all of it.
pub(crate) fn visible_sessions(actor: &Actor) -> Condition {
    let here = Condition::all().add(session::Column::WebsiteId.eq(actor.website()));
    match actor.account() {
        Some(account) => here.add(session::Column::AccountId.eq(account)),
        None if actor.is_system() => here,
        None => here.add(nothing()),
    }
}

/// Whoever is signed in may see who the other members are: what is shown of them, and to whom, is
/// the law of the thing they are shown on.
pub(crate) fn visible_members(actor: &Actor) -> Condition {
    let here = Condition::all().add(membership::Column::WebsiteId.eq(actor.website()));
    if actor.is_signed_in() || actor.is_system() {
        here
    } else {
        here.add(nothing())
    }
}

/// One's own account. Staff see those of the website's members, the house sees all.
pub(crate) fn visible_accounts(actor: &Actor) -> Condition {
    if actor.is_system() {
        return Condition::all();
    }
    let mut either = Condition::any();
    if let Some(own) = actor.account() {
        either = either.add(account::Column::Id.eq(own));
    }
    if actor.is_staff() {
        let members = Query::select()
            .column(membership::Column::AccountId)
            .from(membership::Entity)
            .and_where(membership::Column::WebsiteId.eq(actor.website()))
            .to_owned();
        either = either.add(account::Column::Id.in_subquery(members));
    }
    // An empty "any" would be everything.
    Condition::all().add(either.add(nothing()))
}

/// Addresses are for those who answer the brand's mail, and for their owner.
pub(crate) fn sees_address(actor: &Actor, person: kernel::AccountId) -> bool {
    actor.is_system() || actor.account() == Some(person) || actor.has(&[Role::Support, Role::Admin])
}

fn nothing() -> sea_orm::sea_query::SimpleExpr {
    Expr::val(1).eq(0)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kernel::{
        AccountId, Currency, Id, MemberId, RequestId, Site, SystemClock, WebsiteId, site,
    };

    use super::*;

    fn atlas() -> Arc<Site> {
        Arc::new(Site {
            id: WebsiteId::mint(&SystemClock),
            slug: "atlas".to_owned(),
            name: "Atlas".to_owned(),
            canonical_host: "atlas.test".to_owned(),
            locale: "en".to_owned(),
            currency: Currency::default(),
            zone: chrono_tz::Tz::UTC,
            suspended: false,
            registration_open: true,
            toggles: site::Toggles::default(),
            policies: site::Policies::default(),
            calendar: site::Calendar::default(),
        })
    }

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
            .map(|who| Actor::new(who, atlas(), None, RequestId::mint(&clock)))
            .collect()
    }

    /// `+` for each of everybody who may.
    fn grid(may: impl Fn(&Actor) -> bool) -> String {
        let mark = |actor: &Actor| if may(actor) { '+' } else { '-' };
        everybody().iter().map(mark).collect()
    }

    // Anonymous, client, writer, editor, support, admin, superadmin, system.
    #[test]
    fn the_law_of_people() {
        assert_eq!(grid(|actor| revoke(actor).is_ok()), "-++++++-");
        assert_eq!(grid(|actor| enrol(actor).is_ok()), "------++");
        assert_eq!(grid(|actor| issue_link(actor).is_ok()), "-------+");
        let stranger = AccountId::mint(&SystemClock);
        assert_eq!(grid(|actor| sees_address(actor, stranger)), "----++++");
        assert_eq!(grid(|actor| is_staff(actor.who())), "---++++-");
    }
}
