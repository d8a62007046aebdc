//! The correction for kin: what members of one household share proves little.
//!
//! A wife, a son and a brother agree on family name, address and often the telephone. Weighed one by one against
//! strangers these agreements look like proof. So a pair is held against two alternatives, strangers and kin, and the
//! weight of the features is reduced by how much better "kin" explains the pair than "strangers" does:
//! `log2(1 + κ · Π kin/other)`, with κ the odds of kin to strangers among all pairs.

/// `log2(1 + 2^x)` in thousandths of a bit, for `x` in thousandths of a bit; the same on every machine.
pub(crate) fn softplus(x: i32) -> i32 {
    let small = x.unsigned_abs();
    let step = 250;
    let (place, rest) = ((small / step) as usize, (small % step) as i32);
    let at = |place: usize| i32::from(TABLE.get(place).copied().unwrap_or(0));
    let tail = at(place) + (at(place + 1) - at(place)) * rest / step as i32;
    x.max(0).saturating_add(tail)
}

/// `1000 · log2(1 + 2^-(place/4))`.
const TABLE: [u16; 53] = [
    1000, 880, 772, 673, 585, 506, 437, 376, 322, 275, 235, 200, 170, 144, 122, 103, 87, 74, 62, 53, 44, 37, 32, 27,
    22, 19, 16, 13, 11, 9, 8, 7, 6, 5, 4, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_function() {
        for x in (-20_000..20_000).step_by(37) {
            let exact = (1.0 + (f64::from(x) / 1000.0).exp2()).log2() * 1000.0;
            assert!((f64::from(softplus(x)) - exact).abs() < 5.0, "{x}: {} {exact}", softplus(x));
        }
    }
}
