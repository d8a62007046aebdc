//! Estonia: personal code, two rounds of modulo 11.

use super::{Check, Scheme, baltic, fixed, holds};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "ee.ik", expected: "eleven digits", read: ik }];

fn ik(text: &str) -> Option<Check> {
    let d = fixed(text, 11)?;
    Some(holds(baltic(&d)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("ee.ik", "37605030299")], true);
    }
}
