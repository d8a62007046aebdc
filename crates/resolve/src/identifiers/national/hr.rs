//! Croatia: OIB (ISO 7064 MOD 11,10).

use super::{Check, Scheme, at, fixed, holds, mod11_10};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "hr.oib", expected: "eleven digits", read: oib }];

fn oib(text: &str) -> Option<Check> {
    let d = fixed(text, 11)?;
    Some(holds(mod11_10(d.get(..10)?) == at(&d, 10)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("hr.oib", "61172289523")], true);
    }
}
