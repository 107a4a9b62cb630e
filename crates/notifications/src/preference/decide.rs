//! What happens to one notice on each channel: decided by what its reader wants and by the time of
//! their day.

use chrono::NaiveTime;
use chrono_tz::Tz;
use kernel::{Instant, Site};

use super::quiet::next;
use super::{Digest, Wishes};
use crate::Kind;
use crate::delivery::entity::{Cause, Channel};
use crate::notice::{Plan, Way};

/// When the mail of a day comes.
const MORNING: Option<NaiveTime> = NaiveTime::from_hms_opt(8, 0, 0);

/// What happens to a notice of this kind that comes now to somebody with these wishes, who lives in
/// this zone. The inbox keeps silent anyway, so nothing in it waits; a mail that is urgent does not
/// either.
pub fn decide(kind: Kind, wishes: &Wishes, site: &Site, now: Instant, zone: Tz) -> Plan {
    let unless_unwanted = |channel, way| {
        if wishes.has(kind, channel, site) {
            way
        } else {
            Way::Suppress(Cause::Preference)
        }
    };
    let rested = match wishes.quiet.and_then(|quiet| quiet.until(now, zone)) {
        Some(end) => Way::Hold(end),
        None => Way::Send,
    };
    let mail = match wishes.digest {
        _ if kind.is_urgent() => Way::Send,
        Digest::Daily => Way::Digest(digest_due(wishes, now, zone)),
        Digest::Never => rested,
    };
    Plan {
        email: unless_unwanted(Channel::Email, mail),
        in_app: unless_unwanted(Channel::InApp, Way::Send),
        push: unless_unwanted(Channel::Push, rested),
    }
}

