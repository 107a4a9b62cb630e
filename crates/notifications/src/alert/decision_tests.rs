//! The law of login alerts, over every order of sign-ins, preferences and caps.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{CAP, Choices, Count, Decision, History, Novelty, Switch, Terms, decide};
use crate::delivery::entity::Cause;
use crate::{Reason, Way};

/// What happens in the life of one person on one website.
#[derive(Clone, Copy, Debug)]
enum Happening {
    SignIn(Novelty),
    Choose(Switch, bool),
    Force(bool),
    PushReady(bool),
    NextDay,
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        12 => (any::<bool>(), any::<bool>()).prop_map(|(new_device, new_location)| {
            Happening::SignIn(Novelty { new_device, new_location })
        }),
        3 => (0..6_usize, any::<bool>())
            .prop_map(|(switch, on)| Happening::Choose(Switch::ALL[switch], on)),
        1 => any::<bool>().prop_map(Happening::Force),
        1 => any::<bool>().prop_map(Happening::PushReady),
        1 => Just(Happening::NextDay),
    ]
}

/// One sign-in as it was judged.
#[derive(Clone, Debug)]
struct Judged {
    day: u32,
    sign_in: Novelty,
    first_ever: bool,
    choices: Choices,
    terms: Terms,
    before: Count,
    decision: Option<Decision>,
}

/// Lives through it the way the service does: what went out is counted, the day begins at zero.
fn live(happenings: &[Happening]) -> Vec<Judged> {
    let (mut day, mut today, mut seen) = (0, Count::default(), false);
    let (mut choices, mut terms) = (Choices::default(), Terms::default());
    let mut judged = Vec::new();
    for happening in happenings {
        match *happening {
            Happening::Choose(switch, on) => choices = choices.with(switch, on),
            Happening::Force(on) => terms.forced = on,
            Happening::PushReady(on) => terms.push_ready = on,
            Happening::NextDay => (day, today) = (day + 1, Count::default()),
            Happening::SignIn(sign_in) => {
                let history = History {
                    first_ever: !seen,
                    today,
                };
                let decision = decide(sign_in, history, choices, terms);
                judged.push(Judged {
                    day,
                    sign_in,
                    first_ever: !seen,
                    choices,
                    terms,
                    before: today,
                    decision: decision.clone(),
                });
                today = decision.map_or(today, |decision| today.with(&decision));
                seen = true;
            }
        }
    }
    judged
}

fn ways(decision: &Decision) -> [(Switch, Way); 3] {
    [
        (Switch::Email, decision.plan.email),
        (Switch::Push, decision.plan.push),
        (Switch::InApp, decision.plan.in_app),
    ]
}

fn unmistakable(decision: &Decision) -> bool {
    decision.reasons.contains(&Reason::NewDevice) && decision.reasons.contains(&Reason::NewLocation)
}

proptest! {
    #[test]
    fn the_first_sign_in_ever_raises_none_and_every_other_what_was_asked_for(
        happenings in vec(happening(), 0..120),
    ) {
        for one in live(&happenings) {
            let wanted = one.choices.under(one.terms.forced);
            let expected: Vec<_> = [
                (wanted.new_login, Reason::NewLogin),
                (wanted.new_device && one.sign_in.new_device, Reason::NewDevice),
                (wanted.new_location && one.sign_in.new_location, Reason::NewLocation),
            ]
            .into_iter()
            .filter_map(|(asked, reason)| asked.then_some(reason))
            .collect();
            match &one.decision {
                None => prop_assert!(one.first_ever || expected.is_empty(), "{one:?}"),
                Some(decision) => {
                    prop_assert!(!one.first_ever, "{one:?}");
                    prop_assert_eq!(&decision.reasons, &expected);
                }
            }
        }
    }

    #[test]
    fn nothing_goes_out_on_a_channel_that_is_off_and_every_silence_has_its_cause(
        happenings in vec(happening(), 0..120),
    ) {
        for one in live(&happenings) {
            let Some(decision) = &one.decision else { continue };
            let wanted = one.choices.under(one.terms.forced);
            for (channel, way) in ways(decision) {
                let cause = if !wanted.is_on(channel) {
                    Some(Cause::Preference)
                } else if channel == Switch::Push && !one.terms.push_ready {
                    Some(Cause::NotSetUp)
                } else if decision.capped {
                    Some(Cause::Cap)
                } else {
                    None
                };
                prop_assert_eq!(way, cause.map_or(Way::Send, Way::Suppress), "{:?}", channel);
            }
        }
    }

    #[test]
    fn no_day_has_more_than_its_cap_but_for_what_is_never_swallowed(
        happenings in vec(happening(), 0..200),
    ) {
        let judged = live(&happenings);
        for one in &judged {
            let Some(decision) = &one.decision else { continue };
            prop_assert!(!(decision.capped && unmistakable(decision)), "swallowed: {one:?}");
            if decision.is_told() && one.before.told >= CAP {
                prop_assert!(unmistakable(decision), "over the cap: {one:?}");
            }
            if decision.capped {
                prop_assert!(one.before.told >= CAP, "held back too early: {one:?}");
                prop_assert!(!decision.is_told());
            }
        }
        // A day begins one digest exactly when something of it was held back.
        let days: std::collections::BTreeSet<_> = judged.iter().map(|one| one.day).collect();
        for day in days {
            let of_day = || judged.iter().filter(|one| one.day == day);
            let decided = |one: &&Judged, holds: fn(&Judged, &Decision) -> bool| {
                one.decision.as_ref().is_some_and(|decision| holds(one, decision))
            };
            let held = of_day().filter(|one| decided(one, |_, decision| decision.capped)).count();
            let begun = of_day()
                .filter(|one| decided(one, |one, decision| one.before.begins_digest(decision)))
                .count();
            prop_assert_eq!(begun, held.min(1));
        }
    }

    #[test]
    fn a_forced_alert_reaches_the_mailbox_whatever_was_chosen(
        choices in vec(any::<bool>(), 6),
        told_today in 0..CAP,
        new_device in any::<bool>(),
        new_location in any::<bool>(),
    ) {
        let choices = Switch::ALL
            .into_iter()
            .zip(choices)
            .fold(Choices::default(), |all, (switch, on)| all.with(switch, on));
        let today = Count { told: told_today, capped: 0 };
        let history = History { first_ever: false, today };
        let terms = Terms { forced: true, push_ready: false };
        let decision = decide(Novelty { new_device, new_location }, history, choices, terms);
        let decision = decision.expect("an alert");
        prop_assert_eq!(decision.plan.email, Way::Send);
        prop_assert!(decision.reasons.contains(&Reason::NewLogin));
    }
}

#[test]
fn the_eleventh_waits_for_the_digest_unless_everything_about_it_is_new() {
    let (known, strange) = (
        Novelty::default(),
        Novelty {
            new_device: true,
            new_location: true,
        },
    );
    let at = |sign_in, told| {
        let history = History {
            first_ever: false,
            today: Count { told, capped: 0 },
        };
        decide(sign_in, history, Choices::default(), Terms::default()).expect("an alert")
    };
    assert!(at(known, 9).is_told() && !at(known, 9).capped);
    assert!(!at(known, 10).is_told() && at(known, 10).capped);
    assert_eq!(at(known, 10).plan.push, Way::Suppress(Cause::Preference));
    assert_eq!(at(known, 10).plan.email, Way::Suppress(Cause::Cap));
    assert!(at(strange, 10).is_told() && !at(strange, 10).capped);
}
