//! United States: social security number and employer number; no check digits, but ranges that are not given out.

use super::{Check, Scheme, fixed, number};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "us.ssn", expected: "nine digits", read: ssn }];

fn ssn(text: &str) -> Option<Check> {
    let d = fixed(text, 9)?;
    let (area, group, serial) = (number(&d, 0, 3), number(&d, 3, 5), number(&d, 5, 9));
    (area != 0 && area != 666 && area < 900 && group != 0 && serial != 0).then_some(Check::Unknown)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("us.ssn", "219-09-9999")], false);
    }
}
