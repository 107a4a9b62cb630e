//! What can be done with a member now, and why not the rest: the same law as the commands'.

use kernel::{Actor, Code, Denied, Fault, Permit};

use super::Member;
use crate::policy::{self, Subject};

/// What can be done with a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberAction {
    /// Give them another role.
    ChangeRole,
    /// Keep them out.
    Suspend,
    /// Let them in again.
    Reinstate,
    /// Look through their eyes.
    Impersonate,
}

/// Whether something can be done with a member.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What.
    pub action: MemberAction,
    /// Why not; none when it can be done.
    pub refusal: Option<Fault>,
}

impl Member {
    /// What the asker can do with the member now, and why not the rest. Whether they are the last
    /// who runs the website is found out when it is tried.
    pub fn available_actions(&self, actor: &Actor) -> Vec<Judged> {
        let member = Subject {
            account: self.person.id,
            role: self.role,
            is_superadmin: self.is_superadmin,
        };
        let manage = || denial(policy::manage(actor, &member));
        let unless = |holds: bool, message: &str| {
            holds.then(|| Fault::new(Code::WrongState, "memberId", message))
        };
        let suspended = unless(self.suspended, "They are suspended already.");
        let open = unless(!self.suspended, "They are not suspended.");
        let nothing = unless(self.suspended, "They are suspended and see nothing here.");
        let look = denial(policy::impersonate(actor, &member));
        [
            (MemberAction::ChangeRole, manage()),
            (MemberAction::Suspend, manage().or(suspended)),
            (MemberAction::Reinstate, manage().or(open)),
            (MemberAction::Impersonate, look.or(nothing)),
        ]
        .into_iter()
        .map(|(action, refusal)| Judged { action, refusal })
        .collect()
    }
}

fn denial<A>(judged: Result<Permit<A>, Denied>) -> Option<Fault> {
    judged.err().map(Denied::fault)
}
