//! Who may do what with accounts, memberships and sessions.

use kernel::{Actor, Denied, Permit, Role, Who};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition};

use crate::account::entity as account;
use crate::impersonation::entity as impersonation;
use crate::invitation::entity as invitation;
use crate::membership::entity as membership;
use crate::security::entity as event;
use crate::session::{device, entity as session};

/// Ending sessions of one's own.
#[derive(Clone, Copy, Debug)]
pub struct Revoke;

/// Giving people a place, without their asking.
#[derive(Clone, Copy, Debug)]
pub struct Enrol;

/// Changing what one comes in with: password, address, second factor.
#[derive(Clone, Copy, Debug)]
pub struct ChangeCredentials;

/// Changing what one says about oneself.
#[derive(Clone, Copy, Debug)]
pub struct ChangeProfile;

/// Naming, forgetting and blocking devices of one's own.
#[derive(Clone, Copy, Debug)]
pub struct KeepDevices;

/// Making the link that stands in a mail.
#[derive(Clone, Copy, Debug)]
pub struct IssueLink;

/// Inviting people to become members.
#[derive(Clone, Copy, Debug)]
pub struct Invite;

/// Reading the list of members.
#[derive(Clone, Copy, Debug)]
pub struct ListMembers;

/// Changing what a member may do.
#[derive(Clone, Copy, Debug)]
pub struct Manage;

/// Looking at the website through a member's eyes.
#[derive(Clone, Copy, Debug)]
pub struct Impersonate;

/// Going over to another website of one's own.
#[derive(Clone, Copy, Debug)]
pub struct GoOver;

/// Removing what is over, and counting who comes in.
#[derive(Clone, Copy, Debug)]
pub struct KeepHouse;

/// Whoever is signed in may end their own sessions; which those are, says `visible_sessions`.
pub fn revoke(actor: &Actor) -> Result<Permit<Revoke>, Denied> {
    actor.allow(Revoke, actor.is_signed_in())
}

/// Whoever is signed in may change what they themselves come in with.
pub fn change_credentials(actor: &Actor) -> Result<Permit<ChangeCredentials>, Denied> {
    actor.allow(ChangeCredentials, actor.is_signed_in())
}

/// Whoever is signed in says themselves what they are called, and nobody who looks through their
/// eyes does.
pub fn change_profile(actor: &Actor) -> Result<Permit<ChangeProfile>, Denied> {
    actor.allow(ChangeProfile, actor.is_signed_in() && sees_private(actor))
}

/// Whoever is signed in may look after their own devices; which those are, says `visible_devices`.
pub fn keep_devices(actor: &Actor) -> Result<Permit<KeepDevices>, Denied> {
    actor.allow(KeepDevices, actor.is_signed_in())
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

/// What concerns nobody in particular is the house's own to do.
pub fn keep_house(actor: &Actor) -> Result<Permit<KeepHouse>, Denied> {
    actor.allow(KeepHouse, actor.is_system())
}

/// Whoever runs the website invites people to it, in any role: none of them stands above theirs.
pub fn invite(actor: &Actor) -> Result<Permit<Invite>, Denied> {
    actor.allow(Invite, actor.has(&[Role::Admin]))
}

/// The list of members, with their addresses: for whoever runs the website or helps its people.
pub fn list_members(actor: &Actor) -> Result<Permit<ListMembers>, Denied> {
    let may = actor.has(&[Role::Support, Role::Admin]) || actor.is_system();
    actor.allow(ListMembers, may)
}

/// Whoever runs the website decides what its members may do.
pub fn manage_members(actor: &Actor) -> Result<Permit<Manage>, Denied> {
    actor.allow(Manage, actor.has(&[Role::Admin]))
}

/// A member, as far as the law looks at them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject {
    pub(crate) account: kernel::AccountId,
    pub(crate) role: Role,
    pub(crate) is_superadmin: bool,
}

impl Subject {
    pub(crate) fn of(place: &membership::Model, person: &account::Model) -> Self {
        Self {
            account: person.id,
            role: place.role,
            is_superadmin: person.is_superadmin,
        }
    }

    fn is_other(&self, actor: &Actor) -> bool {
        actor.account() != Some(self.account)
    }
}

/// Of this member: never of oneself, and never of somebody who stands above the website.
pub(crate) fn manage(actor: &Actor, member: &Subject) -> Result<Permit<Manage>, Denied> {
    let below = !member.is_superadmin || actor.is_superadmin();
    let may = actor.has(&[Role::Admin]) && member.is_other(actor) && below;
    actor.allow(Manage, may)
}

