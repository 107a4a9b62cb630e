//! The rules of a price book.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use kernel::{BasisPoints, CatalogItemId, Code, Currency, Faults, Minor, ServiceId};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// What a short deadline costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// It holds while at most this many hours are left.
    pub hours: u32,
    /// Times the price.
    pub multiplier: BasisPoints,
}

/// Everything that decides a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// One double-spaced page.
    pub page: Minor,
    /// One slide.
    pub slide: Minor,
    /// Words on a double-spaced page.
    pub words_per_page: u32,
    /// By academic level and type of work; what is missing costs nothing extra.
    pub multipliers: BTreeMap<CatalogItemId, BasisPoints>,
    /// For a technical subject.
    pub technical: BasisPoints,
    /// By the time that is left, shortest first; more time than the last costs nothing extra.
    pub bands: Vec<Band>,
    /// The additional services.
    pub services: BTreeMap<ServiceId, Minor>,
    /// For choosing the writer.
    pub preferred_writer: Minor,
    /// No order costs less.
    pub minimum_charge: Minor,
    /// What of the price is the writer's.
    pub writer_share: BasisPoints,
    /// Hours that one, two, … double-spaced pages need at least.
    pub hours_for_pages: Vec<u32>,
    /// Hours that each further page needs.
    pub hours_per_further_page: u32,
    /// Minutes that each slide needs.
    pub minutes_per_slide: u32,
}

/// An amount given in hundredths of the major unit, in a currency that may have other decimals.
pub(crate) fn hundredths(amount: i64, currency: &Currency) -> Minor {
    match currency.decimals() {
        0 => Minor(amount / 100),
        3 => Minor(amount * 10),
        _ => Minor(amount),
    }
}

impl Rules {
    /// The rules of a new price book (spec: orders, quote).
    pub fn standard(currency: &Currency) -> Self {
        let bands = [
            (1, 25_000),
            (3, 20_000),
            (6, 17_500),
            (12, 15_000),
            (24, 13_000),
            (48, 11_500),
            (72, 10_500),
        ];
        Self {
            page: hundredths(1_200, currency),
            slide: hundredths(600, currency),
            words_per_page: 275,
            multipliers: BTreeMap::new(),
            technical: BasisPoints(12_000),
            bands: bands
                .map(|(hours, multiplier)| Band {
                    hours,
                    multiplier: BasisPoints(multiplier),
                })
                .to_vec(),
            services: BTreeMap::new(),
            preferred_writer: hundredths(500, currency),
            minimum_charge: hundredths(1_500, currency),
            writer_share: BasisPoints(5_000),
            hours_for_pages: vec![1, 1, 2, 3, 5, 5],
            hours_per_further_page: 1,
            minutes_per_slide: 10,
        }
    }

    /// The shortest time in which work of this size can be done.
    pub fn least_time(&self, double_spaced_pages: i32, slides: i32) -> TimeDelta {
        let pages = usize::try_from(double_spaced_pages).unwrap_or_default();
        let listed = pages.min(self.hours_for_pages.len());
        let hours = listed
            .checked_sub(1)
            .and_then(|last| self.hours_for_pages.get(last));
        let further = i64::try_from(pages - listed).unwrap_or(i64::MAX);
        let hours = i64::from(hours.copied().unwrap_or_default())
            + further.saturating_mul(i64::from(self.hours_per_further_page));
        let minutes = i64::from(slides.max(0)) * i64::from(self.minutes_per_slide);
        TimeDelta::try_minutes(hours.saturating_mul(60).saturating_add(minutes))
            .unwrap_or(TimeDelta::MAX)
    }

    /// The band of a deadline: the smallest that is not below the time left.
    pub fn band(&self, left: TimeDelta) -> Option<&Band> {
        self.bands
            .iter()
            .find(|band| left <= TimeDelta::hours(i64::from(band.hours)))
    }

    /// The longest band below this time: the next one that will be entered.
    pub(crate) fn next_band(&self, left: TimeDelta) -> Option<&Band> {
        self.bands
            .iter()
            .rev()
            .find(|band| left > TimeDelta::hours(i64::from(band.hours)))
    }

