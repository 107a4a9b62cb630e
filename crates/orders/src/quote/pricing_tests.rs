//! The price is exact, itemised and repeatable.

use chrono::TimeDelta;
use kernel::{BasisPoints, CatalogItemId, Currency, Instant, Minor, ServiceId, WebsiteId};
use proptest::prelude::*;
use sea_orm::prelude::Uuid;

use super::LineKind::{Base, Multiplier, PreferredWriter, Service, Tax};
use super::*;
use crate::catalog::Kind;

fn now() -> Instant {
    "2026-11-23T12:00:00Z".parse().expect("an instant")
}

fn usd() -> Currency {
    "USD".parse().expect("a currency")
}

fn entry(number: u128, kind: Kind, is_technical: bool) -> item::Model {
    item::Model {
        id: CatalogItemId::from(Uuid::from_u128(number)),
        website_id: WebsiteId::from(Uuid::nil()),
        kind,
        name: format!("Entry {number}"),
        code: None,
        is_technical,
        is_active: true,
        position: 1,
        created_at: now(),
        updated_at: now(),
    }
}

fn service(price: i64) -> additional_service::Model {
    additional_service::Model {
        id: ServiceId::from(Uuid::from_u128(9)),
        website_id: WebsiteId::from(Uuid::nil()),
        name: "Outline".to_owned(),
        price: Minor(price),
        is_active: true,
        position: 1,
        created_at: now(),
        updated_at: now(),
    }
}

fn work<'a>(pages: i32, hours: i64) -> Work<'a> {
    Work {
        pages,
        slides: 0,
        spacing: Spacing::Double,
        deadline: now() + TimeDelta::hours(hours),
        academic_level: None,
        type_of_work: None,
        subject: None,
        services: Vec::new(),
        prefers_a_writer: false,
    }
}

fn priced(rules: &Rules, work: &Work<'_>) -> Priced {
    price(rules, work, &usd(), BasisPoints(0), now()).expect("a price")
}

fn amounts(priced: &Priced) -> Vec<(LineKind, i64)> {
    priced
        .lines
        .iter()
        .map(|line| (line.kind, line.amount.0))
        .collect()
}

#[test]
fn every_rule_of_the_price_book_has_its_line() {
    let mut rules = Rules::standard(&usd());
    let (level, kind, subject) = (
        entry(1, Kind::AcademicLevel, false),
        entry(2, Kind::TypeOfWork, false),
        entry(3, Kind::Subject, true),
    );
    rules.multipliers.insert(level.id, BasisPoints(13_000));
    rules.multipliers.insert(kind.id, BasisPoints(6_000));
    let outline = service(1_000);
    rules.services.insert(outline.id, Minor(1_100));
    let work = Work {
        spacing: Spacing::Single,
        slides: 2,
        academic_level: Some(&level),
        type_of_work: Some(&kind),
        subject: Some(&subject),
        services: vec![&outline],
        prefers_a_writer: true,
        ..work(3, 30)
    };
    let priced = price(&rules, &work, &usd(), BasisPoints(750), now()).expect("a price");
    assert_eq!(
        amounts(&priced),
        [
            (Base, 7_200),
            (Base, 1_200),
            (Multiplier, 2_520),
            // 109.20 less 40 percent.
            (Multiplier, -4_368),
            (Multiplier, 1_310),
            // 78.62 and 15 percent: 11.793.
            (Multiplier, 1_179),
            (Service, 1_100),
            (PreferredWriter, 500),
            (Tax, 798),
        ]
    );
    assert_eq!(priced.total, Minor(11_439));
    // Half of 109.39.
    assert_eq!(priced.writer_pay, Minor(5_470));
    assert_eq!(priced.lines[0].quantity, 6);
    assert_eq!(priced.lines[5].rule, "78.62 × 1.15");
    assert_eq!(priced.lines[8].rule, "7.5% of 106.41");
}

#[test]
fn a_small_order_is_filled_up_to_the_minimum() {
    let rules = Rules::standard(&usd());
    let priced = priced(&rules, &work(1, 100));
    let expected = [
        (LineKind::Base, 1_200),
        (LineKind::Multiplier, 0),
        (LineKind::MinimumCharge, 300),
    ];
    assert_eq!(amounts(&priced), expected);
    assert_eq!(priced.total, rules.minimum_charge);
}

#[test]
fn a_deadline_before_the_least_time_is_refused_with_the_earliest() {
    let rules = Rules::standard(&usd());
    let earliest = now() + TimeDelta::hours(5);
    let price = |hours| price(&rules, &work(6, hours), &usd(), BasisPoints(0), now());
    assert_eq!(price(4), Err(Unpriceable::TooSoon { earliest }));
    assert!(price(5).is_ok());
}

