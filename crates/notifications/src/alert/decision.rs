//! Who is told of a sign-in, why and where: the whole law of login alerts, without a database.

use serde::{Deserialize, Serialize};

use crate::delivery::entity::Cause;
use crate::{Plan, Reason, Way};

/// How many alerts a person is sent on one day of theirs; further ones wait for its digest.
pub const CAP: i32 = 10;

/// One switch of the preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Switch {
    /// Every sign-in is told.
    NewLogin,
    /// A sign-in with a new device is told.
    NewDevice,
    /// A sign-in from a new place is told.
    NewLocation,
    /// Alerts go out as mails.
    Email,
    /// Alerts go to the person's devices.
    Push,
    /// Alerts stand in the inbox on the website.
    InApp,
}

impl Switch {
    /// All of them, in the order people see them.
    pub const ALL: [Self; 6] = [
        Self::NewLogin,
        Self::NewDevice,
        Self::NewLocation,
        Self::Email,
        Self::Push,
        Self::InApp,
    ];

    /// Whether it names a channel rather than an alert.
    pub fn is_channel(self) -> bool {
        matches!(self, Self::Email | Self::Push | Self::InApp)
    }

    /// The field of the input that sets it.
    pub fn field(self) -> &'static str {
        match self {
            Self::NewLogin => "notifyNewLogin",
            Self::NewDevice => "notifyNewDevice",
            Self::NewLocation => "notifyNewLocation",
            Self::Email => "emailEnabled",
            Self::Push => "pushEnabled",
            Self::InApp => "inAppEnabled",
        }
    }

    /// Whether a website that insists on alerts insists on this.
    pub fn can_be_forced(self) -> bool {
        match self {
            Self::NewLogin | Self::NewDevice | Self::NewLocation | Self::Email => true,
            Self::Push | Self::InApp => false,
        }
    }
}

/// What a person has chosen, switch by switch.
#[expect(
    clippy::struct_excessive_bools,
    reason = "six switches, any combination of which makes sense"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choices {
    /// See [`Switch::NewLogin`].
    pub new_login: bool,
    /// See [`Switch::NewDevice`].
    pub new_device: bool,
    /// See [`Switch::NewLocation`].
    pub new_location: bool,
    /// See [`Switch::Email`].
    pub email: bool,
    /// See [`Switch::Push`].
    pub push: bool,
    /// See [`Switch::InApp`].
    pub in_app: bool,
}

impl Default for Choices {
    fn default() -> Self {
        Self {
            new_login: true,
            new_device: true,
            new_location: true,
            email: true,
            push: false,
            in_app: true,
        }
    }
}

impl Choices {
    /// Whether the switch is on.
    pub fn is_on(&self, switch: Switch) -> bool {
        match switch {
            Switch::NewLogin => self.new_login,
            Switch::NewDevice => self.new_device,
            Switch::NewLocation => self.new_location,
            Switch::Email => self.email,
            Switch::Push => self.push,
            Switch::InApp => self.in_app,
        }
    }

    /// The same with the switch set.
    #[must_use]
    pub fn with(mut self, switch: Switch, on: bool) -> Self {
        match switch {
            Switch::NewLogin => self.new_login = on,
            Switch::NewDevice => self.new_device = on,
            Switch::NewLocation => self.new_location = on,
            Switch::Email => self.email = on,
            Switch::Push => self.push = on,
            Switch::InApp => self.in_app = on,
        }
        self
    }

    /// What they come to where the website insists on alerts.
    #[must_use]
    pub fn under(self, forced: bool) -> Self {
        let insisted = Switch::ALL.into_iter().filter(|one| one.can_be_forced());
        if forced {
            insisted.fold(self, |choices, switch| choices.with(switch, true))
        } else {
            self
        }
    }

    /// The switches that are on here and off in `after`.
    pub fn switched_off(&self, after: &Self) -> Vec<Switch> {
        let off = |switch: &Switch| self.is_on(*switch) && !after.is_on(*switch);
        Switch::ALL.into_iter().filter(off).collect()
    }

