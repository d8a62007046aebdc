//! Ukraine: RNOKPP, modulo 11.

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "ua.rnokpp", expected: "ten digits", read: rnokpp }];

fn rnokpp(text: &str) -> Option<Check> {
    let d = fixed(text, 10)?;
    // The first weight is -1: eleven less one stands for it.
    Some(holds(weighted(&d, &[10, 5, 7, 9, 4, 6, 10, 5, 7]) % 11 % 10 == at(&d, 9)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("ua.rnokpp", "3605486220")], true);
    }
}
