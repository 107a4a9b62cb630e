//! Averages and intervals: exact, in whole numbers, the same on every machine.

use kernel::Site;
use rust_decimal::Decimal;

/// The two-sided 90 % quantile of the normal distribution, in thousandths.
const QUANTILE: i128 = 1_645;
/// Millionths of a star.
const MICRO: i128 = 1_000_000;

/// What the website assumes of somebody nobody has rated: as if a few ratings of this mean, with
/// a variance of one, had been given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prior {
    /// The mean, in hundredths of a star.
    pub mean: i64,
    /// How many ratings it weighs as much as; at least one.
    pub weight: i64,
}

impl Prior {
    /// The website's.
    pub fn of(site: &Site) -> Self {
        Self {
            mean: i64::from(site.policies.rating_prior).clamp(100, 500),
            weight: i64::from(site.policies.rating_prior_weight).max(1),
        }
    }

    /// The lower bound of the interval in millionths of a star: the key a list is ordered by.
    pub fn key(self, stars: &[i64; 5]) -> i64 {
        self.rate(stars).from
    }

    /// The rating with the prior in it.
    pub fn rate(self, stars: &[i64; 5]) -> Rating {
        let (mean, weight) = (i128::from(self.mean), i128::from(self.weight));
        let wide = || {
            (1..)
                .zip(stars)
                .map(|(star, n): (i128, _)| (star, i128::from(*n)))
        };
        // Sums over the ratings and the prior together, in hundredths and their squares.
        let count = weight + wide().map(|(_, n)| n).sum::<i128>();
        let sum = weight * mean + wide().map(|(star, n)| 100 * star * n).sum::<i128>();
        let squares = weight * (mean * mean + 10_000)
            + wide()
                .map(|(star, n)| 10_000 * star * star * n)
                .sum::<i128>();
        let spread = (squares * count - sum * sum).max(0);
        // The standard error is √(spread / count³) hundredths; here in billionths of a star.
        let error = (spread * 100_000_000_000_000 / (count * count * count)).isqrt();
        let margin = error * QUANTILE / MICRO;
        let middle = (sum * 20_000 + count) / (2 * count);
        let bounded =
            |micro: i128| i64::try_from(micro.clamp(MICRO, 5 * MICRO)).unwrap_or_default();
        Rating {
            mean: bounded(middle),
            from: bounded(middle - margin),
            to: bounded(middle + margin),
        }
    }
}

/// A rating as it is believed: the mean and the bounds between which it lies with 90 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rating {
    // All in millionths of a star.
    mean: i64,
    from: i64,
    to: i64,
}

impl Rating {
    /// The mean to two decimals.
    pub fn mean(self) -> Decimal {
        hundredths(self.mean)
    }

    /// The lower bound to two decimals.
    pub fn likely_from(self) -> Decimal {
        hundredths(self.from)
    }

    /// The upper bound to two decimals.
    pub fn likely_to(self) -> Decimal {
        hundredths(self.to)
    }
}

fn hundredths(micro: i64) -> Decimal {
    Decimal::new((micro + 5_000) / 10_000, 2)
}

/// Whether there is enough to rate somebody by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RatingLabel {
    /// Fewer than three ratings.
    New,
    /// Three or more.
    Rated,
}

impl RatingLabel {
    /// The label for this many ratings.
    pub fn of(count: i32) -> Self {
        if count < 3 { Self::New } else { Self::Rated }
    }
}

/// `sum / count` to two decimals, rounded half-up; none without a rating.
pub fn average(sum: i64, count: i64) -> Option<Decimal> {
    (count > 0).then(|| Decimal::new((200 * sum + count) / (2 * count), 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRIOR: Prior = Prior {
        mean: 400,
        weight: 5,
    };

    #[test]
    fn averages_are_exact_and_round_half_up() {
        let text = |sum, count| average(sum, count).map(|average| average.to_string());
        assert_eq!(text(0, 0), None);
        assert_eq!(text(9, 2).as_deref(), Some("4.50"));
        assert_eq!(text(14, 3).as_deref(), Some("4.67"));
        assert_eq!(text(13, 3).as_deref(), Some("4.33"));
        // 4.125 and 4.375 lie half way.
        assert_eq!(text(33, 8).as_deref(), Some("4.13"));
        assert_eq!(text(35, 8).as_deref(), Some("4.38"));
    }

    #[test]
    fn the_interval_agrees_with_floating_point() {
        for stars in [
            [0, 0, 0, 0, 0],
            [0, 0, 0, 0, 1],
            [3, 0, 7, 11, 40],
            [1, 0, 0, 0, 9_999],
        ] {
            let rating = PRIOR.rate(&stars);
            let (mean, from) = by_floats(&stars);
            let close = |micro: i64, float: f64| {
                let text = format!("{:.6}", float.clamp(1.0, 5.0)).replace('.', "");
                let exact: i64 = text.parse().expect("a number");
                (micro - exact).abs() <= 2
            };
            assert!(close(rating.mean, mean), "{rating:?} {mean}");
            assert!(close(rating.from, from), "{rating:?} {from}");
        }
    }

    fn by_floats(stars: &[i64; 5]) -> (f64, f64) {
        let mut ratings = Vec::new();
        for (star, count) in [1.0, 2.0, 3.0, 4.0, 5.0].into_iter().zip(stars) {
            for _ in 0..*count {
                ratings.push(star);
            }
        }
        let count = 5.0 + ratings.iter().map(|_| 1.0).sum::<f64>();
        let mean = (20.0 + ratings.iter().sum::<f64>()) / count;
        let squares = 5.0 * (16.0 + 1.0) + ratings.iter().map(|r| r * r).sum::<f64>();
        let variance = squares / count - mean * mean;
        (mean, mean - 1.645 * (variance / count).sqrt())
    }

    #[test]
    fn one_five_does_not_lead() {
        let one = PRIOR.key(&[0, 0, 0, 0, 1]);
        let many = PRIOR.key(&[0, 0, 1, 10, 40]);
        assert!(one < many, "{one} {many}");
        assert!(PRIOR.key(&[0; 5]) < one);
    }

    #[test]
    fn ten_million_ratings_stay_in_range() {
        let rating = PRIOR.rate(&[0, 0, 0, 0, 10_000_000]);
        assert_eq!(rating.mean().to_string(), "5.00");
        assert!(rating.from < rating.to || rating.to == 5_000_000);
    }
}
