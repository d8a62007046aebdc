//! Portugal: NIF, modulo 11.

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "pt.nif", expected: "nine digits", read: nif }];

fn nif(text: &str) -> Option<Check> {
    let d = fixed(text, 9)?;
    let check = 11 - weighted(&d, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    Some(holds(at(&d, 8) == if check > 9 { 0 } else { check }))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("pt.nif", "286772310")], true);
    }
}
