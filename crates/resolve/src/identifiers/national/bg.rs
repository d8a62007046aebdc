//! Bulgaria: EGN, ten digits with the day of birth.

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "bg.egn", expected: "ten digits", read: egn }];

fn egn(text: &str) -> Option<Check> {
    let d = fixed(text, 10)?;
    Some(holds(weighted(&d, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == at(&d, 9)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("bg.egn", "7523169263")], true);
    }
}
