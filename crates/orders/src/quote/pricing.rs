//! The price of work: pure, exact, and the same for ever for the same inputs, rules and band.

use chrono::TimeDelta;
use kernel::{BasisPoints, Currency, Instant, Minor, Money};

use super::{Line, LineKind, Spacing};
use crate::catalog::{Rules, additional_service, item};

/// Work to be priced, its references read.
#[derive(Clone, Debug)]
pub struct Work<'a> {
    /// Pages as they are spaced.
    pub pages: i32,
    /// Slides.
    pub slides: i32,
    /// How the pages are spaced.
    pub spacing: Spacing,
    /// When it is needed.
    pub deadline: Instant,
    /// For which level.
    pub academic_level: Option<&'a item::Model>,
    /// What is to be written.
    pub type_of_work: Option<&'a item::Model>,
    /// What it is about.
    pub subject: Option<&'a item::Model>,
    /// What is ordered beside it.
    pub services: Vec<&'a additional_service::Model>,
    /// Whether the client chose the writer.
    pub prefers_a_writer: bool,
}

/// What work costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// How it came about.
    pub lines: Vec<Line>,
    /// The sum of the lines.
    pub total: Minor,
    /// What of it is the writer's.
    pub writer_pay: Minor,
    /// The price holds before this instant: then the deadline enters a dearer band, or the time
    /// is too short for the work.
    pub holds_until: Instant,
}

/// Why work cannot be priced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpriceable {
    /// The deadline is earlier than work of this size can be done.
    TooSoon {
        /// The earliest deadline that can be met.
        earliest: Instant,
    },
    /// The amount leaves every reasonable range.
    TooMuch,
}

/// The earliest deadline that work of this size can meet.
pub fn earliest_deadline(rules: &Rules, work: &Work<'_>, now: Instant) -> Instant {
    let pages = work.spacing.double_spaced(work.pages);
    now + rules.least_time(pages, work.slides)
}

/// The price of `work` at `now`.
///
/// # Errors
/// [`Unpriceable`].
pub fn price(
    rules: &Rules,
    work: &Work<'_>,
    currency: &Currency,
    tax_rate: BasisPoints,
    now: Instant,
) -> Result<Priced, Unpriceable> {
    let earliest = earliest_deadline(rules, work, now);
    if work.deadline < earliest {
        return Err(Unpriceable::TooSoon { earliest });
    }
    let left = work.deadline - now;
    let sheet = Sheet {
        lines: Vec::new(),
        total: Minor::ZERO,
        currency,
    };
    let sheet = sheet
        .fill(rules, work, tax_rate, left)
        .ok_or(Unpriceable::TooMuch)?;
    let fee = if work.prefers_a_writer {
        rules.preferred_writer
    } else {
        Minor::ZERO
    };
    let writer_pay = sheet
        .total
        .checked_sub(fee)
        .and_then(|rest| rest.share(rules.writer_share));
    let next_band = rules.next_band(left).map_or(TimeDelta::zero(), |band| {
        TimeDelta::hours(i64::from(band.hours))
    });
    Ok(Priced {
        total: sheet.total,
        writer_pay: writer_pay.ok_or(Unpriceable::TooMuch)?,
        holds_until: work.deadline - next_band.max(earliest - now),
        lines: sheet.lines,
    })
}

/// A calculation in progress.
struct Sheet<'a> {
    lines: Vec<Line>,
    total: Minor,
    currency: &'a Currency,
}