#[test]
fn the_price_holds_until_the_next_band_or_the_least_time() {
    let rules = Rules::standard(&usd());
    let holds = |pages, hours| {
        let work = work(pages, hours);
        (work.deadline - priced(&rules, &work).holds_until).num_hours()
    };
    // More than 72 hours: until 72 are left.
    assert_eq!(holds(2, 100), 72);
    // Exactly at the edge of a band: until the next one.
    assert_eq!(holds(2, 72), 48);
    // Six pages need five hours, before the three-hour band begins.
    assert_eq!(holds(6, 6), 5);
    assert_eq!(holds(1, 1), 1);
}

#[test]
fn one_microsecond_decides_the_band() {
    let rules = Rules::standard(&usd());
    let mut work = work(10, 24);
    assert_eq!(priced(&rules, &work).total, Minor(15_600));
    work.deadline += TimeDelta::microseconds(1);
    assert_eq!(priced(&rules, &work).total, Minor(13_800));
}

prop_compose! {
    fn any_rules()(
        prices in prop::array::uniform4(0_i64..1_000_000),
        multipliers in prop::array::uniform4(1_000_i64..100_000),
        share in 0_i64..=10_000,
    ) -> Rules {
        let mut rules = Rules::standard(&usd());
        let [page, slide, preferred, minimum] = prices.map(Minor);
        rules.page = page;
        rules.slide = slide;
        rules.preferred_writer = preferred;
        rules.minimum_charge = minimum;
        let [level, kind, technical, band] = multipliers.map(BasisPoints);
        rules.multipliers.insert(entry(1, Kind::AcademicLevel, false).id, level);
        rules.multipliers.insert(entry(2, Kind::TypeOfWork, false).id, kind);
        rules.technical = technical;
        rules.bands[6].multiplier = band;
        rules.writer_share = BasisPoints(share);
        rules
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_total_is_the_sum_of_the_lines_and_repeats(
        rules in any_rules(),
        pages in 0_i32..1_000,
        slides in 0_i32..1_000,
        hours in 49_i64..2_000,
        tax in 0_i64..5_000,
        single: bool,
        technical: bool,
        preferred: bool,
        price_of_service in 0_i64..1_000_000,
    ) {
        let (level, kind) = (entry(1, Kind::AcademicLevel, false), entry(2, Kind::TypeOfWork, false));
        let subject = entry(3, Kind::Subject, technical);
        let outline = service(price_of_service);
        let work = Work {
            slides,
            spacing: if single { Spacing::Single } else { Spacing::Double },
            academic_level: Some(&level),
            type_of_work: Some(&kind),
            subject: Some(&subject),
            services: vec![&outline],
            prefers_a_writer: preferred,
            ..work(pages, hours)
        };
        let once = price(&rules, &work, &usd(), BasisPoints(tax), now());
        prop_assert_eq!(&once, &price(&rules, &work, &usd(), BasisPoints(tax), now()));
        let Ok(priced) = once else { return Ok(()) };
        let sum: Minor = priced.lines.iter().map(|line| line.amount).sum();
        prop_assert_eq!(sum, priced.total);
        prop_assert!(priced.total >= rules.minimum_charge);
        prop_assert!(priced.writer_pay <= priced.total);
        for line in &priced.lines {
            prop_assert_eq!(line.unit.checked_times(line.quantity), Some(line.amount));
        }
        // Later, in the same band, the price is the same.
        let later = priced.holds_until - TimeDelta::microseconds(1);
        let again = price(&rules, &work, &usd(), BasisPoints(tax), later.max(now()));
        prop_assert_eq!(again.map(|priced| priced.total), Ok(priced.total));
    }
}

#[test]
fn a_hundred_thousand_quotes_sum_exactly() {
    let rules = Rules::standard(&usd());
    let level = entry(1, Kind::AcademicLevel, false);
    let mut state = 7_u64;
    let mut draw = |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        i32::try_from((state >> 33) % below).expect("a small number")
    };
    let (mut lines, mut totals) = (0_i64, 0_i64);
    for _ in 0..100_000 {
        let mut work = work(1 + draw(60), i64::from(70 + draw(200)));
        work.slides = draw(20);
        work.academic_level = Some(&level);
        work.prefers_a_writer = draw(2) == 1;
        let priced = priced(&rules, &work);
        lines += priced.lines.iter().map(|line| line.amount.0).sum::<i64>();
        totals += priced.total.0;
    }
    assert_eq!(lines, totals);
}
