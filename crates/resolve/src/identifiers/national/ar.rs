//! Argentina: CUIT and CUIL, eleven digits, weighted modulo 11.

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "ar.cuit", expected: "eleven digits", read: cuit }];

fn cuit(text: &str) -> Option<Check> {
    let d = fixed(text, 11)?;
    Some(holds(
        matches!((11 - weighted(&d, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11, check if check == at(&d, 10) && check < 10),
    ))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("ar.cuit", "20-12345678-6")], true);
    }
}
