//! Canada: social insurance number (Luhn).

use super::{Check, Scheme, fixed, holds, luhn};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "ca.sin", expected: "nine digits", read: sin }];

fn sin(text: &str) -> Option<Check> {
    let d = fixed(text, 9)?;
    Some(holds(luhn(&d)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("ca.sin", "046 454 286")], true);
    }
}
