//! Averages as the gateway tells them: in whole numbers, rounded half-up to hundredths.

/// What the website assumes of somebody nobody has rated: so many ratings of this mean, in
/// hundredths of a star.
const PRIOR: (i128, i128) = (400, 5);

/// `sum / count` in hundredths; nothing without a rating.
pub fn average(sum: i64, count: i64) -> Option<i64> {
    (count > 0).then(|| (200 * sum + count) / (2 * count))
}

/// The interval in which the rating lies with 90 %, in hundredths.
pub fn interval(stars: &[i64; 5]) -> Option<(i64, i64)> {
    if stars.iter().all(|count| *count == 0) {
        return None;
    }
    let (mean, weight) = PRIOR;
    let (mut count, mut sum, mut squares) =
        (weight, weight * mean, weight * (mean * mean + 10_000));
    for (star, ratings) in (1_i128..).zip(stars) {
        let ratings = i128::from(*ratings);
        count += ratings;
        sum += 100 * star * ratings;
        squares += 10_000 * star * star * ratings;
    }
    let spread = (squares * count - sum * sum).max(0);
    let error = (spread * 100_000_000_000_000 / (count * count * count)).isqrt();
    let margin = error * 1_645 / 1_000_000;
    let middle = (sum * 20_000 + count) / (2 * count);
    let hundredths = |micro: i128| {
        let micro = i64::try_from(micro.clamp(1_000_000, 5_000_000)).unwrap_or_default();
        (micro + 5_000) / 10_000
    };
    Some((hundredths(middle - margin), hundredths(middle + margin)))
}
