//! Iran: national code, modulo 11.

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "ir.nc", expected: "ten digits", read: nc }];

fn nc(text: &str) -> Option<Check> {
    let d = fixed(text, 10)?;
    let rest = weighted(&d, &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    Some(holds(at(&d, 9) == if rest < 2 { rest } else { 11 - rest }))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("ir.nc", "0013542419")], true);
    }
}
