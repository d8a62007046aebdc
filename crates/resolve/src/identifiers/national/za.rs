//! South Africa: identity number (Luhn).

use super::{Check, Scheme, day, fixed, holds, luhn, number};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "za.id", expected: "thirteen digits", read: id }];

fn id(text: &str) -> Option<Check> {
    let d = fixed(text, 13)?;
    day(number(&d, 2, 4), number(&d, 4, 6)).then(|| holds(luhn(&d)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("za.id", "8001015009087")], true);
    }
}
