//! Ecuador: identity card number (Luhn).

use super::{Check, Scheme, fixed, holds, luhn};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "ec.ci", expected: "ten digits", read: ci }];

fn ci(text: &str) -> Option<Check> {
    let d = fixed(text, 10)?;
    Some(holds(luhn(&d)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("ec.ci", "171003406-5")], true);
    }
}
