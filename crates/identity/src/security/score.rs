//! How safe an account is, by what its owner can mend. Other people's failed tries are no fault of
//! theirs and are not even looked at.

use chrono::TimeDelta;
use kernel::Instant;

/// After how long a password is old.
const OLD: TimeDelta = TimeDelta::days(365);
/// From how many recovery codes on there are enough.
const ENOUGH: u64 = 3;

/// What the score is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether a second factor is set up.
    pub second_factor: bool,
    /// How many recovery codes are left.
    pub recovery_codes: u64,
    /// When the password was set; none without a password.
    pub password_changed_at: Option<Instant>,
    /// Whether a sign-in was disowned and no new password was set since.
    pub reset_pending: bool,
    /// How many devices are let in that the owner never said were theirs.
    pub unknown_devices: u64,
}

/// Something its owner can mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weakness {
    /// A sign-in was disowned, and the password is still the one that somebody knew.
    ResetPending,
    /// The password alone opens the account.
    NoSecondFactor,
    /// Losing the phone would lock the owner out soon.
    FewRecoveryCodes,
    /// The password is more than a year old.
    OldPassword,
    /// Somebody signed in with a device that the owner has not called theirs.
    UnknownDevices,
}

impl Weakness {
    /// By how much it lowers the score.
    pub fn points(self) -> u8 {
        match self {
            Self::ResetPending => 40,
            Self::NoSecondFactor => 30,
            Self::FewRecoveryCodes | Self::OldPassword | Self::UnknownDevices => 10,
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::ResetPending => "The password has to be replaced",
            Self::NoSecondFactor => "There is no second factor",
            Self::FewRecoveryCodes => "Few recovery codes are left",
            Self::OldPassword => "The password is old",
            Self::UnknownDevices => "There are devices you have not confirmed",
        }
    }

    /// What its owner does about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::ResetPending => {
                "You said that a sign-in was not yours. Ask for a password reset and set a new \
                 password through the link in the mail."
            }
            Self::NoSecondFactor => {
                "Set up an authenticator app, so that a stolen password opens nothing."
            }
            Self::FewRecoveryCodes => {
                "Make new recovery codes and keep them where you find them without your phone."
            }
            Self::OldPassword => {
                "Your password is more than a year old. Change it to one you use nowhere else."
            }
            Self::UnknownDevices => {
                "Look through your devices: name those that are yours, forget or block the others."
            }
        }
    }

    fn holds(self, facts: &Facts, now: Instant) -> bool {
        match self {
            Self::ResetPending => facts.reset_pending,
            Self::NoSecondFactor => !facts.second_factor,
            Self::FewRecoveryCodes => facts.second_factor && facts.recovery_codes < ENOUGH,
            Self::OldPassword => facts.password_changed_at.is_some_and(|at| at + OLD <= now),
            Self::UnknownDevices => facts.unknown_devices > 0,
        }
    }
}

const ALL: [Weakness; 5] = [
    Weakness::ResetPending,
    Weakness::NoSecondFactor,
    Weakness::FewRecoveryCodes,
    Weakness::OldPassword,
    Weakness::UnknownDevices,
];

/// How safe an account is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// 100 when there is nothing to mend, never below 0.
    pub value: u8,
    /// What there is to mend, the gravest first.
    pub findings: Vec<Weakness>,
}

impl Score {
    /// The score that these facts make.
    pub fn of(facts: &Facts, now: Instant) -> Self {
        let findings: Vec<_> = ALL
            .into_iter()
            .filter(|weakness| weakness.holds(facts, now))
            .collect();
        let lost = |value: u8, weakness: &Weakness| value.saturating_sub(weakness.points());
        let value = findings.iter().fold(100, lost);
        Self { value, findings }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Instant {
        "2026-11-23T12:00:00Z".parse().expect("an instant")
    }

    fn safe() -> Facts {
        Facts {
            second_factor: true,
            recovery_codes: 10,
            password_changed_at: Some(now()),
            reset_pending: false,
            unknown_devices: 0,
        }
    }

    #[test]
    fn each_weakness_is_found_and_costs_its_points() {
        let year_ago = now() - TimeDelta::days(365);
        let second = TimeDelta::seconds(1);
        for (facts, value, findings) in [
            (safe(), 100, vec![]),
            (
                Facts {
                    recovery_codes: 3,
                    ..safe()
                },
                100,
                vec![],
            ),
            (
                Facts {
                    recovery_codes: 2,
                    ..safe()
                },
                90,
                vec![Weakness::FewRecoveryCodes],
            ),
            (
                Facts {
                    second_factor: false,
                    recovery_codes: 0,
                    ..safe()
                },
                70,
                vec![Weakness::NoSecondFactor],
            ),
            (
                Facts {
                    password_changed_at: Some(year_ago + second),
                    ..safe()
                },
                100,
                vec![],
            ),
            (
                Facts {
                    password_changed_at: Some(year_ago),
                    ..safe()
                },
                90,
                vec![Weakness::OldPassword],
            ),
            // Whoever comes in by mailed links alone has no password that could grow old.
            (
                Facts {
                    password_changed_at: None,
                    ..safe()
                },
                100,
                vec![],
            ),
            (
                Facts {
                    reset_pending: true,
                    ..safe()
                },
                60,
                vec![Weakness::ResetPending],
            ),
            (
                Facts {
                    unknown_devices: 7,
                    ..safe()
                },
                90,
                vec![Weakness::UnknownDevices],
            ),
        ] {
            assert_eq!(
                Score::of(&facts, now()),
                Score { value, findings },
                "{facts:?}"
            );
        }
    }

    #[test]
    fn mending_any_one_thing_never_lowers_the_score() {
        let year_ago = now() - TimeDelta::days(400);
        for bits in 0_u32..32 {
            let bad = |bit: u32| bits & (1 << bit) != 0;
            let facts = Facts {
                second_factor: !bad(0),
                recovery_codes: if bad(1) { 0 } else { 10 },
                password_changed_at: Some(if bad(2) { year_ago } else { now() }),
                reset_pending: bad(3),
                unknown_devices: u64::from(bad(4)),
            };
            let score = Score::of(&facts, now());
            let points: u8 = score.findings.iter().map(|found| found.points()).sum();
            assert_eq!(score.value, 100 - points, "{facts:?}");
            for mended in [
                Facts {
                    recovery_codes: 10,
                    ..facts
                },
                Facts {
                    password_changed_at: Some(now()),
                    ..facts
                },
                Facts {
                    reset_pending: false,
                    ..facts
                },
                Facts {
                    unknown_devices: 0,
                    ..facts
                },
                Facts {
                    second_factor: true,
                    ..facts
                },
            ] {
                assert!(
                    Score::of(&mended, now()).value >= score.value,
                    "{facts:?} {mended:?}"
                );
            }
        }
    }
}