/// When the next digest comes: in the morning, or when the quiet hours that it lies in are over.
fn digest_due(wishes: &Wishes, now: Instant, zone: Tz) -> Instant {
    let morning = next(MORNING.unwrap_or_default(), now, zone);
    let rest = wishes.quiet.and_then(|quiet| quiet.until(morning, zone));
    rest.unwrap_or(morning)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashMap};

    use chrono::TimeDelta;
    use kernel::site::{NoticeTopic, Policies, Toggles};
    use kernel::{Id, SystemClock, WebsiteId};
    use proptest::prelude::*;

    use super::super::QuietHours;
    use super::*;

    fn site(forced: BTreeSet<NoticeTopic>) -> Site {
        Site {
            id: WebsiteId::mint(&SystemClock),
            slug: "atlas".to_owned(),
            name: "Atlas".to_owned(),
            canonical_host: "atlas.test".to_owned(),
            locale: "en".to_owned(),
            currency: "USD".parse().expect("a currency"),
            zone: Tz::UTC,
            suspended: false,
            registration_open: true,
            toggles: Toggles::default(),
            policies: Policies {
                forced_notices: forced,
                ..Policies::default()
            },
            calendar: kernel::site::Calendar::office(),
        }
    }

    fn at(text: &str) -> Instant {
        text.parse().expect("an instant")
    }

    #[test]
    fn the_time_of_their_day_and_their_wishes_decide() {
        let night = QuietHours::of_minutes(22 * 60, 7 * 60);
        let late = QuietHours::of_minutes(7 * 60, 9 * 60);
        let (noon, midnight) = ("2026-11-23T12:00:00Z", "2026-11-23T23:00:00Z");
        let hold = |text| Way::Hold(at(text));
        let digest = |text| Way::Digest(at(text));
        let morning = "2026-11-24T07:00:00Z";
        let (urgent, calm) = (Kind::OrderAssigned, Kind::OrderDelivered);
        for (kind, quiet, daily, now, email, push) in [
            (urgent, None, Digest::Never, noon, Way::Send, Way::Send),
            (
                urgent,
                night,
                Digest::Daily,
                midnight,
                Way::Send,
                hold(morning),
            ),
            (calm, None, Digest::Never, midnight, Way::Send, Way::Send),
            (calm, night, Digest::Never, noon, Way::Send, Way::Send),
            (
                calm,
                night,
                Digest::Never,
                midnight,
                hold(morning),
                hold(morning),
            ),
            (
                calm,
                None,
                Digest::Daily,
                noon,
                digest("2026-11-24T08:00:00Z"),
                Way::Send,
            ),
            // A digest that would come in quiet hours waits for their end.
            (
                calm,
                late,
                Digest::Daily,
                noon,
                digest("2026-11-24T09:00:00Z"),
                Way::Send,
            ),
            // On the stroke of eight it is too late for today's.
            (
                calm,
                None,
                Digest::Daily,
                "2026-11-23T08:00:00Z",
                digest("2026-11-24T08:00:00Z"),
                Way::Send,
            ),
            (
                calm,
                None,
                Digest::Daily,
                "2026-11-23T07:59:59Z",
                digest("2026-11-23T08:00:00Z"),
                Way::Send,
            ),
        ] {
            let wishes = Wishes {
                choices: HashMap::from([((kind, Channel::Push), true)]),
                quiet,
                digest: daily,
            };
            let plan = decide(kind, &wishes, &site(BTreeSet::new()), at(now), Tz::UTC);
            let expected = Plan {
                email,
                in_app: Way::Send,
                push,
            };
            assert_eq!(plan, expected, "{kind:?} {quiet:?} {daily:?} {now}");
        }
    }

    #[test]
    fn without_a_choice_mail_and_inbox_are_on_and_devices_are_silent() {
        let none = Wishes::default();
        for kind in Kind::CHOSEN {
            let plan = decide(
                kind,
                &none,
                &site(BTreeSet::new()),
                at("2026-11-23T03:00:00Z"),
                Tz::UTC,
            );
            let off = Way::Suppress(Cause::Preference);
            assert_eq!(
                (plan.email, plan.in_app, plan.push),
                (Way::Send, Way::Send, off)
            );
        }
    }

    fn wishes() -> impl Strategy<Value = Wishes> {
        let kinds = prop::sample::select(Kind::CHOSEN.to_vec());
        let channels = prop::sample::select(Channel::ALL.to_vec());
        let choices = prop::collection::hash_map((kinds, channels), any::<bool>(), 0..15);
        let quiet = prop::option::of((0..1440, 0..1440));
        (choices, quiet, any::<bool>()).prop_map(|(choices, quiet, daily)| Wishes {
            choices,
            quiet: quiet.and_then(|(start, end)| QuietHours::of_minutes(start, end)),
            digest: if daily { Digest::Daily } else { Digest::Never },
        })
    }

    proptest! {
        #[test]
        fn nothing_unwanted_goes_and_nothing_wanted_is_lost(
            wishes in wishes(),
            kind in prop::sample::select(Kind::CHOSEN.to_vec()),
            forced in prop::collection::btree_set(
                prop::sample::select(NoticeTopic::ALL.to_vec()), 0..5),
            minute in 0_i64..2 * 365 * 24 * 60,
            zone in prop::sample::select(vec![
                Tz::UTC, Tz::Europe__Berlin, Tz::America__New_York, Tz::Asia__Kolkata,
            ]),
        ) {
            let site = site(forced);
            let now = at("2026-01-01T00:00:00Z") + TimeDelta::minutes(minute);
            let plan = decide(kind, &wishes, &site, now, zone);
            let insisted = kind.topic().is_some_and(|t| site.policies.forced_notices.contains(&t));
            for channel in Channel::ALL {
                let chosen = wishes.choices.get(&(kind, channel)).copied();
                let wanted = chosen.unwrap_or(channel != Channel::Push)
                    || (insisted && channel != Channel::Push);
                let way = plan.way(channel);
                prop_assert_eq!(way == Way::Suppress(Cause::Preference), !wanted);
                let quiet = wishes.quiet.and_then(|quiet| quiet.until(now, zone));
                match way {
                    Way::Suppress(_) => {}
                    Way::Send => prop_assert!(
                        channel == Channel::InApp || quiet.is_none()
                            || (channel == Channel::Email && kind.is_urgent())
                    ),
                    Way::Hold(until) => {
                        prop_assert!(channel != Channel::InApp);
                        prop_assert_eq!(Some(until), quiet);
                    }
                    Way::Digest(due) => {
                        prop_assert!(channel == Channel::Email && !kind.is_urgent());
                        prop_assert_eq!(wishes.digest, Digest::Daily);
                        prop_assert!(due > now && due - now < TimeDelta::hours(50));
                        prop_assert!(wishes.quiet.and_then(|q| q.until(due, zone)).is_none());
                    }
                }
            }
        }
    }
}
