//! Colombia: NIT, nine digits and a check digit modulo 11.

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "co.nit", expected: "ten digits", read: nit }];

fn nit(text: &str) -> Option<Check> {
    let d = fixed(text, 10)?;
    let rest = weighted(&d, &[41, 37, 29, 23, 19, 17, 13, 7, 3]) % 11;
    Some(holds(at(&d, 9) == if rest < 2 { rest } else { 11 - rest }))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("co.nit", "213123432-1")], true);
    }
}
