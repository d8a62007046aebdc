//! Lithuania: personal code, two rounds of modulo 11.

use super::{Check, Scheme, baltic, fixed, holds};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "lt.ak", expected: "eleven digits", read: ak }];

fn ak(text: &str) -> Option<Check> {
    let d = fixed(text, 11)?;
    Some(holds(baltic(&d)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("lt.ak", "33309240064")], true);
    }
}