    /// The channels that are on.
    pub fn channels(&self) -> Vec<Switch> {
        let on = |switch: &Switch| switch.is_channel() && self.is_on(*switch);
        Switch::ALL.into_iter().filter(on).collect()
    }
}

/// How a sign-in differs from the earlier ones of its account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Novelty {
    /// The account had not been used with this device before.
    pub new_device: bool,
    /// The account had not been used from this place before.
    pub new_location: bool,
}

/// What came before a sign-in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Nothing: it is the account's first sign-in, its owner's own.
    pub first_ever: bool,
    /// What alerts came to on this day of the person's.
    pub today: Count,
}

/// What alerts came to on one day of a person's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many went out.
    pub told: i32,
    /// How many wait for the digest.
    pub capped: i32,
}

impl Count {
    /// What they come to with one more.
    #[must_use]
    pub fn with(self, decision: &Decision) -> Self {
        Self {
            told: self.told + i32::from(decision.is_told()),
            capped: self.capped + i32::from(decision.capped),
        }
    }

    /// Whether this one more begins the day's digest: a day has one at most.
    pub fn begins_digest(self, decision: &Decision) -> bool {
        decision.capped && self.capped == 0
    }
}

/// What holds beside the person's own choices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// The website insists on alerts for people like this one.
    pub forced: bool,
    /// Some device of theirs takes push messages.
    pub push_ready: bool,
}

/// The one alert about one sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Why the person is told; never empty.
    pub reasons: Vec<Reason>,
    /// Where.
    pub plan: Plan,
    /// Whether the day's digest tells it, because the person had enough alerts on that day.
    pub capped: bool,
}

impl Decision {
    /// Whether it goes out anywhere.
    pub fn is_told(&self) -> bool {
        [self.plan.email, self.plan.push, self.plan.in_app].contains(&Way::Send)
    }
}

/// The alert that a sign-in raises, if any.
///
/// An account's first sign-in raises none. One from a new device in a new place is told however
/// many there were on that day; any other is held back for the digest once [`CAP`] went out.
pub fn decide(
    sign_in: Novelty,
    history: History,
    choices: Choices,
    terms: Terms,
) -> Option<Decision> {
    if history.first_ever {
        return None;
    }
    let choices = choices.under(terms.forced);
    let reasons: Vec<_> = [
        (choices.new_login, Reason::NewLogin),
        (choices.new_device && sign_in.new_device, Reason::NewDevice),
        (
            choices.new_location && sign_in.new_location,
            Reason::NewLocation,
        ),
    ]
    .into_iter()
    .filter_map(|(holds, reason)| holds.then_some(reason))
    .collect();
    if reasons.is_empty() {
        return None;
    }
    let unmistakable =
        reasons.contains(&Reason::NewDevice) && reasons.contains(&Reason::NewLocation);
    let open = plan(choices, terms);
    let decision = Decision {
        reasons,
        plan: open,
        capped: false,
    };
    if unmistakable || history.today.told < CAP || !decision.is_told() {
        return Some(decision);
    }
    let held = |way| match way {
        Way::Send => Way::Suppress(Cause::Cap),
        other => other,
    };
    Some(Decision {
        plan: Plan {
            email: held(open.email),
            push: held(open.push),
            in_app: held(open.in_app),
        },
        capped: true,
        ..decision
    })
}

/// Where a person is told things about their sign-ins.
pub fn plan(choices: Choices, terms: Terms) -> Plan {
    let choices = choices.under(terms.forced);
    let way = |on| {
        if on {
            Way::Send
        } else {
            Way::Suppress(Cause::Preference)
        }
    };
    Plan {
        email: way(choices.email),
        push: match way(choices.push) {
            Way::Send if !terms.push_ready => Way::Suppress(Cause::NotSetUp),
            way => way,
        },
        in_app: way(choices.in_app),
    }
}
