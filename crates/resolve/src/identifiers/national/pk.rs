//! Pakistan: CNIC, thirteen digits; no public check digit.

use super::{Check, Scheme, at, fixed};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "pk.cnic", expected: "thirteen digits", read: cnic }];

fn cnic(text: &str) -> Option<Check> {
    let d = fixed(text, 13)?;
    (1..=7).contains(&at(&d, 0)).then_some(Check::Unknown)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("pk.cnic", "35202-1234567-1")], false);
    }
}