/// Whoever helps people may look through some people's eyes.
pub fn help_people(actor: &Actor) -> Result<Permit<Impersonate>, Denied> {
    actor.allow(Impersonate, actor.has(&[Role::Support, Role::Admin]))
}

/// Through this member's: never through one's own, nor those of a superadmin.
pub(crate) fn impersonate(actor: &Actor, member: &Subject) -> Result<Permit<Impersonate>, Denied> {
    let below = !member.is_superadmin && oversees(actor.who(), member.role);
    actor.allow(Impersonate, member.is_other(actor) && below)
}

/// Whether somebody has all the rights of this role and more: SUPPORT over those who order and
/// write, ADMIN over all but other ADMINs.
pub(crate) fn oversees(who: &Who, role: Role) -> bool {
    match who {
        Who::Superadmin { .. } => true,
        Who::Member {
            role: Role::Admin, ..
        } => role != Role::Admin,
        Who::Member {
            role: Role::Support,
            ..
        } => matches!(role, Role::Client | Role::Writer),
        Who::Member { .. } | Who::Anonymous | Who::System { .. } => false,
    }
}

/// Whoever is signed in goes over to the websites that are theirs; which those are, says
/// `admitted`.
pub fn go_over(actor: &Actor) -> Result<Permit<GoOver>, Denied> {
    actor.allow(GoOver, actor.is_signed_in() && sees_private(actor))
}

/// What concerns the safety of an account is for nobody's eyes but its owner's.
pub(crate) fn sees_private(actor: &Actor) -> bool {
    !actor.is_impersonated()
}

/// The owner who asks about the safety of their account, and nobody who looks through their eyes.
pub(crate) fn owner(actor: &Actor) -> Result<kernel::AccountId, Denied> {
    let own = actor.account().ok_or(Denied::SignedOut)?;
    if sees_private(actor) {
        Ok(own)
    } else {
        Err(Denied::NotTheirs)
    }
}

/// The account whose private things the asker may see: their own, seen with their own eyes.
fn own_private(actor: &Actor) -> Option<kernel::AccountId> {
    actor.account().filter(|_| sees_private(actor))
}

/// The invitations of the website, for whoever invites; the house sees them, too.
pub(crate) fn visible_invitations(actor: &Actor) -> Condition {
    let here = Condition::all().add(invitation::Column::WebsiteId.eq(actor.website()));
    if actor.has(&[Role::Admin]) || actor.is_system() {
        here
    } else {
        here.add(nothing())
    }
}

/// Looks at the website through somebody's eyes: for that somebody, for whoever looks, and for
/// those who run the website. Whoever looks sees this look, and no other through the same eyes.
pub(crate) fn visible_impersonations(actor: &Actor) -> Condition {
    use impersonation::Column;
    let here = Condition::all().add(Column::WebsiteId.eq(actor.website()));
    if let Some(truth) = actor.impersonator() {
        return here.add(Column::Id.eq(truth.impersonation));
    }
    if actor.has(&[Role::Admin]) || actor.is_system() {
        return here;
    }
    let own = actor.member().map(|member| Column::MemberId.eq(member));
    let theirs = actor
        .member()
        .map(|member| Column::ImpersonatorId.eq(member));
    let either = Condition::any().add(nothing());
    here.add(either.add_option(own).add_option(theirs))
}

/// As whom a person may come in here: above all websites, as a member, or not at all. After a
/// disowned sign-in nobody comes in before a mailed reset.
pub(crate) fn admitted(person: &account::Model, place: Option<&membership::Model>) -> Option<Who> {
    if person.reset_required_at.is_some() {
        return None;
    }
    placed(person, place)
}

/// As whom a person would come in here, were it not for a password that has to be reset first.
pub(crate) fn placed(person: &account::Model, place: Option<&membership::Model>) -> Option<Who> {
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
    match own_private(actor) {
        Some(account) => here.add(session::Column::AccountId.eq(account)),
        None if actor.is_system() => here,
        None => here.add(nothing()),
    }
}

/// What happened to one's own account, on all websites; the house sees all of it.
pub(crate) fn visible_events(actor: &Actor) -> Condition {
    match own_private(actor) {
        Some(account) => Condition::all().add(event::Column::AccountId.eq(account)),
        None if actor.is_system() => Condition::all(),
        None => Condition::all().add(nothing()),
    }
}

/// One's own devices, on all websites.
pub(crate) fn visible_devices(actor: &Actor) -> Condition {
    match own_private(actor) {
        Some(account) => Condition::all().add(device::Column::AccountId.eq(account)),
        None => Condition::all().add(nothing()),
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
mod tests;
