//! Dividing an amount in proportion, to the last minor unit.

/// Divides `amount` in proportion to `weights`, whose sum is `whole`: the largest remainders get the units that are
/// left, the earlier one of two that are alike. The parts give exactly `amount`, and none is larger than its weight if
/// `amount` is not larger than `whole`. All are 0 if `whole` is.
pub(crate) fn divide(amount: i64, weights: &[i64], whole: i64) -> Vec<i64> {
    if whole <= 0 {
        return vec![0; weights.len()];
    }
    let (amount, whole) = (i128::from(amount), i128::from(whole));
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    let mut left = amount;
    for (at, weight) in weights.iter().enumerate() {
        // Two factors below 2^63 have a product below 2^126.
        let product = amount.saturating_mul(i128::from(*weight));
        let part = product.div_euclid(whole);
        left = left.saturating_sub(part);
        parts.push(part);
        remainders.push((product.rem_euclid(whole), at));
    }
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let units = usize::try_from(left).unwrap_or(0);
    for (_, at) in remainders.iter().take(units) {
        if let Some(part) = parts.get_mut(*at) {
            *part = part.saturating_add(1);
        }
    }
    parts.into_iter().map(|part| i64::try_from(part).unwrap_or(i64::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_that_are_left_go_to_the_largest_remainders() {
        for (amount, weights, parts) in [
            (10, vec![1, 1, 1], vec![4, 3, 3]),
            (1, vec![1, 2], vec![0, 1]),
            (5, vec![50, 30, 20], vec![3, 1, 1]),
            (7, vec![7], vec![7]),
            (0, vec![3, 4], vec![0, 0]),
            (9, vec![0, 9], vec![0, 9]),
        ] {
            assert_eq!(divide(amount, &weights, weights.iter().sum()), parts, "{amount} by {weights:?}");
        }
        assert_eq!(divide(5, &[0, 0], 0), [0, 0]);
    }

    proptest! {
        #[test]
        fn parts_give_the_whole_and_fit(weights in prop::collection::vec(0_i64..1 << 40, 1..8), share in 0_i64..=1000) {
            let whole: i64 = weights.iter().sum();
            let amount = i64::try_from(i128::from(whole) * i128::from(share) / 1000).unwrap();
            let parts = divide(amount, &weights, whole);
            prop_assert_eq!(parts.iter().sum::<i64>(), amount);
            for (part, weight) in parts.iter().zip(&weights) {
                prop_assert!((0..=*weight).contains(part));
            }
        }
    }
}
