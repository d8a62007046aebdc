//! Norway: birth number, two check digits modulo 11.

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "no.fnr", expected: "eleven digits", read: fnr }];

fn fnr(text: &str) -> Option<Check> {
    let d = fixed(text, 11)?;
    let first = (11 - weighted(&d, &[3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11) % 11;
    let second = (11 - weighted(&d, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    Some(holds(first == at(&d, 9) && second == at(&d, 10)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("no.fnr", "01018021117")], true);
    }
}
