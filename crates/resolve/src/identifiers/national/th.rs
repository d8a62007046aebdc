//! Thailand: identity number, thirteen digits modulo 11.

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "th.id", expected: "thirteen digits", read: id }];

fn id(text: &str) -> Option<Check> {
    let d = fixed(text, 13)?;
    Some(holds((11 - weighted(&d, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10 == at(&d, 12)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("th.id", "1812731001926")], true);
    }
}
