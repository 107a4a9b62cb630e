//! What a website insists on, whatever its people prefer.

use std::collections::{BTreeMap, BTreeSet};

use kernel::site::{NoticeTopic, Policies};
use serde::Serialize;

/// What is to be different from now on. Each part stands alone: two who change different parts at
/// once both get what they want.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyChange {
    /// Which topics everybody is told of by mail and in the inbox, and which no more.
    pub forced_notices: BTreeMap<NoticeTopic, bool>,
    /// Whether writers and staff are told of every sign-in.
    pub force_login_alerts: Option<bool>,
}

impl PolicyChange {
    pub(super) fn apply(self, policies: &mut Policies) {
        for (topic, forced) in self.forced_notices {
            if forced {
                policies.forced_notices.insert(topic);
            } else {
                policies.forced_notices.remove(&topic);
            }
        }
        if let Some(forced) = self.force_login_alerts {
            policies.force_login_alerts = forced;
        }
    }
}

/// What a website insists on, as its audit trail tells it.
#[derive(Serialize)]
pub(super) struct Insisted<'a> {
    forced_notices: &'a BTreeSet<NoticeTopic>,
    force_login_alerts: bool,
}

impl<'a> Insisted<'a> {
    pub(super) fn of(policies: &'a Policies) -> Self {
        Self {
            forced_notices: &policies.forced_notices,
            force_login_alerts: policies.force_login_alerts,
        }
    }
}
