//! What the messages tell their neighbours: ids and facts, never what a message says.

use chrono::NaiveDate;
use kernel::{AccountId, Event, Instant, LoginAlertPreferenceId, MemberId};
use serde::{Deserialize, Serialize};

use crate::alert::Switch;

/// Something happened to the login alerts of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AlertEvent {
    /// Alerts or channels were switched off: whoever relies on them is told, where they still look.
    SwitchedOff {
        /// Which preference.
        preference: LoginAlertPreferenceId,
        /// Whose.
        account: AccountId,
        /// Their place on the website; none for a superadmin.
        member: Option<MemberId>,
        /// What was switched off.
        off: Vec<Switch>,
        /// The channels that were on until then.
        told: Vec<Switch>,
        /// When.
        at: Instant,
    },
    /// The timer of a day: the alerts that its cap held back are told in one message.
    DigestDue {
        /// Which preference.
        preference: LoginAlertPreferenceId,
        /// Whose.
        account: AccountId,
        /// Their place on the website; none for a superadmin.
        member: Option<MemberId>,
        /// The day in the person's zone.
        day: NaiveDate,
    },
}

impl Event for AlertEvent {
    const STREAM: &'static str = "login_alert";

    fn aggregate(&self) -> String {
        match self {
            Self::SwitchedOff { preference, .. } => preference.to_string(),
            Self::DigestDue {
                preference, day, ..
            } => format!("{preference} {day}"),
        }
    }
}