    /// Everything that keeps these rules from being published.
    pub(crate) fn check(&self) -> Faults {
        let mut faults = Faults::none();
        for (path, amount) in [
            ("page", self.page),
            ("slide", self.slide),
            ("preferredWriter", self.preferred_writer),
            ("minimumCharge", self.minimum_charge),
        ] {
            price(&mut faults, path, amount);
        }
        for (id, amount) in &self.services {
            price(&mut faults, &format!("services.{id}"), *amount);
        }
        multiplier(&mut faults, "technical", self.technical);
        for (id, value) in &self.multipliers {
            multiplier(&mut faults, &format!("multipliers.{id}"), *value);
        }
        for (index, band) in self.bands.iter().enumerate() {
            multiplier(
                &mut faults,
                &format!("bands.{index}.multiplier"),
                band.multiplier,
            );
        }
        if !self.bands.is_sorted_by(|one, next| one.hours < next.hours) {
            faults.add(
                Code::Invalid,
                "bands",
                "Put the shortest deadline first, each once.",
            );
        }
        if !(0..=10_000).contains(&self.writer_share.0) {
            faults.add(
                Code::Invalid,
                "writerShare",
                "Choose a share from 0 to 100 percent.",
            );
        }
        if !self.hours_for_pages.is_sorted() {
            faults.add(
                Code::Invalid,
                "hoursForPages",
                "More pages cannot need less time.",
            );
        }
        faults
    }
}

/// A hundred thousand of the major unit: nothing here costs more.
const MOST: i64 = 100_000_000;

fn price(faults: &mut Faults, path: &str, amount: Minor) {
    if !(0..=MOST).contains(&amount.0) {
        faults.add(
            Code::Invalid,
            path,
            "Choose a price from nothing to a hundred thousand.",
        );
    }
}

fn multiplier(faults: &mut Faults, path: &str, value: BasisPoints) {
    if !(1_000..=100_000).contains(&value.0) {
        faults.add(
            Code::Invalid,
            path,
            "Choose a multiplier from a tenth to ten.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rules {
        Rules::standard(&"USD".parse().expect("a currency"))
    }

    #[test]
    fn the_least_time_grows_with_the_size() {
        let hours = |pages| rules().least_time(pages, 0).num_hours();
        let table: Vec<_> = (0..=8).map(hours).collect();
        assert_eq!(table, [0, 1, 1, 2, 3, 5, 5, 6, 7]);
        assert_eq!(rules().least_time(2, 3), TimeDelta::minutes(90));
    }

    #[test]
    fn a_band_holds_up_to_its_hours() {
        let rules = rules();
        let hours = |left| rules.band(left).map(|band| band.hours);
        assert_eq!(hours(TimeDelta::minutes(60)), Some(1));
        assert_eq!(hours(TimeDelta::minutes(61)), Some(3));
        assert_eq!(hours(TimeDelta::hours(72)), Some(72));
        assert_eq!(hours(TimeDelta::hours(73)), None);
        let next = |left| rules.next_band(left).map(|band| band.hours);
        assert_eq!(next(TimeDelta::hours(24)), Some(12));
        assert_eq!(next(TimeDelta::hours(100)), Some(72));
        assert_eq!(next(TimeDelta::hours(1)), None);
    }

    #[test]
    fn standard_amounts_follow_the_currency() {
        let page = |code: &str| Rules::standard(&code.parse().expect("a currency")).page;
        assert_eq!(page("USD"), Minor(1_200));
        assert_eq!(page("JPY"), Minor(12));
        assert_eq!(page("KWD"), Minor(12_000));
    }

    #[test]
    fn every_fault_of_a_price_book_is_named() {
        let mut rules = rules();
        assert!(rules.check().is_empty());
        rules.page = Minor(-1);
        rules.technical = BasisPoints(0);
        rules.bands.swap(0, 1);
        rules.writer_share = BasisPoints(10_001);
        let fields: Vec<_> = rules
            .check()
            .into_iter()
            .map(|f| f.field.join("."))
            .collect();
        assert_eq!(fields, ["page", "technical", "bands", "writerShare"]);
    }
}
