//! Türkiye: TCKN, two check digits.

use super::{Check, Scheme, at, fixed, holds};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] =
    &[Scheme { name: "tr.tckn", expected: "eleven digits, the first not 0", read: tckn }];

fn tckn(text: &str) -> Option<Check> {
    let d = fixed(text, 11)?;
    let odd: u32 = d.iter().take(9).step_by(2).sum();
    let even: u32 = d.iter().take(8).skip(1).step_by(2).sum();
    let first = (odd * 7 + 90 - even) % 10;
    let second = d.iter().take(10).sum::<u32>() % 10;
    (at(&d, 0) != 0).then(|| holds(first == at(&d, 9) && second == at(&d, 10)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("tr.tckn", "10000000146")], true);
    }
}
