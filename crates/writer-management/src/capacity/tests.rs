//! The decisions, without a database.

mod ranking;

use chrono::{Days, NaiveDate, TimeDelta, Weekday};
use chrono_tz::Tz;
use kernel::site::{Calendar, Interval};
use kernel::{CatalogItemId, Instant, MemberId, WebsiteId};
use sea_orm::prelude::Uuid;

use super::{AvailabilityState, Capacity, Facts, Job, WhyNot, availability, blackout, can_accept};
use crate::Items;
use crate::ports::{Load, Taken};
use crate::writer;

/// A Monday noon.
fn now() -> Instant {
    "2026-11-23T12:00:00Z".parse().expect("an instant")
}

fn facts(number: u128) -> Facts {
    let (website, member) = (
        WebsiteId::from(Uuid::nil()),
        MemberId::from(Uuid::from_u128(number)),
    );
    let writer = writer::Model {
        website_id: website,
        member_id: member,
        display_name: "Ann".to_owned(),
        pen_name: None,
        display_key: "ann".to_owned(),
        public_key: "ann".to_owned(),
        suspended: false,
        completed_orders: 10,
        on_time_orders: 9,
        rating_count: 10,
        rating_sum: 45,
        rating_key: 4_000_000,
        created_at: now(),
        updated_at: now(),
    };
    let capacity = Capacity::usual(website, member, now());
    Facts {
        writer,
        capacity,
        blackouts: Vec::new(),
        zone: Tz::UTC,
    }
}

/// Ten hours of work at least, for in eight days.
fn job() -> Job {
    Job {
        order: None,
        client: None,
        subject: Some(item(1)),
        type_of_work: Some(item(2)),
        pages: 11,
        least_time: TimeDelta::hours(10),
        deadline: now() + TimeDelta::days(10),
        writer_deadline: now() + TimeDelta::days(8),
    }
}

fn item(number: u128) -> CatalogItemId {
    CatalogItemId::from(Uuid::from_u128(number))
}

fn away(from: u64, to: u64) -> blackout::Model {
    let day = |days| now().date_naive() + Days::new(days);
    blackout::Model {
        id: Uuid::nil().into(),
        website_id: Uuid::nil().into(),
        writer_id: Uuid::nil().into(),
        starts_on: day(from),
        ends_on: day(to),
        reason: Some("At sea.".to_owned()),
        is_public: false,
        created_at: now(),
    }
}

fn taken(hours_ago: i64, pages: u32) -> Taken {
    Taken {
        at: now() - TimeDelta::hours(hours_ago),
        pages,
    }
}

fn why_not(change: impl FnOnce(&mut Facts, &mut Job, &mut Load)) -> Vec<WhyNot> {
    let (mut facts, mut job, mut load) = (facts(1), job(), Load::default());
    change(&mut facts, &mut job, &mut load);
    can_accept(&facts, &job, &load, now())
}

#[test]
fn each_reason_is_given_when_it_holds_and_not_before() {
    use WhyNot::{
        AtCapacity, Blackout, DailyCap, DeadlineTooClose, NotAvailable, RefusedSubject, Suspended,
        WeeklyPages,
    };
    assert_eq!(why_not(|_, _, load| load.active = 4), []);
    assert_eq!(why_not(|_, _, load| load.active = 5), [AtCapacity]);
    assert_eq!(
        why_not(|facts, _, _| facts.capacity.max_active_orders = 0),
        [AtCapacity]
    );
    assert_eq!(
        why_not(|facts, _, _| facts.capacity.is_available = false),
        [NotAvailable]
    );
    assert_eq!(
        why_not(|facts, _, _| facts.writer.suspended = true),
        [Suspended]
    );
    let refuse = |facts: &mut Facts, of| facts.capacity.refused_subjects = Items(vec![item(of)]);
    assert_eq!(why_not(|facts, _, _| refuse(facts, 1)), [RefusedSubject]);
    assert_eq!(why_not(|facts, _, _| refuse(facts, 3)), []);
    let daily = |facts: &mut Facts, load: &mut Load, hours| {
        facts.capacity.max_orders_per_day = Some(1);
        load.recent = vec![taken(hours, 1)];
    };
    assert_eq!(why_not(|facts, _, load| daily(facts, load, 12)), [DailyCap]);
    assert_eq!(
        why_not(|facts, _, load| daily(facts, load, 13)),
        [],
        "yesterday"
    );
    let weekly = |facts: &mut Facts, load: &mut Load, hours, pages| {
        facts.capacity.max_pages_per_week = Some(20);
        load.recent = vec![taken(hours, pages)];
    };
    assert_eq!(why_not(|facts, _, load| weekly(facts, load, 1, 9)), []);
    assert_eq!(
        why_not(|facts, _, load| weekly(facts, load, 1, 10)),
        [WeeklyPages]
    );
    assert_eq!(
        why_not(|facts, _, load| weekly(facts, load, 13, 10)),
        [],
        "last week"
    );
    assert_eq!(
        why_not(|facts, _, _| facts.blackouts = vec![away(0, 0)]),
        [Blackout]
    );
    assert_eq!(
        why_not(|facts, _, _| facts.blackouts = vec![away(1, 7)]),
        [],
        "12 h are enough"
    );
    let tight = |facts: &mut Facts, job: &mut Job, hours| {
        facts.blackouts = vec![away(1, 8)];
        job.least_time = TimeDelta::hours(hours);
    };
    assert_eq!(
        why_not(|facts, job, _| tight(facts, job, 14)),
        [],
        "a share of 11.2 h before midnight"
    );
    assert_eq!(why_not(|facts, job, _| tight(facts, job, 16)), [Blackout]);
    let soon = |job: &mut Job, minutes| {
        job.deadline = now() + TimeDelta::minutes(minutes);
        job.writer_deadline = now() + TimeDelta::minutes(minutes * 8 / 10);
    };
    assert_eq!(
        why_not(|_, job, _| soon(job, 600)),
        [],
        "the earliest feasible deadline"
    );
    assert_eq!(why_not(|_, job, _| soon(job, 590)), [DeadlineTooClose]);
    let all = why_not(|facts, job, load| {
        facts.capacity.is_available = false;
        facts.writer.suspended = true;
        load.active = 5;
        soon(job, 10);
        refuse(facts, 1);
    });
    assert_eq!(
        all,
        [
            NotAvailable,
            AtCapacity,
            RefusedSubject,
            Suspended,
            DeadlineTooClose
        ]
    );
    let firm: Vec<_> = all
        .into_iter()
        .filter(|reason| !reason.is_overridable())
        .collect();
    assert_eq!(firm, [Suspended]);
}

