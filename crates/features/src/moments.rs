//! Mean, sum, variance, skewness and kurtosis of numbers that come and go, without a pass over all of them.
//!
//! Powers are summed around a shift near the mean. Removal would slowly fill the sums with rounding, so they are built
//! anew from the values after as many removals as there are values, when the removed value was almost all of a sum, and
//! when the mean has moved away from the shift.

use crate::order::Order;

/// Values with their power sums.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moments {
    values: Order,
    count: u32,
    removed: u32,
    shift: i64,
    sum: i128,
    powers: [f64; 4],
}

/// The eight statistics of one measure, in the order of [`crate::table::STATISTICS`].
pub(crate) type Eight = [f64; 8];

/// A sum that shrinks to less than this share of itself has lost too many digits.
const LOST: f64 = 1e-5;

impl Moments {
    pub(crate) fn insert(&mut self, value: i64) {
        if self.count == 0 {
            (self.shift, self.powers, self.removed) = (value, [0.0; 4], 0);
        }
        self.values.insert(value);
        self.count = self.count.saturating_add(1);
        self.sum += i128::from(value);
        self.add(value, 1.0);
    }

    pub(crate) fn remove(&mut self, value: i64) {
        if !self.values.remove(value) {
            return;
        }
        self.count = self.count.saturating_sub(1);
        self.removed = self.removed.saturating_add(1);
        self.sum -= i128::from(value);
        let fourth = self.powers[3];
        self.add(value, -1.0);
        if self.removed > self.count.max(16) || self.powers[3] < fourth * LOST {
            self.rebuild();
        }
    }

    fn add(&mut self, value: i64, sign: f64) {
        let d = value.saturating_sub(self.shift) as f64;
        let mut power = sign;
        for sum in &mut self.powers {
            power *= d;
            *sum += power;
        }
    }

    fn rebuild(&mut self) {
        let count = i128::from(self.count.max(1));
        self.shift = i64::try_from(self.sum / count).unwrap_or(0);
        (self.powers, self.removed) = ([0.0; 4], 0);
        let values = std::mem::take(&mut self.values);
        values.values().for_each(|value| self.add(value, 1.0));
        self.values = values;
    }

    /// The statistics, all zero when there is no value. Variance, skewness and kurtosis are those of the population;
    /// kurtosis of a normal one is 3.
    pub(crate) fn eight(&mut self) -> Eight {
        let (Some(least), Some(greatest), Some(median)) =
            (self.values.least(), self.values.greatest(), self.values.median())
        else {
            return [0.0; 8];
        };
        let n = f64::from(self.count);
        let (mean, sum) = (self.sum as f64 / n, self.sum as f64);
        if least == greatest {
            return [mean, sum, mean, mean, mean, 0.0, 0.0, 0.0];
        }
        let away = self.powers[0] / n;
        if away * away > 16.0 * (self.powers[1] / n - away * away) {
            self.rebuild();
        }
        let [d, d2, d3, d4] = self.powers.map(|power| power / n);
        let variance = (d2 - d * d).max(0.0);
        let third = d3 - 3.0 * d * d2 + 2.0 * d * d * d;
        let fourth = d4 - 4.0 * d * d3 + 6.0 * d * d * d2 - 3.0 * d * d * d * d;
        let (skewness, kurtosis) = if variance > 0.0 {
            (third / (variance * variance.sqrt()), fourth / (variance * variance))
        } else {
            (0.0, 0.0)
        };
        [mean, sum, least as f64, greatest as f64, median, variance, skewness, kurtosis]
    }
}

/// The same statistics of a few values by a pass over them; sorts them.
pub(crate) fn eight_of_few(values: &mut [i64]) -> Eight {
    if let &mut [value] = values {
        let value = value as f64;
        return [value, value, value, value, value, 0.0, 0.0, 0.0];
    }
    values.sort_unstable();
    let (Some(&least), Some(&greatest)) = (values.first(), values.last()) else { return [0.0; 8] };
    let n = values.len() as f64;
    let sum = values.iter().map(|&value| i128::from(value)).sum::<i128>() as f64;
    let mean = sum / n;
    if least == greatest {
        return [mean, sum, mean, mean, mean, 0.0, 0.0, 0.0];
    }
    let half = values.len() / 2;
    let middle = |rank: usize| values.get(rank).copied().unwrap_or(0) as f64;
    let median =
        if values.len() % 2 == 1 { middle(half) } else { (middle(half.saturating_sub(1)) + middle(half)) / 2.0 };
    let [mut second, mut third, mut fourth] = [0.0; 3];
    for &value in values.iter() {
        let d = value as f64 - mean;
        let square = d * d;
        second += square;
        third += square * d;
        fourth += square * square;
    }
    let variance = second / n;
    let (skewness, kurtosis) = (third / n / (variance * variance.sqrt()), fourth / n / (variance * variance));
    [mean, sum, least as f64, greatest as f64, median, variance, skewness, kurtosis]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plainly(values: &[i64]) -> Eight {
        if values.is_empty() {
            return [0.0; 8];
        }
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        let n = values.len() as f64;
        let sum: f64 = values.iter().map(|&value| value as f64).sum();
        let mean = sum / n;
        let central = |power: i32| values.iter().map(|&value| (value as f64 - mean).powi(power)).sum::<f64>() / n;
        let (low, high) = (sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
        let variance = central(2);
        let shape = if sorted[0] == sorted[sorted.len() - 1] {
            [0.0; 2]
        } else {
            [central(3) / variance.powf(1.5), central(4) / variance.powi(2)]
        };
        let median = (low as f64 + high as f64) / 2.0;
        [
            mean,
            sum,
            sorted[0] as f64,
            sorted[sorted.len() - 1] as f64,
            median,
            if shape[1] == 0.0 { 0.0 } else { variance },
            shape[0],
            shape[1],
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        /// A window slid over amounts of every size: the sums agree with a pass over the values, also after a giant has
        /// left.
        #[test]
        fn a_sliding_window_agrees_with_a_pass_over_its_values(
            values in prop::collection::vec(prop_oneof![0i64..100, 1_000i64..1_000_000, 1_700_000_000i64..1_700_086_400, Just(900_000_000_000)], 1..400),
            width in 1usize..60,
        ) {
            let mut moments = Moments::default();
            for end in 0..values.len() {
                moments.insert(values[end]);
                if end >= width {
                    moments.remove(values[end - width]);
                }
                let plain = plainly(&values[(end + 1).saturating_sub(width)..=end]);
                for (place, (found, expected)) in moments.eight().into_iter().zip(plain).enumerate() {
                    let scale = expected.abs().max(1.0);
                    prop_assert!((found - expected).abs() <= 1e-6 * scale, "statistic {place}: {found} is not {expected}");
                }
                let mut few = values[(end + 1).saturating_sub(width)..=end].to_vec();
                for (found, expected) in eight_of_few(&mut few).into_iter().zip(plain) {
                    prop_assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} is not {expected}");
                }
            }
        }
    }
}
