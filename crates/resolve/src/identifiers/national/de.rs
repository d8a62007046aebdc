//! Germany: tax identification number (ISO 7064 MOD 11,10).

use super::{Check, Scheme, at, fixed, holds, mod11_10};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "de.idnr", expected: "eleven digits", read: idnr }];

fn idnr(text: &str) -> Option<Check> {
    let d = fixed(text, 11)?;
    Some(holds(at(&d, 0) != 0 && mod11_10(d.get(..10)?) == at(&d, 10)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("de.idnr", "86 095 742 719")], true);
    }
}
