//! Who may send messages and read what was sent.

use kernel::{AccountId, Actor, Denied, MemberId, Permit, Role, Site, Who};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition};

use crate::{alert, push};

/// To send a message to somebody, or to note that none is sent.
#[derive(Clone, Copy, Debug)]
pub struct SendMessages;

/// To read the local mailbox.
#[derive(Clone, Copy, Debug)]
pub struct ReadMailbox;

/// To see what became of messages.
#[derive(Clone, Copy, Debug)]
pub struct SeeDeliveries;

/// Only the house writes to people.
pub fn send(actor: &Actor) -> Result<Permit<SendMessages>, Denied> {
    actor.allow(SendMessages, actor.is_system())
}

/// Only the house, for its page on the developer's own machine: mails hold the links that open
/// other people's accounts, so no role may read them.
pub fn read_mailbox(actor: &Actor) -> Result<Permit<ReadMailbox>, Denied> {
    actor.allow(ReadMailbox, actor.is_system())
}

/// The house and the website's staff.
pub fn see_deliveries(actor: &Actor) -> Result<Permit<SeeDeliveries>, Denied> {
    actor.allow(SeeDeliveries, actor.is_system() || actor.is_staff())
}

/// To choose what one is told of one's own sign-ins.
#[derive(Clone, Copy, Debug)]
pub struct ChooseAlerts;

/// To raise alerts about sign-ins.
#[derive(Clone, Copy, Debug)]
pub struct RaiseAlerts;

/// To say where one's own browser takes push messages.
#[derive(Clone, Copy, Debug)]
pub struct KeepPush;

/// Whoever is signed in, for themselves alone: nobody else reads or writes the preference.
pub fn choose_alerts(actor: &Actor) -> Result<Permit<ChooseAlerts>, Denied> {
    actor.allow(ChooseAlerts, actor.is_signed_in())
}

/// Only the house.
pub fn raise_alerts(actor: &Actor) -> Result<Permit<RaiseAlerts>, Denied> {
    actor.allow(RaiseAlerts, actor.is_system())
}

/// Whoever is signed in, for the browser they ask through.
pub fn keep_push(actor: &Actor) -> Result<Permit<KeepPush>, Denied> {
    actor.allow(KeepPush, actor.is_signed_in() && actor.session().is_some())
}

/// The account of whoever asks about what is theirs alone.
pub(crate) fn own_account(actor: &Actor) -> Result<AccountId, Denied> {
    let own = actor.account().ok_or(Denied::SignedOut)?;
    if actor.is_impersonated() {
        return Err(Denied::NotTheirs);
    }
    Ok(own)
}

/// Whether the website insists on alerts for this person: those who work for it can do the most
/// harm to others.
pub fn is_alert_forced(site: &Site, who: &Who) -> bool {
    let works_here = match who {
        Who::Member { role, .. } => *role != Role::Client,
        Who::Superadmin { .. } => true,
        Who::Anonymous | Who::System { .. } => false,
    };
    site.policies.force_login_alerts && works_here
}

/// One's own alerts on this website; the house sees all of it.
pub(crate) fn visible_alerts(actor: &Actor) -> Condition {
    own(
        actor,
        alert::entity::Column::WebsiteId,
        alert::entity::Column::AccountId,
    )
}

/// One's own push endpoints on this website; the house sees all of it.
pub(crate) fn visible_endpoints(actor: &Actor) -> Condition {
    own(
        actor,
        push::entity::Column::WebsiteId,
        push::entity::Column::AccountId,
    )
}

fn own(actor: &Actor, website: impl ColumnTrait, account: impl ColumnTrait) -> Condition {
    let here = Condition::all().add(website.eq(actor.website()));
    match actor.account().filter(|_| !actor.is_impersonated()) {
        Some(own) => here.add(account.eq(own)),
        None if actor.is_system() => here,
        None => here.add(Expr::val(1).eq(0)),
    }
}

/// To read one's own inbox.
#[derive(Clone, Copy, Debug)]
pub struct ReadInbox;

/// To choose what one is told.
#[derive(Clone, Copy, Debug)]
pub struct Choose;

/// Its owner alone, whoever they are here: the permit comes with whose it is.
pub fn read_inbox(actor: &Actor) -> Result<(AccountId, Permit<ReadInbox>), Denied> {
    let themselves = actor.account().is_some() && !actor.is_impersonated();
    let permit = actor.allow(ReadInbox, themselves)?;
    let own = actor.account().ok_or(Denied::SignedOut)?;
    Ok((own, permit))
}

/// A member for themselves: the permit comes with whose choice it is.
pub fn choose(actor: &Actor) -> Result<(MemberId, Permit<Choose>), Denied> {
    let permit = actor.allow(Choose, actor.member().is_some())?;
    let own = actor.member().ok_or(Denied::SignedOut)?;
    Ok((own, permit))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use testkit::Askers;

    use super::*;

    #[test]
    fn who_may_do_what_with_messages() {
        let askers = Askers::default();
        let mut grid = String::new();
        let mut line =
            |right: &str, may: &dyn Fn(&Actor) -> bool| askers.line(&mut grid, right, may);
        line("send", &|actor| send(actor).is_ok());
        line("read_mailbox", &|actor| read_mailbox(actor).is_ok());
        line("see_deliveries", &|actor| see_deliveries(actor).is_ok());
        line("choose_alerts", &|actor| choose_alerts(actor).is_ok());
        line("raise_alerts", &|actor| raise_alerts(actor).is_ok());
        line("keep_push", &|actor| keep_push(actor).is_ok());
        line("own_account", &|actor| own_account(actor).is_ok());
        line("read_inbox", &|actor| read_inbox(actor).is_ok());
        line("choose", &|actor| choose(actor).is_ok());
        let mut insists = Site::clone(askers.named("client").site());
        insists.policies.force_login_alerts = true;
        let insists = Arc::new(insists);
        line("is_alert_forced", &|actor| {
            is_alert_forced(&insists, actor.who())
        });
        insta::assert_snapshot!("policies", grid);
    }
}
