//! Indonesia: NIK, sixteen digits; no public check digit.

use super::{Check, Scheme, day, fixed, number};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "id.nik", expected: "sixteen digits", read: nik }];

fn nik(text: &str) -> Option<Check> {
    let d = fixed(text, 16)?;
    let born = number(&d, 6, 8);
    day(number(&d, 8, 10), if born > 40 { born - 40 } else { born }).then_some(Check::Unknown)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("id.nik", "3174096112900001")], false);
    }
}
