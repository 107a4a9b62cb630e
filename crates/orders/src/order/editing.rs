//! Whether an editor looks at a delivery before the client does: pure.

use chrono::TimeDelta;
use kernel::Minor;
use kernel::site::EditingRule;

/// What the risk of a delivery is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Risk {
    /// How much time is left until the client needs it.
    pub left: TimeDelta,
    /// Whether the client ordered nothing before.
    pub first_order: bool,
    /// What the client pays.
    pub price: Minor,
    /// From which price on an order counts as large.
    pub large: Minor,
    /// The writer's rating in hundredths.
    pub rating: Option<u16>,
}

/// With less time than this a review would make the work late.
const SHORT: TimeDelta = TimeDelta::hours(24);
/// A writer rated below this is looked after.
const GOOD_RATING: u16 = 400;
/// In hundredths of the major unit.
pub(crate) const LARGE: i64 = 30_000;

/// What the rule says about the risk (spec: orders).
pub(crate) fn needs_editing(rule: EditingRule, risk: &Risk) -> bool {
    match rule {
        EditingRule::Always => true,
        EditingRule::Never => false,
        EditingRule::RiskBased => {
            let risky = risk.first_order
                || risk.price >= risk.large
                || risk.rating.is_some_and(|rating| rating < GOOD_RATING);
            risky && risk.left >= SHORT
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_risk_alone_asks_for_an_editor() {
        let none = Risk {
            left: TimeDelta::hours(24),
            first_order: false,
            price: Minor(29_999),
            large: Minor(LARGE),
            rating: Some(400),
        };
        let needs = |risk| needs_editing(EditingRule::RiskBased, &risk);
        assert!(!needs(none));
        assert!(!needs(Risk {
            rating: None,
            ..none
        }));
        assert!(needs(Risk {
            first_order: true,
            ..none
        }));
        assert!(needs(Risk {
            price: Minor(30_000),
            ..none
        }));
        assert!(needs(Risk {
            rating: Some(399),
            ..none
        }));
        let late = TimeDelta::hours(24) - TimeDelta::microseconds(1);
        assert!(!needs(Risk {
            first_order: true,
            left: late,
            ..none
        }));
    }

    #[test]
    fn a_website_may_always_or_never_edit() {
        let risk = Risk {
            left: TimeDelta::zero(),
            first_order: true,
            price: Minor(0),
            large: Minor(LARGE),
            rating: None,
        };
        assert!(needs_editing(EditingRule::Always, &risk));
        assert!(!needs_editing(EditingRule::Never, &risk));
    }
}