impl Sheet<'_> {
    /// Every line in the order of the spec; nothing when an amount leaves the range.
    fn fill(
        mut self,
        rules: &Rules,
        work: &Work<'_>,
        tax_rate: BasisPoints,
        left: TimeDelta,
    ) -> Option<Self> {
        self.base(rules, work)?;
        self.multipliers(rules, work, left)?;
        self.extras(rules, work)?;
        let shortfall = rules.minimum_charge.checked_sub(self.total)?;
        if shortfall > Minor::ZERO {
            let rule = format!(
                "no order costs less than {}",
                self.money(rules.minimum_charge)
            );
            self.add(
                LineKind::MinimumCharge,
                "Minimum charge",
                rule,
                1,
                shortfall,
            )?;
        }
        if tax_rate.0 > 0 {
            let rule = format!("{}% of {}", percent(tax_rate), self.money(self.total));
            self.add(LineKind::Tax, "Tax", rule, 1, self.total.share(tax_rate)?)?;
        }
        Some(self)
    }

    fn extras(&mut self, rules: &Rules, work: &Work<'_>) -> Option<()> {
        let fixed = || "fixed price".to_owned();
        for service in &work.services {
            let price = rules
                .services
                .get(&service.id)
                .copied()
                .unwrap_or(service.price);
            self.add(LineKind::Service, &service.name, fixed(), 1, price)?;
        }
        if work.prefers_a_writer {
            let fee = rules.preferred_writer;
            self.add(
                LineKind::PreferredWriter,
                "Preferred writer",
                fixed(),
                1,
                fee,
            )?;
        }
        Some(())
    }

    fn base(&mut self, rules: &Rules, work: &Work<'_>) -> Option<()> {
        if work.pages > 0 {
            let unit = self.money(rules.page);
            let (label, rule) = match work.spacing {
                Spacing::Double => ("Pages, double-spaced", format!("{unit} a page")),
                Spacing::Single => (
                    "Pages, single-spaced",
                    format!("{unit} a double-spaced page; a single-spaced one counts twice"),
                ),
            };
            let pages = i64::from(work.spacing.double_spaced(work.pages));
            self.add(LineKind::Base, label, rule, pages, rules.page)?;
        }
        if work.slides > 0 {
            let rule = format!("{} a slide", self.money(rules.slide));
            self.add(
                LineKind::Base,
                "Slides",
                rule,
                i64::from(work.slides),
                rules.slide,
            )?;
        }
        Some(())
    }

    fn multipliers(&mut self, rules: &Rules, work: &Work<'_>, left: TimeDelta) -> Option<()> {
        let of = |item: &item::Model| {
            rules
                .multipliers
                .get(&item.id)
                .copied()
                .unwrap_or(BasisPoints::WHOLE)
        };
        if let Some(level) = work.academic_level {
            self.multiply(&format!("Academic level: {}", level.name), of(level))?;
        }
        if let Some(type_of_work) = work.type_of_work {
            self.multiply(
                &format!("Type of work: {}", type_of_work.name),
                of(type_of_work),
            )?;
        }
        if let Some(subject) = work.subject.filter(|subject| subject.is_technical) {
            self.multiply(
                &format!("Technical subject: {}", subject.name),
                rules.technical,
            )?;
        }
        match (rules.band(left), rules.bands.last()) {
            (Some(band), _) => self.multiply(
                &format!("Deadline within {} hours", band.hours),
                band.multiplier,
            ),
            (None, Some(longest)) => {
                let label = format!("Deadline in more than {} hours", longest.hours);
                self.multiply(&label, BasisPoints::WHOLE)
            }
            (None, None) => Some(()),
        }
    }

    /// One line for what a multiplier adds to the running total.
    fn multiply(&mut self, label: &str, multiplier: BasisPoints) -> Option<()> {
        let amount = self
            .total
            .share(BasisPoints(multiplier.0 - BasisPoints::WHOLE.0))?;
        let rule = format!("{} × {}", self.money(self.total), times(multiplier));
        self.add(LineKind::Multiplier, label, rule, 1, amount)
    }

    fn add(
        &mut self,
        kind: LineKind,
        label: &str,
        rule: String,
        quantity: i64,
        unit: Minor,
    ) -> Option<()> {
        let amount = unit.checked_times(quantity)?;
        self.total = self.total.checked_add(amount)?;
        self.lines.push(Line {
            kind,
            label: label.to_owned(),
            rule,
            quantity,
            unit,
            amount,
        });
        Some(())
    }

    fn money(&self, amount: Minor) -> Money {
        Money::new(amount, self.currency.clone())
    }
}

/// `1.15`, with as many decimals as needed and at least two.
fn times(multiplier: BasisPoints) -> String {
    decimals(multiplier.0, 10_000, 4, 2)
}

/// `7.5`, without needless decimals.
fn percent(rate: BasisPoints) -> String {
    decimals(rate.0, 100, 2, 0)
}

fn decimals(value: i64, unit: i64, width: usize, least: usize) -> String {
    let mut fraction = format!("{:0width$}", value % unit);
    while fraction.len() > least && fraction.ends_with('0') {
        fraction.pop();
    }
    let gap = if fraction.is_empty() { "" } else { "." };
    format!("{}{gap}{fraction}", value / unit)
}

#[cfg(test)]
#[path = "pricing_tests.rs"]
mod tests;