#[test]
fn weekly_hours_count_in_effort() {
    let mornings = |hours: u32| {
        let at = |hour: u32| chrono::NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
        let monday = Interval {
            weekday: Weekday::Mon,
            from: at(8),
            to: at(8 + hours),
        };
        Some(Calendar {
            hours: vec![monday],
            holidays: Vec::new(),
        })
    };
    // Today's opening is nearly over, the next is on the seventh day.
    let with = |hours| why_not(|facts, _, _| facts.capacity.weekly_hours = mornings(hours));
    assert_eq!(with(4), [WhyNot::DeadlineTooClose]);
    assert_eq!(with(8), []);
}

#[test]
fn the_day_of_a_blackout_is_the_writers() {
    let mut facts = facts(1);
    facts.blackouts = vec![away(1, 1)];
    assert!(facts.away(now()).is_none());
    facts.zone = Tz::Pacific__Kiritimati;
    assert!(facts.away(now()).is_some(), "it is Tuesday there");
}

#[test]
fn availability_follows_ceilings_and_dates() {
    use AvailabilityState::{Away, FewSlots, Full, Open};
    let state = |active, change: fn(&mut Facts)| {
        let mut facts = facts(1);
        change(&mut facts);
        let load = Load {
            active,
            recent: vec![taken(1, 30)],
        };
        let told = availability(&facts, &load, now());
        (told.state, told.message.unwrap_or_default())
    };
    assert_eq!(state(0, |_| ()), (Open, String::new()));
    assert_eq!(state(3, |_| ()).0, Open);
    assert_eq!(state(4, |_| ()).0, FewSlots);
    assert_eq!(state(5, |_| ()).0, Full);
    assert_eq!(
        state(6, |_| ()).0,
        Full,
        "a revision may exceed the ceiling"
    );
    assert_eq!(
        state(0, |facts| facts.capacity.max_orders_per_day = Some(1)).0,
        Full
    );
    assert_eq!(
        state(0, |facts| facts.capacity.max_pages_per_week = Some(30)).0,
        Full
    );
    assert_eq!(
        state(0, |facts| facts.capacity.is_available = false).0,
        Away
    );
    let (until, message) = state(0, |facts| facts.blackouts = vec![away(0, 4)]);
    assert_eq!(
        (until, message.as_str()),
        (Away, "Away until 27 November 2026.")
    );
    let (_, message) = state(0, |facts| {
        facts.blackouts = vec![away(0, 4)];
        facts.blackouts[0].is_public = true;
    });
    assert!(message.ends_with("At sea."), "{message}");
    let word = |facts: &mut Facts| {
        facts.capacity.availability_message = Some("Ask me".to_owned());
    };
    assert_eq!(state(0, word).1, "Ask me");
}

#[test]
fn a_writers_day_begins_at_their_midnight() {
    let mut facts = facts(1);
    facts.zone = Tz::America__Sao_Paulo;
    let load = Load {
        active: 0,
        recent: vec![taken(9, 3), taken(10, 4)],
    };
    assert_eq!(
        facts.placed_today(&load, now()),
        1,
        "noon UTC is nine there"
    );
    assert_eq!(facts.pages_this_week(&load, now()), 3);
    let day = NaiveDate::from_ymd_opt(2018, 11, 4).expect("a day");
    // There, that midnight did not exist.
    let one = day.and_hms_opt(12, 0, 0).expect("a time").and_utc();
    let load = Load {
        active: 0,
        recent: vec![
            Taken {
                at: one - TimeDelta::hours(9),
                pages: 1,
            },
            Taken {
                at: one - TimeDelta::hours(10),
                pages: 1,
            },
        ],
    };
    assert_eq!(facts.placed_today(&load, one), 1);
}
